import type { INode, INodeExecutionData } from 'n8n-workflow';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { startSimulator, type Simulator } from '../simulator';
import { always, cutBody, status } from '../simulator/faults';
import { Engine, type RunResult } from './engine';
import { credentialFor, GENERATIONS, type Generation } from './generations';
import { runParked, type ParkingOptions } from './parking';
import { sleptTime } from './sleptTime';

let engine: Engine;
let simulator: Simulator;
/** The node's and the simulator's. */
let runtime: Runtime;

beforeAll(async () => {
	engine = await Engine.start();
});
afterAll(async () => await engine.stop());
beforeEach(async () => {
	runtime = sleptTime();
	simulator = await startSimulator({ now: () => runtime.now() });
});
afterEach(async () => await simulator.stop());

interface Case {
	generation: Generation;
	rows: ParkingOptions['rows'];
	options?: INode['parameters'];
	settings?: Partial<INode>;
}

function parkedRun({ generation, rows, options, settings }: Case, more: Partial<ParkingOptions> = {}) {
	return runParked(engine, {
		rows,
		step: { node: 'aiStudiosWaitAndDownload', parameters: { projectKey: '={{ $json.projectKey }}', options: { surviveRestarts: true, ...options } }, settings },
		credential: credentialFor(generation, simulator),
		runtime,
		...more,
	});
}

async function plainRun({ generation, rows, options, settings }: Case): Promise<RunResult> {
	return await engine.run({
		rows,
		steps: [{ node: 'aiStudiosWaitAndDownload', parameters: { projectKey: '={{ $json.projectKey }}', options: options ?? {} }, settings }],
		credential: credentialFor(generation, simulator),
		runtime,
	});
}

function render(generation: Generation, seconds: number, curve?: 'failing' | 'stalled'): string {
	return simulator.addProject({ generation, seconds, ...(curve ? { curve } : {}) }).key;
}

/** What is the same in every run: not the polls, the time, how far a failed render was seen, and where the files and URLs are. */
async function comparable(outputs: INodeExecutionData[][]): Promise<unknown> {
	return await Promise.all(
		outputs.flat().map(async ({ json, binary, pairedItem }) => {
			const { videoUrl, error, ...rest } = json;
			const fields = Object.entries(rest).filter(([name]) => !['polls', 'waitedSeconds', 'progress'].includes(name));
			const files = await Promise.all(Object.entries(binary ?? {}).map(async ([name, { fileName, mimeType, ...data }]) => [name, fileName, mimeType, await bytesOf({ fileName, mimeType, ...data })]));
			return { fields, hasUrl: typeof videoUrl === 'string', error: String(error).replace(/[\d.]+ (minutes|seconds)/, 'N $1'), files, pairedItem: JSON.stringify(pairedItem) };
		}),
	);
}

async function bytesOf(data: NonNullable<INodeExecutionData['binary']>[string]): Promise<string> {
	return (await engine.bytes({ json: {}, binary: { data } })).toString('base64');
}

