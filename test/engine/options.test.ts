import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { always, delay } from '../simulator/faults';
import { Engine, type Step } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, templateFor } from './generations';

const SPEED = 100;
/** Real milliseconds that each video takes to arrive, to see how many do so at once. */
const DELAY_MS = 200;

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(SPEED));
});

afterAll(async () => await engine.stop());

beforeEach(async () => {
	simulator = await startSimulator({ speed: SPEED });
});

afterEach(async () => await simulator.stop());

describe.each(GENERATIONS)('%s', (generation) => {
	const run = async (rows: object[], step: Step) =>
		await engine.run({ rows: rows as never, steps: [step], credential: credentialFor(generation, simulator) });
	const exportStep = (parameters: INodeParameters, onError?: Step['onError']): Step => ({
		node: 'aiStudiosExportProject',
		parameters: { template: templateFor(generation), ...parameters },
		onError,
	});
	const form = (value: INodeParameters | null) => ({ mappingMode: 'defineBelow', value, schema: [], matchingColumns: [] });

	test.each([
		['pollInterval', 'soon', 'Poll Interval (Seconds)'],
		['pollInterval', -1, 'Poll Interval (Seconds)'],
		['timeout', false, 'Timeout (Minutes)'],
		['stallTimeout', -0.5, 'Stall Timeout (Minutes)'],
		['maxConcurrentDownloads', 'many', 'Max Concurrent Downloads'],
	])('the option %s set to %j is rejected before anything is sent', async (option, value, label) => {
		const step: Step = { node: 'aiStudiosWaitAndDownload', parameters: { options: { [option]: value } } };
		const { error } = await run([{ projectKey: 'p1' }], step);
		const shown = { soon: '"soon"', many: '"many"', false: 'a boolean' }[String(value)] ?? value;
		expect(error?.message).toBe(`${label} must be a number of zero or more, but it is ${shown}`);
		expect(error?.description).toBe('Correct the parameter or its expression. This item was not sent to AI Studios.');
		expect(simulator.requests).toEqual([]);
	});

	test.each([
		['', 2],
		['3', 3],
		[0, 1],
		[3, 3],
	])('Max Concurrent Downloads set to %j means %i', async (maxConcurrentDownloads, concurrent) => {
		simulator.injectFaults('download', [always(delay(DELAY_MS))]);
		const rows = Array.from({ length: 4 }, () => ({ projectKey: simulator.addProject({ generation, seconds: 0 }).key }));
		await run(rows, { node: 'aiStudiosWaitAndDownload', parameters: { options: { maxConcurrentDownloads } } });
		const [first, ...others] = simulator.requestsTo('download').map(({ at }) => at);
		const together = others.filter((at) => at - first < DELAY_MS * SPEED);
		expect(others).toHaveLength(3);
		expect(1 + together.length).toBe(concurrent);
	});

	test('Pacing set to Fixed polls at every poll interval, however slowly the render proceeds', async () => {
		const rows = [{ projectKey: simulator.addProject({ generation, seconds: 200 }).key }];
		await run(rows, { node: 'aiStudiosWaitAndDownload', parameters: { download: false, options: { pacing: 'fixed', pollInterval: 10 } } });
		const polledAt = simulator.requestsTo('progress').map(({ at }) => at / 1000);
		const gaps = polledAt.slice(1).map((at, index) => at - polledAt[index]).sort((one, other) => one - other);
		expect(gaps[0]).toBeGreaterThan(9);
		expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(20);
	});

	test('Max Polls per Second spreads the polls of all items', async () => {
		const rows = Array.from({ length: 4 }, () => ({ projectKey: simulator.addProject({ generation, seconds: 0 }).key }));
		await run(rows, { node: 'aiStudiosWaitAndDownload', parameters: { download: false, options: { maxPollsPerSecond: 0.05 } } });
		const polledAt = simulator.requestsTo('progress').map(({ at }) => at / 1000);
		expect(polledAt).toHaveLength(4);
		// Twenty seconds apart, less what requests differ in.
		expect(polledAt[3] - polledAt[0]).toBeGreaterThan(3 * 20 - 10);
	});

	test('a binary field of spaces only means "data"', async () => {
		const { key: projectKey } = simulator.addProject({ generation, seconds: 0 });
		const { items } = await run([{ projectKey }], { node: 'aiStudiosWaitAndDownload', parameters: { binaryProperty: ' ' } });
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
	});

	test('the values of the form are sent, with expressions of the item', async () => {
		const values = form({ FIRST_NAME: '={{ $json.who.toUpperCase() }}', IMAGE_URL: 'https://x.example/p.png' });
		await run([{ who: 'ann' }], exportStep({ values }));
		expect(JSON.stringify(simulator.requestsTo('exportProject')[0].body)).toContain('Hello ANN!');
	});

	test.each([
		['empty', ''],
		['removed', null],
	])('a field of the form that is %s counts as missing', async (_how, empty) => {
		const values = form({ FIRST_NAME: 'Ann', IMAGE_URL: empty });
		const { error } = await run([{}], exportStep({ values }));
		expect(error?.message).toBe('No value for ##IMAGE_URL##');
		expect(simulator.requests).toEqual([]);
	});

	test('a form without any value says which are missing', async () => {
		const { error } = await run([{ first_name: 'Ann' }], exportStep({ values: form(null) }));
		expect(error?.message).toContain('##FIRST_NAME##, ##IMAGE_URL##');
		expect(error?.description).toContain('There are no other fields.');
	});

	test('a hint lists values of the form that fill no placeholder, ten by name', async () => {
		const more = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`EXTRA_${index}`, 'x']));
		const values = form({ FIRST_NAME: 'Ann', IMAGE_URL: 'https://x.example/p.png', ...more });
		const { hints } = await run([{}], exportStep({ values }));
		expect(hints.join()).toMatch(/These values fill no placeholder: EXTRA_0, .* and 2 more/);
	});

	test('placeholders without a value are kept or removed as Missing Values says, and a hint lists them', async () => {
		for (const [missingValues, sent] of [['keep', 'Hello ##FIRST_NAME##!'], ['remove', 'Hello !']]) {
			const values = { mappingMode: 'autoMapInputData', value: null };
			const { hints } = await run([{ image_url: 'https://x.example/p.png' }], exportStep({ values, options: { missingValues, allowDuplicates: true } }));
			expect(JSON.stringify(simulator.requestsTo('exportProject').at(-1)?.body)).toContain(sent);
			expect(hints.join()).toContain('Placeholders without a value: FIRST_NAME.');
		}
	});

	test('a template that is an expression is read for each item', async () => {
		const rows = rowsOf(2).map((row, index) => ({ ...row, template: index === 0 ? templateFor(generation) : '{"scenes": [' }));
		const parameters = { ...exportParameters(generation), template: '={{ $json.template }}' };
		const { items } = await run(rows, { node: 'aiStudiosExportProject', parameters, onError: 'continueRegularOutput' });
		expect(items[0].json.projectKey).toBeDefined();
		expect(items[1].json.error).toContain('line 1, column 13');
	});

	test('a template that is an object is used as it is', async () => {
		const rows = [{ ...rowsOf(1)[0], template: JSON.parse(templateFor(generation)) as object }];
		const { error } = await run(rows, { node: 'aiStudiosExportProject', parameters: { ...exportParameters(generation), template: '={{ $json.template }}' } });
		expect(error).toBeUndefined();
		expect(simulator.exports).toHaveLength(1);
	});

	test.each(['not a url', 'javascript:alert(1)', 'ftp://x.example'])('the webhook URL %j is rejected', async (webhookUrl) => {
		const { error } = await run(rowsOf(1), exportStep({ ...exportParameters(generation), options: { webhookUrl } }));
		expect(error?.message).toBe('The webhook URL is not a web address');
		expect(simulator.requests).toEqual([]);
	});

	test.each([
		[{ server: 'custom', customServer: 'ftp://x.example' }, 'The custom server is not a web address'],
		[{ apiVersion: 'v9', apiKey: '' }, 'The API Key in the AI Studios API credential is empty'],
		[{ server: generation === 'v2' ? 'https://app.aistudios.com' : 'https://v2.aistudios.com' }, 'belongs to API version'],
	])('a credential that cannot work (%j) says why', async (broken, message) => {
		const credential = { ...credentialFor(generation, simulator), ...broken };
		const { error } = await engine.run({ rows: rowsOf(1), steps: [exportStep(exportParameters(generation))], credential });
		expect(error?.message).toContain(message);
		expect(simulator.requests).toEqual([]);
	});
});
