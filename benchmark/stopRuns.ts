/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the CPU time of this process; not shipped */
import { SECOND_MS } from '../nodes/shared/core/duration';
import { FakeClock } from '../test/core/fakeClock';
import { GENERATIONS, rowsOf, type Generation } from '../test/engine/generations';
import { cpuSecondsSince } from './cpuTime';
import { runExport, runNode, type RunChanges } from './nodeRun';
import { randomRenders } from './renders';
import { SimulatedApi } from './simulatedApi';

/** Of the fake clock: by then much has been sent, and much is left. */
const STOPPED_AFTER_MS = 20 * SECOND_MS;

export interface StopCase {
	title: string;
	/** CPU seconds from Stop until the node has ended. */
	stop(items: number): Promise<number>;
}

type Run = (api: SimulatedApi, clock: FakeClock, projectKeys: string[], changes: RunChanges) => Promise<unknown>;

const RUNS: Array<[title: string, run: Run]> = [
	['Wait and Download', async (api, clock, projectKeys, changes) => await runNode(api, clock, projectKeys, {}, changes)],
	['Export Project', async (api, clock, { length }, changes) => await runExport(api, clock, rowsOf(length), {}, changes)],
];

export function stopCases(): StopCase[] {
	return GENERATIONS.flatMap((generation) => RUNS.map(([title, run]) => ({ title: `${generation}: ${title}`, stop: async (items: number) => await stopSeconds(run, items, generation) })));
}

/** @throws Error when the node had ended before, or ends in another way */
async function stopSeconds(run: Run, items: number, generation: Generation): Promise<number> {
	const clock = new FakeClock();
	const renders = randomRenders(items, 8);
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const stop = new AbortController();
	let cpuAtStop: NodeJS.CpuUsage | undefined;
	void clock.sleep(STOPPED_AFTER_MS).then(() => {
		cpuAtStop = process.cpuUsage();
		stop.abort();
	});
	await run(api, clock, renders.map(({ projectKey }) => projectKey), { generation, cancelSignal: stop.signal }).catch((error: Error) => {
		if (!error.message.includes('canceled')) throw error;
	});
	if (!cpuAtStop) throw new Error('The node ended before it was stopped');
	return cpuSecondsSince(cpuAtStop);
}
