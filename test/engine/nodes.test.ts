import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Engine, type Step } from './engine';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { sleptTime } from './sleptTime';

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };
const PROGRESS: Step = { node: 'aiStudiosGetProgress' };

const runtime = sleptTime();
const now = () => runtime.now();
let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start('filesystem', runtime);
});

afterAll(async () => await engine.stop());

describe.each(GENERATIONS)('with a credential of %s', (generation) => {
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await startSimulator({ now, renderSeconds: [20, 60] });
	});

	afterEach(async () => await simulator.stop());

	const exportStep = (options: IDataObject = {}): Step => ({
		node: 'aiStudiosExportProject',
		parameters: exportParameters(generation, options as never),
	});

	const run = async (rows: IDataObject[], ...steps: Step[]) =>
		await engine.run({ rows, steps, credential: credentialFor(generation, simulator) });

	const finishedProject = (settings = {}) => simulator.addProject({ generation, seconds: 0, ...settings }).key;

	test('rows become videos: every item has the bytes of its own project, in the order of the rows and paired with them', async () => {
		const { items, error } = await run(rowsOf(5), exportStep(), WAIT);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(new Set(items.map(({ json }) => json.projectKey)).size).toBe(5);
		for (const [index, item] of items.entries()) {
			const key = String(item.json.projectKey);
			expect(await engine.bytes(item)).toEqual(simulator.videoOf(key));
			expect(JSON.stringify(simulator.requestsTo('exportProject')[index].body)).toContain(`Hello Ann ${index}!`);
			expect(item.pairedItem).toEqual({ item: index });
			expect(item.json).toMatchObject({ progress: 100, state: 'complete', isComplete: true, mimeType: 'video/mp4' });
			expect(item.json.fileSize).toBe(simulator.videoOf(key).length);
			expect(item.json.polls).toBe(simulator.requestsTo('progress', key).length);
		}
		expect(simulator.exports).toHaveLength(5);
	});

	test('Get Progress polls each render once', async () => {
		await simulator.stop();
		simulator = await startSimulator({ now, renderSeconds: [60_000, 60_000] });
		const { items } = await run(rowsOf(3), exportStep(), PROGRESS);
		expect(items.map(({ json }) => json.state)).toEqual(['rendering', 'rendering', 'rendering']);
		expect(items.every(({ json }) => json.isComplete === false && json.videoUrl === null)).toBe(true);
		expect(simulator.requestsTo('progress')).toHaveLength(3);
	});

	test('Get Progress routes complete, rendering and failed renders to their outputs', async () => {
		const rows = [
			{ projectKey: finishedProject() },
			{ projectKey: simulator.addProject({ generation, seconds: 60_000 }).key },
			{ projectKey: simulator.addProject({ generation, seconds: 0, curve: 'failing' }).key },
		];
		const { outputs, error } = await run(rows, { ...PROGRESS, parameters: { options: { routeByStatus: true } } });
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.map(({ json }) => json.projectKey))).toEqual(rows.map((row) => [row.projectKey]));
		expect(outputs.map(([{ json }]) => json.state)).toEqual(['complete', 'rendering', 'failed']);
	});

	test('a mistake in the last row is rejected before the first is exported, with its item and all missing values', async () => {
		const rows = [...rowsOf(3), { 'First name': '', city: 'Rome' }];
		const { error, items } = await run(rows, exportStep());
		expect(error?.message).toBe('No value for ##FIRST_NAME##, ##IMAGE_URL##');
		expect(error?.description).toMatch(/^Empty for this item: First name\. Available fields: city\. .* This item was not sent to AI Studios\. No item was exported\.$/);
		expect(error?.context).toMatchObject({ itemIndex: 3 });
		expect(items).toEqual([]);
		expect(simulator.requests).toEqual([]);
	});

	test('with On Error: Continue the row with the mistake has its error and the others are exported', async () => {
		const rows = [rowsOf(1)[0], { city: 'Rome' }, rowsOf(2)[1]];
		const { items } = await run(rows, { ...exportStep(), onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => Object.keys(json)[0])).toEqual(['projectKey', 'error', 'projectKey']);
		expect(items[1].json.error).toBe('No value for ##FIRST_NAME##, ##IMAGE_URL##');
		expect(items[1].pairedItem).toEqual({ item: 1 });
		expect(simulator.exports).toHaveLength(2);
	});

	test('a dry run shows the filled body, placeholders, missing and unused values, and sends nothing', async () => {
		const { items, hints } = await run([{ 'First name': 'Ann', city: 'Rome' }], exportStep({ dryRun: true }));
		expect(items[0].json).toMatchObject({ placeholders: ['FIRST_NAME', 'IMAGE_URL'], missing: ['IMAGE_URL'], unused: ['city'] });
		expect(JSON.stringify(items[0].json.request)).toContain('Hello Ann!');
		expect(items[0].json).not.toHaveProperty('projectKey');
		expect(hints.join()).toContain('Dry run: nothing was exported. Turn off Dry Run to export.');
		expect(simulator.requests).toEqual([]);
	});

	test('items with the same values are exported once and say whose video they share', async () => {
		const [row] = rowsOf(1);
		const { items } = await run([row, rowsOf(2)[1], row], exportStep());
		expect(simulator.exports).toHaveLength(2);
		expect(items[2].json).toEqual({ projectKey: items[0].json.projectKey, duplicateOf: 0 });
	});

	test('Allow Duplicates exports each of them', async () => {
		const [row] = rowsOf(1);
		await run([row, row], exportStep({ allowDuplicates: true }));
		expect(simulator.exports).toHaveLength(2);
	});

	test('without cubes or credits the first rejection ends the exports with one error, which lists the project keys', async () => {
		simulator.balance = 2;
		const { error } = await run(rowsOf(10), exportStep());
		expect(error?.description).toContain(generation === 'v2' ? 'cubes' : 'credits');
		expect(error?.description).toMatch(/Already exported, and paid for: row 1 \(item 0\): \w+, row 2 \(item 1\): \w+\. Not exported: rows 3 to 10 \(items 2 to 9\)\./);
		expect(simulator.exports).toHaveLength(2);
		expect(simulator.requestsTo('exportProject').length).toBeLessThanOrEqual(5);
	});

	test('a rejected credential costs one request, however many items there are', async () => {
		const credential = { ...credentialFor(generation, simulator), apiKey: 'wrong', userKey: 'wrong' };
		const { error } = await engine.run({ rows: rowsOf(20), steps: [exportStep()], credential });
		expect(error?.message).toContain('rejected the credential');
		expect(simulator.requests).toHaveLength(1);
	});

	test('a project that several items name is polled and downloaded once', async () => {
		const projectKey = finishedProject();
		const { items } = await run([{ projectKey }, { projectKey }, { projectKey }], WAIT);
		expect(items).toHaveLength(3);
		for (const item of items) expect(await engine.bytes(item)).toEqual(simulator.videoOf(projectKey));
		expect(simulator.requestsTo('progress')).toHaveLength(1);
		expect(simulator.requestsTo('download')).toHaveLength(1);
	});

	test('a timeout names the project key and the progress', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 60_000 });
		const { error } = await run([{ projectKey }], { ...WAIT, parameters: { options: { timeout: 0.5 } } });
		expect(error?.message).toMatch(new RegExp(`^Project ${projectKey} was not finished after 0\\.\\d minutes \\(at \\d`));
		expect(error?.context).toMatchObject({ projectKey });
	});

	test('with On Timeout: Continue the item is output as it is, and a hint says so', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 60_000 });
		const { items, hints } = await run([{ projectKey }], { ...WAIT, parameters: { options: { timeout: 0.5, onTimeout: 'continue' } } });
		expect(items[0].json).toMatchObject({ projectKey, state: 'rendering', isComplete: false, timedOut: true });
		expect(items[0].binary).toBeUndefined();
		expect(hints.join()).toContain('not finished in time');
	});

	test('a render that stops making progress is reported as stalled', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 60, curve: 'stalled' });
		const { error } = await run([{ projectKey }], { ...WAIT, parameters: { options: { stallTimeout: 1 } } });
		expect(error?.message).toMatch(new RegExp(`^Project ${projectKey} made no progress for \\d+ seconds \\(at 42 %`));
	});

	test('Stall Timeout is in minutes: a render that makes no progress for a minute has not stalled within 20', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 1, curve: 'stalled' });
		const options = { stallTimeout: 20, timeout: 1, onTimeout: 'continue' };
		const { items, error } = await run([{ projectKey }], { ...WAIT, parameters: { options } });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ projectKey, state: 'rendering', timedOut: true });
	});

	test('the file gets the name of File Name, made safe, in the binary field of Put Output File in Field', async () => {
		const row = { projectKey: finishedProject(), who: '../../Ann' };
		const parameters = { binaryProperty: 'video', options: { fileName: '={{ $json.who }} welcome' } };
		const { items } = await run([row], { ...WAIT, parameters });
		expect(items[0].json.fileName).toBe('Ann welcome.mp4');
		expect(items[0].binary?.video).toMatchObject({ fileName: 'Ann welcome.mp4', mimeType: 'video/mp4', fileExtension: 'mp4' });
	});

	test('without File Name the file gets the name in its URL, decoded', async () => {
		const { items } = await run([{ projectKey: finishedProject({ fileName: 'Grüße an Ann.mp4' }) }], WAIT);
		expect(items[0].json.fileName).toBe('Grüße an Ann.mp4');
	});

	test('without Download the item has the URL and no file', async () => {
		const { items } = await run([{ projectKey: finishedProject() }], { ...WAIT, parameters: { download: false } });
		expect(items[0].json.videoUrl).toContain(simulator.filesUrl);
		expect(items[0].binary).toBeUndefined();
		expect(simulator.requestsTo('download')).toEqual([]);
	});

	test('Include Input Fields keeps the fields of the row in both nodes', async () => {
		const keep = { includeInputFields: true };
		const { items } = await run(rowsOf(2), exportStep(keep), { ...WAIT, parameters: { options: keep } });
		expect(items[1].json).toMatchObject({ 'First name': 'Ann 1', state: 'complete' });
	});

	test('with On Error: Continue one failed render leaves the others alone', async () => {
		const rows = [finishedProject(), simulator.addProject({ generation, seconds: 30, curve: 'failing' }).key, finishedProject()];
		const step: Step = { ...WAIT, parameters: { options: { stallTimeout: 2 } }, onError: 'continueRegularOutput' };
		const { items } = await run(rows.map((projectKey) => ({ projectKey })), step);
		expect(items.map(({ json }) => json.state === 'complete')).toEqual([true, false, true]);
		expect(items[1].json).toMatchObject({ projectKey: rows[1], error: expect.stringContaining(rows[1]) as string });
	});

	test('failed items are output through the error output with the fields of their row', async () => {
		const rows = [{ projectKey: finishedProject() }, { projectKey: 'nobodyknowsthis', name: 'Bob' }];
		const { outputs } = await run(rows, { ...WAIT, onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[1][0].json).toMatchObject({ ...rows[1], error: expect.stringContaining('nobodyknowsthis') as string });
	});

	test.each([
		['that is empty', '', 'The project key is empty'],
		['with slashes', '../project', '"../project" is not a project key'],
		['with a percent sign', 'a%2fb', '"a%2fb" is not a project key'],
		['of 300 characters', 'x'.repeat(300), 'is not a project key'],
	])('a project key %s is rejected before anything is sent', async (_what, projectKey, message) => {
		const { error } = await run([{ projectKey }], WAIT);
		expect(error?.message).toContain(message);
		expect(simulator.requests).toEqual([]);
	});
});

test.each(GENERATIONS)('%s: the nodes run as n8n calls them, in real time', async (generation) => {
	const simulator = await startSimulator({ speed: 1_000, renderSeconds: [200, 300] });
	const loaded = await Engine.start();
	const { items, error } = await loaded.run({
		rows: rowsOf(2),
		steps: [
			{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) },
			PROGRESS,
			{ ...WAIT, parameters: { options: { pollInterval: 0.05 } } },
		],
		credential: credentialFor(generation, simulator),
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	for (const item of items) expect(await loaded.bytes(item)).toEqual(simulator.videoOf(String(item.json.projectKey)));
	expect(simulator.requestsTo('token')).toHaveLength(generation === 'v3' ? 1 : 0);
	await simulator.stop();
	await loaded.stop();
});
