import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Engine, type Step } from './engine';
import { runTimeFaster } from './fastTime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, templateFor } from './generations';

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	runTimeFaster(100);
	engine = await Engine.start();
});

afterAll(async () => await engine.stop());

beforeEach(async () => {
	simulator = await startSimulator({ speed: 100 });
});

afterEach(async () => await simulator.stop());

describe.each(GENERATIONS)('%s', (generation) => {
	const run = async (rows: object[], step: Step) =>
		await engine.run({ rows: rows as never, steps: [step], credential: credentialFor(generation, simulator) });
	const order = (parameters: INodeParameters, onError?: Step['onError']): Step => ({
		node: 'aiStudiosExportProject',
		parameters: { template: templateFor(generation), ...parameters },
		onError,
	});
	const form = (value: INodeParameters | null) => ({ mappingMode: 'defineBelow', value, schema: [], matchingColumns: [] });

	test.each([
		['pollInterval', 'soon', 'Poll Interval'],
		['pollInterval', -1, 'Poll Interval'],
		['timeout', '', 'Timeout'],
		['stallTimeout', -0.5, 'Stall Timeout'],
	])('the option %s set to %j is refused before anything is asked', async (option, value, label) => {
		const step: Step = { node: 'aiStudiosWaitAndDownload', parameters: { options: { [option]: value } } };
		const { error } = await run([{ projectKey: 'p1' }], step);
		expect(error?.message).toContain(`${label} must be a number of zero or more, but it is "${value}"`);
		expect(simulator.requests).toEqual([]);
	});

	test('an odd number of downloads at once means the usual two', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 0 });
		const step: Step = { node: 'aiStudiosWaitAndDownload', parameters: { binaryProperty: ' ', options: { maxConcurrentDownloads: 'many' } } };
		const { items } = await run([{ projectKey }], step);
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
	});

	test('what the form holds is sent, with expressions of the item', async () => {
		const values = form({ FIRST_NAME: '={{ $json.who.toUpperCase() }}', IMAGE_URL: 'https://x.example/p.png' });
		await run([{ who: 'ann' }], order({ values }));
		expect(JSON.stringify(simulator.requestsTo('export')[0].body)).toContain('Hello ANN!');
	});

	test.each([
		['empty', ''],
		['removed', null],
	])('a field of the form that is %s counts as missing', async (_how, empty) => {
		const values = form({ FIRST_NAME: 'Ann', IMAGE_URL: empty });
		const { error } = await run([{}], order({ values }));
		expect(error?.message).toBe('No value for ##IMAGE_URL##');
		expect(simulator.requests).toEqual([]);
	});

	test('a form nobody filled in says what is missing', async () => {
		const { error } = await run([{ first_name: 'Ann' }], order({ values: form(null) }));
		expect(error?.message).toContain('##FIRST_NAME##, ##IMAGE_URL##');
		expect(error?.description).toContain('no fields to take values from');
	});

	test('values of the form that fill nothing are told in a hint, ten by name', async () => {
		const more = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`EXTRA_${index}`, 'x']));
		const values = form({ FIRST_NAME: 'Ann', IMAGE_URL: 'https://x.example/p.png', ...more });
		const { hints } = await run([{}], order({ values }));
		expect(hints.join()).toMatch(/These values fill no placeholder: EXTRA_0, .* and 2 more/);
	});

	test('kept and removed placeholders are sent as Missing Values says, and told', async () => {
		for (const [missingValues, sent] of [['keep', 'Hello ##FIRST_NAME##!'], ['remove', 'Hello !']]) {
			const values = { mappingMode: 'autoMapInputData', value: null };
			const { hints } = await run([{ image_url: 'https://x.example/p.png' }], order({ values, options: { missingValues, allowDuplicates: true } }));
			expect(JSON.stringify(simulator.requestsTo('export').at(-1)?.body)).toContain(sent);
			expect(hints.join()).toContain('Without a value: FIRST_NAME');
		}
	});

	test('a template that is an expression is read once for each that differs', async () => {
		const rows = rowsOf(2).map((row, index) => ({ ...row, template: index === 0 ? templateFor(generation) : '{"scenes": [' }));
		const parameters = { ...exportParameters(generation), template: '={{ $json.template }}' };
		const { items } = await run(rows, { node: 'aiStudiosExportProject', parameters, onError: 'continueRegularOutput' });
		expect(items[0].json.projectKey).toBeDefined();
		expect(items[1].json.error).toContain('line 1, column 13');
	});

	test('a template that is an object already is taken as it is', async () => {
		const rows = [{ ...rowsOf(1)[0], template: JSON.parse(templateFor(generation)) as object }];
		const { error } = await run(rows, { node: 'aiStudiosExportProject', parameters: { ...exportParameters(generation), template: '={{ $json.template }}' } });
		expect(error).toBeUndefined();
		expect(simulator.exports).toHaveLength(1);
	});

	test.each(['not a url', 'javascript:alert(1)', 'ftp://x.example'])('the webhook URL %j is refused', async (webhookUrl) => {
		const { error } = await run(rowsOf(1), order({ ...exportParameters(generation), options: { webhookUrl } }));
		expect(error?.message).toBe('The webhook URL is not a web address');
		expect(simulator.requests).toEqual([]);
	});

	test.each([
		[{ server: 'custom', customServer: 'ftp://x.example' }, 'The custom server is not a web address'],
		[{ apiVersion: 'v9', apiKey: '' }, 'is empty in the AI Studios API credential'],
		[{ server: generation === 'v2' ? 'https://app.aistudios.com' : 'https://v2.aistudios.com' }, 'belongs to API version'],
	])('a credential that cannot work (%j) says why', async (broken, message) => {
		const credential = { ...credentialFor(generation, simulator), ...broken };
		const { error } = await engine.run({ rows: rowsOf(1), steps: [order(exportParameters(generation))], credential });
		expect(error?.message).toContain(message);
		expect(simulator.requests).toEqual([]);
	});
});
