/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the CPU time of this process; not shipped */
import { MINUTE_MS } from '../nodes/shared/core/duration';
import { FakeClock } from '../test/core/fakeClock';
import { cpuSecondsSince } from './cpuTime';
import { runNode } from './nodeRun';
import { randomRenders } from './renders';
import { atMost, median, type BenchmarkResult } from './report';
import { SimulatedApi } from './simulatedApi';

const ITEMS = 1_000;

/** The CPU time that the node itself uses for a thousand items of ten minutes. */
export async function cpu(quick: boolean): Promise<BenchmarkResult> {
	const rounds = quick ? 3 : 5;
	const rows: Array<Array<string | number>> = [];
	const medians: number[] = [];
	for (const pacing of ['adaptive', 'fixed']) {
		const runs = [];
		for (let round = 0; round < rounds; round += 1) runs.push(await run(pacing));
		const cpuSeconds = runs.map((result) => result.cpuSeconds);
		const [{ requests, files, elapsed }] = runs;
		medians.push(median(cpuSeconds));
		rows.push([pacing, median(cpuSeconds), cpuSeconds[0], requests, files, elapsed]);
	}
	return {
		title: '5. 1,000 renders of ten minutes: CPU time',
		method: `User and system time of the whole process, including the compiler and garbage collection, while the shipped node runs on a fake clock, from the first item to the last file: parameters, scheduler, timers, requests, parsing of responses, pacing, downloads, items. n8n's HTTP client is simulated in memory and not included; the fake clock and the simulated API are included. ${rounds} runs in one process, because n8n keeps running; the first run with adaptive pacing is the cold one.`,
		tables: [{ columns: ['pacing', 'CPU seconds, median', 'first run', 'requests', 'files', 'time on the fake clock'], rows }],
		targets: [atMost('CPU seconds for 1,000 items', medians[0], 2)],
	};
}

async function run(pacing: string) {
	const renders = randomRenders(ITEMS, 5).map((render) => ({ ...render, durationMs: 10 * MINUTE_MS }));
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const before = process.cpuUsage();
	const items = await runNode(api, clock, renders.map(({ projectKey }) => projectKey), { pacing });
	const cpuSeconds = cpuSecondsSince(before);
	return {
		cpuSeconds,
		requests: api.requests,
		files: items.filter(({ binary }) => binary).length,
		elapsed: `${Math.round(clock.now() / MINUTE_MS)} min`,
	};
}
