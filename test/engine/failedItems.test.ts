import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, noFault, reset, status, times } from '../simulator/faults';
import type { Engine, RunResult, Step } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { ON_ERROR, stops } from './onErrorSettings';

const KEEP: INodeParameters = { includeInputFields: true };
const CONTINUE = { onError: 'continueRegularOutput' } as const;
const ERROR_OUTPUT = { onError: 'continueErrorOutput' } as const;
const NODES = ['aiStudiosExportProject', 'aiStudiosGetProgress', 'aiStudiosWaitAndDownload'] as const;

/** Columns that our nodes also write, with values that they never wrote. */
const MISTAKABLE: IDataObject = {
	duplicateOf: 7, reused: true, isDraft: 'no', editorUrl: 'x', progress: 3, state: 'stale', isComplete: 'stale', videoUrl: 'stale', timedOut: true,
	failureReason: 'stale', pollError: 'stale', pollFailures: 9, error: 'stale', message: 'stale',
};

/** Simulated seconds and node seconds per real second. */

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

/** Items that failed, wherever they were output. */
function failedIn({ outputs }: RunResult): INodeExecutionData[] {
	return outputs.flat().filter(({ json }) => json.error !== undefined);
}

describe.each(GENERATIONS)('%s', (generation) => {
	const run = async (rows: object[], steps: Step[], credential: ICredentialDataDecryptedObject = credentialFor(generation, simulator)) =>
		await engine.run({ rows: rows as never, steps, credential });
	const exportStep = (options: INodeParameters = {}, more: Partial<Step> = {}): Step => ({ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), ...more });
	const waitStep = (options: INodeParameters = {}, more: Partial<Step> = {}): Step => ({ node: 'aiStudiosWaitAndDownload', parameters: { options }, ...more });
	const progressStep = (options: INodeParameters = {}, more: Partial<Step> = {}): Step => ({ node: 'aiStudiosGetProgress', parameters: { options }, ...more });
	const finished = () => simulator.addProject({ generation, seconds: 0 }).key;

	describe('a failed item keeps its row', () => {
		const file = { data: Buffer.from('picture').toString('base64'), mimeType: 'image/png', fileName: 'a.png' };

		test.each([['Continue', CONTINUE], ['Continue (Using Error Output)', ERROR_OUTPUT]])('of Export Project, with On Error: %s', async (_title, more) => {
			const rows = [{ json: { email: 'ann@x.example', ...rowsOf(1)[0] } }, { json: { email: 'bob@x.example' }, binary: { picture: file } }];
			const result = await run(rows, [exportStep(KEEP, more)]);
			const [failed] = failedIn(result);
			expect(failed.json).toMatchObject({ email: 'bob@x.example', error: 'No value for ##FIRST_NAME##, ##IMAGE_URL##', message: expect.stringMatching(/^Available fields: email\./) as string });
			expect(failed.binary).toEqual({ picture: file });
			expect(result.outputs[0][0].json).toMatchObject({ email: 'ann@x.example', projectKey: expect.any(String) as string });
		});

		test.each([['Continue', CONTINUE], ['Continue (Using Error Output)', ERROR_OUTPUT]])('of Wait and Download, with progress and state, with On Error: %s', async (_title, more) => {
			const { key } = simulator.addProject({ generation, seconds: 60, curve: 'stalled' });
			const rows = [{ json: { email: 'ann@x.example', projectKey: finished() } }, { json: { email: 'bob@x.example', projectKey: key }, binary: { picture: file } }];
			const [failed] = failedIn(await run(rows, [waitStep({ ...KEEP, stallTimeout: 1 }, more)]));
			expect(failed.json).toEqual({
				email: 'bob@x.example', projectKey: key, progress: 42, state: 'rendering',
				error: expect.stringMatching(`^Project ${key} made no progress for`) as string,
				message: 'It may still finish. Run AI Studios Wait and Download again with this project key, or increase Stall Timeout.',
			});
			expect(failed.binary).toEqual({ picture: file });
		});
	});

	describe('what arrives is not taken for what a node says', () => {
		test('by Export Project: neither an old project key nor an old error', async () => {
			const rows = [{ ...MISTAKABLE, projectKey: 'old', ...rowsOf(1)[0] }];
			const { items } = await run(rows, [exportStep(KEEP)]);
			expect(items[0].json).toEqual({ ...rowsOf(1)[0], projectKey: String(simulator.exports[0].projectKey) });
			const dry = await run(rows, [exportStep({ ...KEEP, dryRun: true })]);
			expect(dry.items[0].json).not.toHaveProperty('projectKey');
			expect(Object.keys(dry.items[0].json).filter((field) => field in MISTAKABLE)).toEqual([]);
		});

		test('by Wait and Download: a second wait that finds the video is not timed out', async () => {
			const { key: projectKey } = simulator.addProject({ generation, seconds: 90 });
			const { items } = await run([{ name: 'Ann', ...MISTAKABLE, projectKey }], [waitStep({ ...KEEP, timeout: 0.2, onTimeout: 'continue' }), waitStep(KEEP)]);
			expect(items[0].json).toMatchObject({ name: 'Ann', projectKey, state: 'complete', isComplete: true, progress: 100 });
			for (const field of ['timedOut', 'error', 'message', 'duplicateOf', 'reused', 'pollError', 'pollFailures', 'failureReason']) expect(items[0].json).not.toHaveProperty(field);
			expect(items[0].binary?.data.mimeType).toBe('video/mp4');
		});

		test.each(ON_ERROR)('by a failed item, with On Error: %s', async (_title, settings) => {
			const result = await run([{ ...MISTAKABLE, projectKey: 'nobodyknowsthis', name: 'Bob' }], [waitStep(KEEP, { settings })]);
			if (stops(settings)) {
				expect(result.error?.message).toMatch(/^AI Studios cannot find the progress of project nobodyknowsthis: /);
				return;
			}
			const fields = JSON.parse(JSON.stringify(failedIn(result)[0].json)) as IDataObject;
			expect(fields).toEqual({
				name: 'Bob', projectKey: 'nobodyknowsthis',
				error: expect.stringMatching(/^AI Studios cannot find the progress of project nobodyknowsthis: /) as string,
				message: expect.stringMatching(/^Check the project key/) as string,
			});
		});
	});

	describe('an item that arrives failed and without a project key', () => {
		const doubtful = { simulate: () => simulator.injectFaults('exportProject', [noFault, acceptThenReset]), error: /^The export was sent, but its response was lost/ };

		test.each(ON_ERROR)('is passed on by Wait and Download with its own error, and stops nobody, with On Error: %s', async (_title, settings) => {
			doubtful.simulate();
			const result = await run(rowsOf(4), [exportStep(KEEP, CONTINUE), waitStep(KEEP, { settings })]);
			expect(result.error).toBeUndefined();
			const [failed, ...others] = failedIn(result);
			expect(others).toEqual([]);
			expect(failed.json).toMatchObject({ ...rowsOf(4)[1], error: expect.stringMatching(doubtful.error) as string, message: expect.stringMatching(/^It was not sent again/) as string });
			const finishedItems = result.outputs.flat().filter(({ json }) => json.isComplete === true);
			expect(finishedItems.map(({ json }) => json['First name'])).toEqual(['Ann 0', 'Ann 2', 'Ann 3']);
		});

		test.each(ON_ERROR)('is passed on by Get Progress, with On Error: %s', async (_title, settings) => {
			const rows = [{ projectKey: finished() }, { error: 'No value for ##A##', message: 'Enter it.' }];
			const result = await run(rows, [progressStep({}, { settings })]);
			expect(result.error).toBeUndefined();
			expect(failedIn(result).map(({ json }) => [json.error, json.message])).toEqual([['No value for ##A##', 'Enter it.']]);
			expect(result.outputs[0][0].json.state).toBe('complete');
		});

		test('is named by Export Project when it lacks a value', async () => {
			const { error } = await run([...rowsOf(1), { error: 'No such contact' }], [exportStep()]);
			expect(error?.message).toMatch(/^No value for ##/);
			expect(error?.description).toContain(' The item arrived with an error: No such contact. No item was exported.');
			expect(simulator.exports).toEqual([]);
		});

		test('is not meant when there is a key to go on with, or no text', async () => {
			const { items } = await run([{ projectKey: finished(), error: 'No value for ##A##' }], [waitStep()]);
			expect(items[0].json.isComplete).toBe(true);
			const { error } = await run([{ error: '' }], [waitStep()]);
			expect(error?.message).toBe('The project key is empty');
		});
	});

	describe('what breaks before the items', () => {
		const broken: Array<[what: string, credential: () => ICredentialDataDecryptedObject, error: RegExp]> = [
			['an empty credential', () => ({ ...credentialFor(generation, simulator), apiKey: '', appId: '', userKey: '' }), /^The (API Key|App ID) in the AI Studios API credential is empty$/],
			['a credential of the wrong kind', () => ({ ...credentialFor(generation, simulator), apiKey: 5, appId: { a: 1 } } as never), /^The (API Key|App ID) in the AI Studios API credential is empty$/],
			['a server that is none', () => ({ ...credentialFor(generation, simulator), customServer: 'nonsense' }), /^The custom server is not a web address$/],
		];
		const cases = NODES.flatMap((node) => broken.flatMap((reason) => ON_ERROR.map(([title, settings]) => [reason[0], node, title, reason, settings] as const)));

		test.each(cases)('%s is the error of every item of %s with On Error: %s, and no old project key passes', async (_what, node, _title, [, credential, error], settings) => {
			const old = finished();
			const rows = rowsOf(2).map((row) => ({ ...row, projectKey: old }));
			const step = { aiStudiosExportProject: exportStep(), aiStudiosGetProgress: progressStep(), aiStudiosWaitAndDownload: waitStep() }[node];
			const result = await run(rows, [{ ...step, settings }], credential());
			expect(simulator.requests).toEqual([]);
			if (stops(settings)) {
				expect(result.run.status).toBe('error');
				expect(result.error?.message).toMatch(error);
				expect(result.error?.description).toMatch(/\S/);
				return;
			}
			expect(result.outputs.flat()).toHaveLength(2);
			const failed = failedIn(result);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			for (const { json } of failed) {
				expect(json).toMatchObject({ 'First name': expect.any(String) as string, error: expect.stringMatching(error) as string, message: expect.stringMatching(/\S/) as string });
				expect(json.projectKey).toBeUndefined();
			}
			expect(result.outputs.length).toBe('onError' in settings && settings.onError === 'continueErrorOutput' ? 2 : 1);
			if (result.outputs.length === 2) expect(result.outputs[0]).toEqual([]);
		});
	});

	test.each(NODES.map((node) => [node]))('%s without a credential fails every item with what to do, with On Error: Continue', async (node) => {
		const step = { aiStudiosExportProject: exportStep(), aiStudiosGetProgress: progressStep(), aiStudiosWaitAndDownload: waitStep() }[node];
		const { items } = await run([{ ...rowsOf(1)[0], projectKey: finished() }], [{ ...step, settings: { ...CONTINUE, credentials: {} } }]);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({ ...rowsOf(1)[0], error: expect.stringMatching(/credential/i) as string, message: expect.stringMatching(/\S{4}/) as string });
		expect(items[0].json.projectKey).toBeUndefined();
		expect(simulator.requests).toEqual([]);
	});

	describe('Get Progress with routes', () => {
		const ROUTES: INodeParameters = { routeByStatus: true };
		const keysOf = (outputs: INodeExecutionData[][]) => outputs.map((items) => items.map(({ json }) => json.projectKey));

		test.each(ON_ERROR)('sends only failed renders to Failed, and ends for none of them, with On Error: %s', async (_title, settings) => {
			const rows = [finished(), simulator.addProject({ generation, seconds: 60_000 }).key, simulator.addProject({ generation, seconds: 0, curve: 'failing' }).key].map((projectKey) => ({ projectKey }));
			const { outputs, error } = await run(rows, [progressStep(ROUTES, { settings })]);
			expect(error).toBeUndefined();
			expect(keysOf(outputs.slice(0, 3))).toEqual(rows.map(({ projectKey }) => [projectKey]));
			expect(outputs[2][0].json).toMatchObject({ state: 'failed', isComplete: false, videoUrl: null });
			expect(outputs.slice(3).flat()).toEqual([]);
		});

		test.each([['an outage', reset], ['503', status(503)], ['429', status(429)]])('leaves a render in Rendering during %s, and counts how often in a row', async (_what, fault) => {
			const { key } = simulator.addProject({ generation, seconds: 60_000 });
			simulator.injectFaults('progress', [always(fault)]);
			const first = await run([{ projectKey: key, progress: 12 }], [progressStep(ROUTES)]);
			expect(keysOf(first.outputs)).toEqual([[], [key], []]);
			expect(first.outputs[1][0].json).toMatchObject({ progress: 12, state: 'rendering', pollFailures: 1, pollError: expect.stringContaining('after 7 attempts') as string });
			const second = await run([first.outputs[1][0]], [progressStep(ROUTES)]);
			expect(second.outputs[1][0].json).toMatchObject({ progress: 12, pollFailures: 2 });
			simulator.injectFaults('progress', []);
			const third = await run([second.outputs[1][0]], [progressStep(ROUTES)]);
			expect(keysOf(third.outputs)).toEqual([[], [key], []]);
			expect(third.outputs[1][0].json).not.toHaveProperty('pollFailures');
			expect(third.outputs[1][0].json).not.toHaveProperty('pollError');
		});

		test.each(ON_ERROR)('never sends an unknown key to Failed, with On Error: %s', async (_title, settings) => {
			const result = await run([{ projectKey: 'nobodyknowsthis' }, { projectKey: finished() }], [progressStep(ROUTES, { settings })]);
			if (stops(settings)) {
				expect(result.error?.message).toMatch(/^AI Studios cannot find project nobodyknowsthis: /);
				return;
			}
			expect(result.outputs[2]).toEqual([]);
			expect(result.outputs[0]).toHaveLength(1);
			const [failed] = failedIn(result);
			expect(failed.json).toMatchObject({ projectKey: 'nobodyknowsthis', error: expect.stringMatching(/^AI Studios cannot find project nobodyknowsthis: /) as string });
			expect(failed.json.state).toBeUndefined();
			expect(result.outputs[settings.onError === 'continueErrorOutput' ? 3 : 1]).toContain(failed);
		});

		test.each<[unknown, number]>([['false', 1], ['no', 1], ['', 1], [null, 1], ['true', 3], [1, 3]])('set to %j has %i outputs', async (routeByStatus, count) => {
			const { outputs } = await run([{ projectKey: simulator.addProject({ generation, seconds: 60_000 }).key }], [progressStep({ routeByStatus: routeByStatus as never })]);
			expect(outputs).toHaveLength(count);
			expect(outputs[count === 3 ? 1 : 0]).toHaveLength(1);
		});

		test.each(ON_ERROR)('set to an expression, which n8n does not evaluate there, is an error of every item, with On Error: %s', async (_title, settings) => {
			const result = await run([{ projectKey: finished() }, { projectKey: finished() }], [progressStep({ routeByStatus: '={{ $json.p }}' }, { settings })]);
			const message = 'Route by Status must be true or false, but it is "{{ $json.p }}"';
			if (stops(settings)) expect(result.error?.message).toBe(message);
			else expect(failedIn(result).map(({ json }) => json.error)).toEqual([message, message]);
			expect(simulator.requests).toEqual([]);
		});
	});

	test('a render that fails is a failed render without routes, too, and stops nobody', async () => {
		const rows = [simulator.addProject({ generation, seconds: 0, curve: 'failing' }).key, finished()].map((projectKey) => ({ projectKey }));
		const { items, error } = await run(rows, [progressStep()]);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.state)).toEqual(['failed', 'complete']);
	});

	test('an unknown project in Wait and Download says nothing of a state', async () => {
		const { items } = await run([{ projectKey: 'nobodyknowsthis' }], [waitStep({}, CONTINUE)]);
		expect(items[0].json).toEqual({ projectKey: 'nobodyknowsthis', error: expect.any(String) as string, message: expect.any(String) as string });
	});

	test('an error about one item says that no item was exported only when none was', async () => {
		simulator.injectFaults('exportProject', times(2, noFault));
		const rows = [...rowsOf(3), { city: 'Rome' }];
		const stopped = await run(rows, [exportStep()]);
		expect(stopped.error?.description).toMatch(/This item was not sent to AI Studios\. No item was exported\.$/);
		expect(simulator.exports).toEqual([]);
		const continued = await run(rows, [exportStep({}, CONTINUE)]);
		expect(failedIn(continued)[0].json.message).toMatch(/This item was not sent to AI Studios\.$/);
		expect(simulator.exports).toHaveLength(3);
	});
});
