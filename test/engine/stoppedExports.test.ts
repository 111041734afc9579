/* eslint-disable @n8n/community-nodes/no-restricted-globals -- waits for the simulator beside a run; not shipped */
import type { INode } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { delay, times } from '../simulator/faults';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { keepLog } from './n8nLog';
import { RETRY_ON_FAIL } from './repeatedRuns';

let engine: Engine;
let log: object[];

beforeAll(async () => {
	log = keepLog();
	engine = await Engine.start('filesystem', fastRuntime(50));
});

afterAll(async () => await engine.stop());

/** Exports on their way at once. */
const MAX_CONCURRENT = 3;

/** Exports that take 50 ms each, stopped when the tenth was accepted: its response, and perhaps others, are on their way. */
async function stoppedAfterTen(generation: 'v2' | 'v3', settings: Partial<INode> = {}) {
	log.length = 0;
	let stop = () => {};
	const simulator: Simulator = await startSimulator({ speed: 50 });
	simulator.injectFaults('exportProject', times(1_000, delay(50)));
	const running = engine.run({
		rows: rowsOf(200),
		steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation), settings }],
		credential: credentialFor(generation, simulator),
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.exports.length < 10) await new Promise((resolve) => setImmediate(resolve));
	const completed = simulator.requestsTo('exportProject').filter(({ outcome }) => outcome === 'completed').length;
	stop();
	const { run } = await running;
	await simulator.stop();
	const requests = simulator.requestsTo('exportProject');
	return { run, requests, onTheirWay: requests.length - completed, keys: simulator.exports.map(({ projectKey }) => String(projectKey)) };
}

describe.each(GENERATIONS)('%s: an execution that is stopped during its exports', (generation) => {
	test('begins no other export, and awaits those on their way for their keys', async () => {
		const { run, requests, onTheirWay, keys } = await stoppedAfterTen(generation);
		expect(run.status).toBe('canceled');
		expect(onTheirWay).toBeLessThanOrEqual(MAX_CONCURRENT);
		expect(requests.map(({ outcome }) => outcome)).toEqual(keys.map(() => 'completed'));
		const logged = log.map((line) => JSON.stringify(line)).join('\n');
		for (const key of keys) expect(logged).toContain(key);
	});

	test('leaves the keys that were known in the custom data of the execution and in a warning', async () => {
		const { run, keys } = await stoppedAfterTen(generation);
		const customData = Object.values(run.data.resultData.metadata ?? {}).join(' ');
		const known = [...customData.matchAll(/(\d+):(\S+)/g)].map(([, row, key]) => [Number(row), key] as const);
		expect(known.length).toBeGreaterThanOrEqual(keys.length - MAX_CONCURRENT);
		for (const [, key] of known) expect(keys).toContain(key);
		const warning = log.map((line) => JSON.stringify(line)).find((line) => line.includes('was stopped after'));
		expect(warning).toContain(`was stopped after ${known.length} of 200 items were exported and paid for`);
		for (const [row, key] of known) expect(warning).toContain(`row ${row} (item ${row - 1}): ${key}`);
	});

	test('exports nothing when the engine runs the node again, as it does with Retry On Fail', async () => {
		const { run, onTheirWay } = await stoppedAfterTen(generation, RETRY_ON_FAIL);
		expect(run.status).toBe('canceled');
		expect(onTheirWay).toBeLessThanOrEqual(MAX_CONCURRENT);
	});
});
