import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Engine, type Step } from './engine';
import { runTimeFaster } from './fastTime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';

/** Simulated seconds and node seconds per real second. */
const SPEED = 100;

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };
const PROGRESS: Step = { node: 'aiStudiosGetProgress' };

let engine: Engine;

beforeAll(async () => {
	runTimeFaster(SPEED);
	engine = await Engine.start();
});

afterAll(async () => await engine.stop());

describe.each(GENERATIONS)('with a credential of %s', (generation) => {
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await startSimulator({ speed: SPEED, renderSeconds: [20, 60] });
	});

	afterEach(async () => await simulator.stop());

	const order = (options: IDataObject = {}): Step => ({
		node: 'aiStudiosExportProject',
		parameters: exportParameters(generation, options as never),
	});

	const run = async (rows: IDataObject[], ...steps: Step[]) =>
		await engine.run({ rows, steps, credential: credentialFor(generation, simulator) });

	const finishedProject = (settings = {}) => simulator.addProject({ generation, seconds: 0, ...settings }).key;

	test('rows become videos: every item has the bytes of its own project, in order and paired', async () => {
		const { items, error } = await run(rowsOf(5), order(), WAIT);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(new Set(items.map(({ json }) => json.projectKey)).size).toBe(5);
		for (const [index, item] of items.entries()) {
			const key = String(item.json.projectKey);
			expect(await engine.bytes(item)).toEqual(simulator.videoOf(key));
			expect(JSON.stringify(simulator.requestsTo('export')[index].body)).toContain(`Hello Ann ${index}!`);
			expect(item.pairedItem).toEqual({ item: index });
			expect(item.json).toMatchObject({ progress: 100, state: 'complete', isComplete: true, mimeType: 'video/mp4' });
			expect(item.json.fileSize).toBe(simulator.videoOf(key).length);
			expect(item.json.polls).toBe(simulator.requestsTo('progress', key).length);
		}
		expect(simulator.exports).toHaveLength(5);
	});

	test('Get Progress looks once and costs one request an item', async () => {
		const { items } = await run(rowsOf(3), order(), PROGRESS);
		expect(items.map(({ json }) => json.state)).toEqual(['rendering', 'rendering', 'rendering']);
		expect(items.every(({ json }) => json.isComplete === false && json.videoUrl === null)).toBe(true);
		expect(simulator.requestsTo('progress')).toHaveLength(3);
	});

	test('Get Progress routes complete, rendering and failed renders to their outputs', async () => {
		const rows = [
			{ projectKey: finishedProject() },
			{ projectKey: simulator.addProject({ generation, seconds: 60_000 }).key },
			{ projectKey: 'nobodyknowsthis' },
		];
		const step: Step = { ...PROGRESS, parameters: { options: { routeByStatus: true } }, onError: 'continueRegularOutput' };
		const { outputs } = await run(rows, step);
		expect(outputs.map((items) => items.map(({ json }) => json.projectKey))).toEqual(rows.map((row) => [row.projectKey]));
		expect(outputs[2][0].json.error).toContain('nobodyknowsthis');
	});

	test('a wrong last row is refused before the first is ordered, with its item and all that is missing', async () => {
		const rows = [...rowsOf(3), { 'First name': '', city: 'Rome' }];
		const { error, items } = await run(rows, order());
		expect(error?.message).toBe('No value for ##FIRST_NAME##, ##IMAGE_URL##');
		expect(error?.description).toContain('First name, city');
		expect(error?.context).toMatchObject({ itemIndex: 3 });
		expect(items).toEqual([]);
		expect(simulator.requests).toEqual([]);
	});

	test('with continue on fail the wrong row carries its error and the others are ordered', async () => {
		const rows = [rowsOf(1)[0], { city: 'Rome' }, rowsOf(2)[1]];
		const { items } = await run(rows, { ...order(), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => Object.keys(json)[0])).toEqual(['projectKey', 'error', 'projectKey']);
		expect(items[1].pairedItem).toEqual({ item: 1 });
		expect(simulator.exports).toHaveLength(2);
	});

	test('a dry run shows the filled body, placeholders, missing and unused values, and sends nothing', async () => {
		const { items, hints } = await run([{ 'First name': 'Ann', city: 'Rome' }], order({ dryRun: true }));
		expect(items[0].json).toMatchObject({ placeholders: ['FIRST_NAME', 'IMAGE_URL'], missing: ['IMAGE_URL'], unused: ['city'] });
		expect(JSON.stringify(items[0].json.request)).toContain('Hello Ann!');
		expect(items[0].json).not.toHaveProperty('projectKey');
		expect(hints.join()).toContain('nothing was ordered');
		expect(simulator.requests).toEqual([]);
	});

	test('items filled alike are ordered once and say whose video they share', async () => {
		const [row] = rowsOf(1);
		const { items } = await run([row, rowsOf(2)[1], row], order());
		expect(simulator.exports).toHaveLength(2);
		expect(items[2].json).toEqual({ projectKey: items[0].json.projectKey, duplicateOf: 0 });
	});

	test('Allow Duplicates orders them all', async () => {
		const [row] = rowsOf(1);
		await run([row, row], order({ allowDuplicates: true }));
		expect(simulator.exports).toHaveLength(2);
	});

	test('without money the first refusal ends the spending with one clear error', async () => {
		simulator.balance = 2;
		const { error } = await run(rowsOf(10), order());
		expect(error?.description).toContain(generation === 'v2' ? 'cubes' : 'credits');
		expect(error?.description).toMatch(/Already ordered in this run.*: \w+, \w+\./);
		expect(simulator.exports).toHaveLength(2);
		expect(simulator.requestsTo('export').length).toBeLessThanOrEqual(5);
	});

	test('a refused key costs one request, however many items there are', async () => {
		const credential = { ...credentialFor(generation, simulator), apiKey: 'wrong', userKey: 'wrong' };
		const { error } = await engine.run({ rows: rowsOf(20), steps: [order()], credential });
		expect(error?.message).toContain('refused the credential');
		expect(simulator.requests.length).toBeLessThanOrEqual(1);
	});

	test('several items that name one project poll and fetch it once', async () => {
		const projectKey = finishedProject();
		const { items } = await run([{ projectKey }, { projectKey }, { projectKey }], WAIT);
		for (const item of items) expect(await engine.bytes(item)).toEqual(simulator.videoOf(projectKey));
		expect(simulator.requestsTo('progress')).toHaveLength(1);
		expect(simulator.requestsTo('download')).toHaveLength(1);
	});

	test('a time-out names the key and the progress, or lets the item go on', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 60_000 });
		const wait = (onTimeout: string): Step => ({ ...WAIT, parameters: { options: { timeout: 0.5, onTimeout } } });
		const stopped = await run([{ projectKey }], wait('error'));
		expect(stopped.error?.message).toMatch(new RegExp(`Project ${projectKey} was not finished after 0\\.\\d minutes \\(at \\d`));
		const continued = await run([{ projectKey }], wait('continue'));
		expect(continued.items[0].json).toMatchObject({ projectKey, state: 'rendering', isComplete: false, timedOut: true });
		expect(continued.items[0].binary).toBeUndefined();
		expect(continued.hints.join()).toContain('not finished in time');
	});

	test('a render that stands still is reported as stalled', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 60, shape: 'stalled' });
		const { error } = await run([{ projectKey }], { ...WAIT, parameters: { options: { stallTimeout: 1 } } });
		expect(error?.message).toMatch(new RegExp(`Project ${projectKey} has not moved for \\d+ seconds`));
	});

	test('the file gets the name that was asked for, made safe, and the field that was asked for', async () => {
		const row = { projectKey: finishedProject(), who: '../../Ann' };
		const parameters = { binaryProperty: 'video', options: { fileName: '={{ $json.who }} welcome' } };
		const { items } = await run([row], { ...WAIT, parameters });
		expect(items[0].json.fileName).toBe('Ann welcome.mp4');
		expect(items[0].binary?.video).toMatchObject({ fileName: 'Ann welcome.mp4', mimeType: 'video/mp4', fileExtension: 'mp4' });
	});

	test('the name in the URL is decoded', async () => {
		const { items } = await run([{ projectKey: finishedProject({ fileName: 'Grüße an Ann.mp4' }) }], WAIT);
		expect(items[0].json.fileName).toBe('Grüße an Ann.mp4');
	});

	test('without Download the URL is all that comes out', async () => {
		const { items } = await run([{ projectKey: finishedProject() }], { ...WAIT, parameters: { download: false } });
		expect(items[0].json.videoUrl).toContain(simulator.filesUrl);
		expect(items[0].binary).toBeUndefined();
		expect(simulator.requestsTo('download')).toEqual([]);
	});

	test('Include Input Fields keeps the row in both nodes', async () => {
		const keep = { includeInputFields: true };
		const { items } = await run(rowsOf(2), order(keep), { ...WAIT, parameters: { options: keep } });
		expect(items[1].json).toMatchObject({ 'First name': 'Ann 1', state: 'complete' });
	});

	test('one failed render leaves the others alone when the node continues on fail', async () => {
		const rows = [finishedProject(), simulator.addProject({ generation, seconds: 30, shape: 'failing' }).key, finishedProject()];
		const step: Step = { ...WAIT, parameters: { options: { stallTimeout: 2 } }, onError: 'continueRegularOutput' };
		const { items } = await run(rows.map((projectKey) => ({ projectKey })), step);
		expect(items.map(({ json }) => json.state === 'complete')).toEqual([true, false, true]);
		expect(items[1].json).toMatchObject({ projectKey: rows[1], error: expect.stringContaining(rows[1]) as string });
	});

	test('failed items leave through the error output with the fields of their row', async () => {
		const rows = [{ projectKey: finishedProject() }, { projectKey: 'nobodyknowsthis', name: 'Bob' }];
		const { outputs } = await run(rows, { ...WAIT, onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[1][0].json).toMatchObject({ ...rows[1], error: expect.stringContaining('nobodyknowsthis') as string });
	});

	test.each([
		['', 'The project key is empty'],
		['../project', '"../project" is not a project key'],
		['a%2fb', '"a%2fb" is not a project key'],
		['x'.repeat(300), 'is not a project key'],
	])('the project key "%s" is refused before anything is sent', async (projectKey, message) => {
		const { error } = await run([{ projectKey }], WAIT);
		expect(error?.message).toContain(message);
		expect(simulator.requests).toEqual([]);
	});
});