describe.each(GENERATIONS)('%s: a wait that is parked', (generation) => {
	test('outputs what the same wait outputs that is not', async () => {
		const keys = [render(generation, 20), render(generation, 100), render(generation, 90, 'failing'), render(generation, 150, 'stalled')];
		simulator.injectFaults('download', [cutBody(0.5)], { projectKey: keys[1] });
		const rows = [...keys, keys[1], ''].map((projectKey, index) => ({ projectKey, name: `row ${index}` }));
		const options = { includeInputFields: true, stallTimeout: 3, fileName: '={{ $json.name }}' };
		const settings = { onError: 'continueRegularOutput' as const };
		const { parent, pauses, started } = await parkedRun({ generation, rows, options, settings });
		const plain = await plainRun({ generation, rows, options, settings });
		expect(await comparable(parent.outputs)).toEqual(await comparable(plain.outputs));
		expect(parent.outputs[0].map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['data'], ['data'], [], [], ['data'], []]);
		expect(pauses.length).toBeGreaterThanOrEqual(1);
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(66);
		expect(started.length).toBe(1 + pauses.length);
		for (const { parentExecution } of started) expect(parentExecution).toMatchObject({ shouldResume: true });
	});

	test('polls each project once at a time, however many items name it, and reads fresh URLs at the end', async () => {
		const [early, late] = [render(generation, 30), render(generation, 600)];
		const { parent, pauses } = await parkedRun({ generation, rows: [early, late, late, early].map((projectKey) => ({ projectKey })) });
		expect(parent.error).toBeUndefined();
		const polls = (projectKey: string) => simulator.requestsTo('progress', projectKey).length;
		expect(polls(late)).toBe(1 + pauses.length);
		// Until it was complete, and once more at the end.
		expect(polls(early)).toBe(3);
		expect(polls(late)).toBeGreaterThan(3);
		expect(simulator.requestsTo('download').length).toBe(2);
	});

	test('goes on under whatever name its node has', async () => {
		const { parent } = await parkedRun({ generation, rows: [{ projectKey: render(generation, 80) }], settings: { name: 'Wait' } });
		expect(parent.items[0].json).toMatchObject({ state: 'complete' });
	});

	test('is not parked when all renders have ended at the first look', async () => {
		const finished = render(generation, 0);
		const { parent, parked } = await parkedRun({ generation, rows: [{ projectKey: finished }] });
		expect(parked).toEqual([]);
		expect(parent.items[0].json).toMatchObject({ projectKey: finished, state: 'complete', polls: 1 });
		expect(simulator.requestsTo('progress').length).toBe(1);
	});

	test('ends with the error of the failed item when the workflow stops on errors', async () => {
		const rows = [{ projectKey: render(generation, 80) }, { projectKey: render(generation, 80, 'failing') }];
		const { parent, parked } = await parkedRun({ generation, rows });
		const plain = await plainRun({ generation, rows });
		expect(parent.run.status).toBe('error');
		expect(parent.error?.message).toBe(plain.error?.message);
		expect(parent.error?.description).toBe(plain.error?.description);
		expect(parked.map(({ error }) => error?.message)).toEqual(parked.map(() => plain.error?.message));
	});

	test('sends failed items to the error output, with what is known of their project', async () => {
		const failing = render(generation, 80, 'failing');
		const rows = [{ projectKey: render(generation, 80), name: 'one' }, { projectKey: failing, name: 'two' }];
		const { parent } = await parkedRun({ generation, rows, settings: { onError: 'continueErrorOutput' } });
		expect(parent.outputs.map((items) => items.map(({ json }) => json.projectKey))).toEqual([[rows[0].projectKey], [failing]]);
		expect(parent.outputs[1][0].json).toMatchObject({ name: 'two', error: expect.stringContaining(failing), message: expect.any(String), details: { projectKey: failing } });
	});

	test('pauses once more when n8n has just started', async () => {
		const seen: number[] = [];
		const projectKey = render(generation, 20);
		const polls = () => simulator.requestsTo('progress', projectKey).length;
		const uptime = () => (seen.push(polls()) === 1 ? 59_000 : 60_000);
		const { parent, pauses } = await parkedRun({ generation, rows: [{ projectKey }] }, { runtime: { ...runtime, uptime } });
		expect(parent.items[0].json).toMatchObject({ state: 'complete', polls: 2 });
		expect(pauses).toEqual([66, 66]);
		expect([seen, polls()]).toEqual([[1, 1], 2]);
	});

	test.each([
		['its first', [1]],
		['its second', [2]],
		['both', [1, 2]],
		['three of them, one of the new ones too', [1, 2, 3]],
	])('goes on when n8n overwrites what a pause saved with what was there before: %s', async (_, overwritten) => {
		const rows = [render(generation, 100), render(generation, 150), render(generation, 200, 'failing')].map((projectKey) => ({ projectKey, name: 'row' }));
		const options = { includeInputFields: true };
		const settings = { onError: 'continueRegularOutput' as const };
		const { parent, started } = await parkedRun({ generation, rows, options, settings }, { overwritten });
		const plain = await plainRun({ generation, rows, options, settings });
		expect(started.length).toBeGreaterThan(Math.max(...overwritten));
		expect(await comparable(parent.outputs)).toEqual(await comparable(plain.outputs));
		expect(parent.items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['data'], ['data'], []]);
	});

	test('returns an error with each project key when n8n overwrites the whole wait', async () => {
		const rows = [render(generation, 80), render(generation, 80)].map((projectKey) => ({ projectKey }));
		const { parent } = await parkedRun({ generation, rows }, { overwritten: [0] });
		expect(parent.items.map(({ json }) => json)).toMatchObject(rows.map(({ projectKey }) => ({ error: `The wait for project ${projectKey} has not ended`, details: { projectKey } })));
	});

	test('ends with the error of the failed item, also when n8n overwrote a pause', async () => {
		const rows = [{ projectKey: render(generation, 80) }, { projectKey: render(generation, 80, 'failing') }];
		const { parent } = await parkedRun({ generation, rows }, { overwritten: [1] });
		expect(parent.error?.message).toContain(rows[1].projectKey);
	});

	test('counts its timeout from the first look', async () => {
		const rows = [{ projectKey: render(generation, 100_000) }];
		const { parent, pauses } = await parkedRun({ generation, rows, options: { timeout: 2.5, onTimeout: 'continue' } });
		expect(parent.items[0].json).toMatchObject({ state: 'rendering', timedOut: true, polls: 1 + pauses.length });
		expect(parent.items[0].json.waitedSeconds).toBeGreaterThanOrEqual(150);
		expect(parent.items[0].json.waitedSeconds).toBeLessThan(150 + 66);
	});

	test('survives polls that fail, and ends with the twentieth in a row', async () => {
		const [passing, lasting] = [render(generation, 70), render(generation, 70)];
		simulator.injectFaults('progress', [status(503)], { projectKey: passing });
		simulator.injectFaults('progress', [always(status(503))], { projectKey: lasting });
		const rows = [{ projectKey: passing }, { projectKey: lasting }];
		const { parent } = await parkedRun({ generation, rows, settings: { onError: 'continueRegularOutput' } });
		expect(parent.items[0].json).toMatchObject({ projectKey: passing, state: 'complete' });
		expect(parent.items[1].json).toMatchObject({ projectKey: lasting, error: expect.stringContaining('after 20 attempts') });
		// Seven rounds of three.
		expect(simulator.requestsTo('progress', lasting).length).toBe(21);
	});

	test('ends at its next poll, without a request, when the execution that waits was stopped or deleted', async () => {
		for (const parentData of [(data: object) => ({ ...data, resultData: { runData: {}, error: { message: 'stopped' } } }), () => undefined]) {
			const projectKey = render(generation, 100_000);
			const { parked } = await parkedRun({ generation, rows: [{ projectKey }] }, { parentData: parentData as ParkingOptions['parentData'] });
			expect(parked.map(({ run }) => run.status)).toEqual(['canceled', 'canceled']);
			expect(simulator.requestsTo('progress', projectKey).length).toBe(1);
		}
	});

	test('ends when the timeout of the workflow is over, without another request, and n8n has no timeout for the pauses', async () => {
		const projectKey = render(generation, 100_000);
		const rows = [{ projectKey }];
		const { parked, pauses, started } = await parkedRun({ generation, rows }, { settings: { executionTimeout: 60 } });
		expect(pauses).toEqual([66]);
		expect(parked.map(({ run, error }) => [run.status, error?.message])).toEqual([1, 2].map(() => ['canceled', 'The execution was canceled']));
		expect(started.map(({ workflow }) => workflow.settings?.executionTimeout)).toEqual([-1, -1]);
		expect(simulator.requestsTo('progress', projectKey).length).toBe(1);
	});

	test('polls no more often than Max Polls per Second on average', async () => {
		const rows = [1, 2, 3, 4].map(() => ({ projectKey: render(generation, 100_000) }));
		const options = { maxPollsPerSecond: 0.05, timeout: 2.5, onTimeout: 'continue' };
		const { parent, pauses } = await parkedRun({ generation, rows, options });
		expect(parent.items.map(({ json }) => json.timedOut)).toEqual([true, true, true, true]);
		expect(pauses).toEqual([80, 70]);
	});

	test('pauses no longer than the timeout of the workflow', async () => {
		const projectKey = render(generation, 2_000);
		const { pauses } = await parkedRun({ generation, rows: [{ projectKey }] }, { settings: { executionTimeout: 200 } });
		// The second would be 300 s without it.
		expect(pauses).toEqual([66, 134]);
		expect(simulator.requestsTo('progress', projectKey).length).toBe(pauses.length);
	});
});

describe('where a wait cannot be parked, the item says so before anything is sent', () => {
	test('in a tool of an AI agent', async () => {
		const projectKey = render('v2', 0);
		const { parent } = await parkedRun({ generation: 'v2', rows: [{ projectKey }], settings: { type: 'n8n-nodes-aistudios.aiStudiosWaitAndDownloadTool' } });
		expect(parent.error?.message).toBe('Survive Restarts does not work in a tool of an AI agent');
		expect(simulator.requests.length).toBe(0);
	});
});
