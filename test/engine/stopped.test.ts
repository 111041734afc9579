/* eslint-disable @n8n/community-nodes/no-restricted-globals -- waits for the simulator beside a run; not shipped */
import type { INode } from 'n8n-workflow';
import { startSimulator, type EndpointName, type Simulator } from '../simulator';
import { hang, stall } from '../simulator/faults';
import { Engine, type Step } from './engine';
import { everything } from './everything';
import { fastRuntime } from './fastRuntime';
import { credentialFor, GENERATIONS, type Generation } from './generations';

/** Real milliseconds: longer than any test, so that only Stop can end a request. */
const REQUEST_TIMEOUT_MS = 600_000;
const MEGABYTE = 1_000_000;

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };
const PROGRESS: Step = { node: 'aiStudiosGetProgress' };

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(100, REQUEST_TIMEOUT_MS));
});

afterAll(async () => await engine.stop());

beforeEach(async () => {
	simulator = await startSimulator({ speed: 100 });
});

afterEach(async () => await simulator.stop());

/** Stops the run of one finished video when `endpoint` has got its request. */
async function stoppedAt(endpoint: EndpointName, generation: Generation, { settings, ...step }: Step) {
	const { key: projectKey } = simulator.addProject({ generation, seconds: 0, fileSize: 5 * MEGABYTE });
	let stop = () => {};
	const running = engine.run({
		rows: [{ projectKey }],
		steps: [{ ...step, settings }],
		credential: credentialFor(generation, simulator),
		onStart: (cancel) => (stop = cancel),
	});
	await until(() => simulator.requestsTo(endpoint).length === 1);
	stop();
	return await running;
}

async function until(condition: () => boolean) {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const ON_ERROR: Array<[title: string, settings: Partial<INode>]> = [
	['Stop Workflow', {}],
	['Continue', { onError: 'continueRegularOutput' }],
];

const cases = GENERATIONS.flatMap((generation) =>
	ON_ERROR.flatMap(([title, settings]) => [
		[generation, title, 'Wait and Download, while a poll hangs', 'progress', { ...WAIT, settings }] as const,
		[generation, title, 'Wait and Download, in the middle of a download', 'download', { ...WAIT, settings }] as const,
		[generation, title, 'Get Progress, while its request hangs', 'progress', { ...PROGRESS, settings }] as const,
	]),
);

test.each(cases)('%s, On Error: %s: Stop ends %s: no connection, no other request, and no error of HTTP', async (generation, _onError, _when, endpoint, step) => {
	simulator.injectFaults(endpoint, [endpoint === 'download' ? stall(MEGABYTE) : hang]);
	const { run, items, taskData } = await stoppedAt(endpoint, generation, step);
	expect(run.status).toBe('canceled');
	// With Continue, n8n itself passes on what came in.
	expect(items.map(({ json }) => Object.keys(json))).toEqual(items.map(() => ['projectKey']));
	await until(() => simulator.openConnections === 0);
	expect(simulator.requestsTo(endpoint)).toHaveLength(1);
	expect(taskData?.error?.message ?? 'The execution was canceled').toBe('The execution was canceled');
	expect(everything(run.data.resultData)).not.toMatch(/axios|CanceledError|ERR_CANCELED|socket hang up|aborted/i);
});
