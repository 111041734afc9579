/* eslint-disable @n8n/community-nodes/no-restricted-globals -- waits for the simulator beside a run; not shipped */
import type { INode } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { delay, times } from '../simulator/faults';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';
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
async function stoppedAfterTen(generation: Generation, settings: Partial<INode> = {}) {
	return await stoppedAfter(10, generation, { settings, exportMs: 50 });
}

async function stoppedAfter(exports: number, generation: Generation, { settings = {}, exportMs }: { settings?: Partial<INode>; exportMs?: number } = {}) {
	log.length = 0;
	const messages: string[] = [];
	let stop = () => {};
	const simulator: Simulator = await startSimulator({ speed: 50 });
	if (exportMs !== undefined) simulator.injectFaults('exportProject', times(1_000, delay(exportMs)));
	const running = engine.run({
		rows: rowsOf(200),
		steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation), settings }],
		credential: credentialFor(generation, simulator),
		mode: 'manual',
		onMessage: (message) => messages.push(JSON.stringify(message)),
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.exports.length < exports) await new Promise((resolve) => setImmediate(resolve));
	const completed = simulator.requestsTo('exportProject').filter(({ outcome }) => outcome === 'completed').length;
	stop();
	const { run } = await running;
	await simulator.stop();
	const requests = simulator.requestsTo('exportProject');
	return { run, requests, messages, warnings: warnings(), onTheirWay: requests.length - completed, keys: simulator.exports.map(({ projectKey }) => String(projectKey)) };
}

function warnings(): string[] {
	return log.map((line) => JSON.stringify(line)).filter((line) => line.includes('"level":"warn"'));
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
		const { run, keys, warnings: [warning] } = await stoppedAfterTen(generation);
		const customData = Object.values(run.data.resultData.metadata ?? {}).join(' ');
		const known = [...customData.matchAll(/(\d+):(\S+)/g)].map(([, row, key]) => [Number(row), key] as const);
		expect(known.length).toBeGreaterThanOrEqual(keys.length - MAX_CONCURRENT);
		for (const [, key] of known) expect(keys).toContain(key);
		expect(warning).toContain(`was stopped after ${known.length} of 200 items were exported and paid for`);
		for (const [row, key] of known) expect(warning).toContain(`row ${row} (item ${row - 1}): ${key}`);
	});

	test('lists fifty keys in its message, and all that were known in the warnings of the log', async () => {
		const { keys, messages, warnings: [first, ...others] } = await stoppedAfter(120, generation);
		const [, known] = /was stopped after (\d+) of 200 items/.exec(first) ?? [];
		expect(messages).toHaveLength(1);
		for (const text of [first, messages[0]]) {
			expect(text.match(/\(item \d+\): /g)).toHaveLength(50);
			expect(text).toContain(` and ${Number(known) - 50} more. The log of n8n contains all of them.`);
		}
		const listed = [first, ...others].flatMap((line) => [...line.matchAll(/\(item \d+\): ([\w-]+)/g)].map(([, key]) => key));
		expect(listed).toHaveLength(Number(known));
		expect(new Set(listed)).toEqual(new Set(keys.filter((key) => listed.includes(key))));
		expect(Number(known)).toBeGreaterThanOrEqual(keys.length - MAX_CONCURRENT);
		for (const line of others) expect(line.length).toBeLessThan(5_000);
	});

	test('exports nothing when the engine runs the node again, as it does with Retry On Fail', async () => {
		const { run, onTheirWay } = await stoppedAfterTen(generation, RETRY_ON_FAIL);
		expect(run.status).toBe('canceled');
		expect(onTheirWay).toBeLessThanOrEqual(MAX_CONCURRENT);
	});
});
