/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- looks for what a stopped run leaves on disk and in the process; not shipped */
import { readdirSync } from 'node:fs';
import { n8nRuntime } from '../../nodes/shared/n8n/runtime';
import { startSimulator, type EndpointName, type Simulator } from '../simulator';
import { hang, stall, status } from '../simulator/faults';
import { Engine, type Step } from './engine';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };
const MEGABYTE = 1_000_000;

let engine: Engine;
/** Timers of the nodes that are running. */
let sleeping = 0;
/** The most that was open or running just before a stop, to know that the tests can see it. */
const seen = { sleeping: 0, handles: 0 };

const countingRuntime = {
	...n8nRuntime,
	sleep: async (ms: number) => {
		sleeping += 1;
		await n8nRuntime.sleep(ms).finally(() => (sleeping -= 1));
	},
};

beforeAll(async () => {
	engine = await Engine.start('filesystem', countingRuntime);
});

afterAll(async () => await engine.stop());

/** Points of an execution: what is arranged, and the request after which it is stopped. */
const POINTS: Array<{ title: string; stopAt: EndpointName; arrange?: (simulator: Simulator) => void; export?: boolean; afterMs?: number; fileSize?: number; requestTimeoutMs?: number }> = [
	{ title: 'while an export hangs, which then times out', stopAt: 'exportProject', arrange: (simulator) => simulator.injectFaults('exportProject', [hang]), export: true, requestTimeoutMs: 700 },
	{ title: 'while an export is held back by a 429', stopAt: 'exportProject', arrange: (simulator) => simulator.injectFaults('exportProject', [status(429, { retryAfter: 60 })]), export: true },
	{ title: 'at the first poll', stopAt: 'progress' },
	{ title: 'sleeping between two polls', stopAt: 'progress', afterMs: 300 },
	{ title: 'while a poll hangs', stopAt: 'progress', arrange: (simulator) => simulator.injectFaults('progress', [hang]), afterMs: 100 },
	{ title: 'while a poll hangs in the middle', stopAt: 'progress', arrange: (simulator) => simulator.injectFaults('progress', [stall(5)]), afterMs: 100 },
	{ title: 'in the pause after a failed poll', stopAt: 'progress', arrange: (simulator) => simulator.injectFaults('progress', [status(503, { retryAfter: 30 })]), afterMs: 100 },
	{ title: 'at the first byte of a download', stopAt: 'download', fileSize: 50 * MEGABYTE },
	{ title: 'in the middle of a download that stalls', stopAt: 'download', fileSize: 5 * MEGABYTE, arrange: (simulator) => simulator.injectFaults('download', [stall(MEGABYTE)]), afterMs: 200 },
	{ title: 'in the pause before a download is resumed', stopAt: 'download', fileSize: MEGABYTE, arrange: (simulator) => simulator.injectFaults('download', [status(503, { retryAfter: 30 })]), afterMs: 100 },
];

const cases = GENERATIONS.flatMap((generation) => POINTS.map((point) => [generation, point.title, point] as const));

async function stopRunAt(generation: Generation, point: (typeof POINTS)[number]) {
	const simulator = await startSimulator();
	const seconds = point.stopAt === 'download' ? 0 : 600;
	const key = simulator.addProject({ generation, seconds, fileSize: point.fileSize }).key;
	point.arrange?.(simulator);
	let stop = () => {};
	const running = engine.run({
		rows: [{ ...rowsOf(1)[0], projectKey: key }, { ...rowsOf(2)[1], projectKey: key }],
		steps: point.export ? [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }] : [WAIT],
		credential: credentialFor(generation, simulator),
		runtime: point.requestTimeoutMs === undefined ? undefined : { ...countingRuntime, requestTimeoutMs: point.requestTimeoutMs },
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.requestsTo(point.stopAt).length === 0) await pause(1);
	await pause(point.afterMs ?? 0);
	seen.sleeping = Math.max(seen.sleeping, sleeping);
	seen.handles = Math.max(seen.handles, openHandles().length);
	const stoppedAt = Date.now();
	stop();
	const { run } = await running;
	return { simulator, run, stoppedAt };
}

/** Sockets and file work that this process has open. */
function openHandles(): string[] {
	return process.getActiveResourcesInfo().filter((name) => /TCPSocket|TCPConnect|FSReq/.test(name));
}

function storedFiles(): string[] {
	return readdirSync(engine.storage, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function pause(ms: number) {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

test.each(cases)('%s: stopped %s, it leaves no request, timer or file after a second', async (generation, _title, point) => {
	const { simulator, run, stoppedAt } = await stopRunAt(generation, point);
	expect(run.status).toBe('canceled');
	while (simulator.openConnections > 0 && Date.now() - stoppedAt < 1_000) await pause(10);
	expect(simulator.openConnections).toBe(0);
	const requests = simulator.requests.length;
	await pause(Math.max(0, stoppedAt + 1_050 - Date.now()));
	expect(simulator.requests).toHaveLength(requests);
	await simulator.stop();
	await pause(1);
	expect(sleeping).toBe(0);
	expect(openHandles()).toEqual([]);
	expect(storedFiles()).toEqual([]);
});

test('what must not be left was there before: timers, connections, and the file of a run that is not stopped', async () => {
	expect(seen.sleeping).toBeGreaterThan(0);
	expect(seen.handles).toBeGreaterThan(0);
	const simulator = await startSimulator();
	const { key: projectKey } = simulator.addProject({ generation: 'v2', seconds: 0 });
	await engine.run({ rows: [{ projectKey }], steps: [WAIT], credential: credentialFor('v2', simulator) });
	await simulator.stop();
	expect(storedFiles().length).toBeGreaterThan(0);
});
