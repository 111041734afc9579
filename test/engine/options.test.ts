import { sleep, type INodeParameters } from 'n8n-workflow';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import type { Simulator } from '../simulator';
import { always, heldUntil } from '../simulator/faults';
import type { Engine, Step } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, templateFor } from './generations';

/** Real milliseconds in which a download would begin that nothing holds back. */
const MOMENT_MS = 50;

let engine: Engine;
let simulator: Simulator;
let runtime: Runtime;
withFreshSimulator({}, (started) => ({ engine, simulator, runtime } = started));

describe.each(GENERATIONS)('%s', (generation) => {
	const run = async (rows: object[], step: Step) =>
		await engine.run({ rows: rows as never, steps: [step], credential: credentialFor(generation, simulator) });
	const exportStep = (parameters: INodeParameters, onError?: Step['onError']): Step => ({
		node: 'aiStudiosExportProject',
		parameters: { template: templateFor(generation), ...parameters },
		onError,
	});
	const projects = (count: number) => Array.from({ length: count }, () => ({ projectKey: simulator.addProject({ generation, seconds: 0 }).key }));
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
		[20, 20],
		[21, 20],
	])('Max Concurrent Downloads set to %j means %i', async (maxConcurrentDownloads, concurrent) => {
		let letGo = () => {};
		simulator.injectFaults('download', [always(heldUntil(new Promise<void>((resolve) => (letGo = resolve))))]);
		const rows = projects(concurrent + 1);
		const running = run(rows, { node: 'aiStudiosWaitAndDownload', parameters: { options: { maxConcurrentDownloads } } });
		const downloads = () => simulator.requestsTo('download').length;
		while (downloads() < concurrent || simulator.requestsTo('progress').length < rows.length) await sleep(1);
		await sleep(MOMENT_MS);
		expect(downloads()).toBe(concurrent);
		letGo();
		await running;
		expect(downloads()).toBe(rows.length);
	});

	test('Pacing set to Fixed polls at every poll interval, however slowly the render proceeds', async () => {
		const rows = [{ projectKey: simulator.addProject({ generation, seconds: 200 }).key }];
		await run(rows, { node: 'aiStudiosWaitAndDownload', parameters: { download: false, options: { pacing: 'fixed', pollInterval: 10 } } });
		const polledAt = simulator.requestsTo('progress').map(({ at }) => at / 1000);
		const gaps = polledAt.slice(1).map((at, index) => at - polledAt[index]).sort((one, other) => one - other);
		expect(gaps.length).toBeGreaterThan(15);
		expect([gaps[0], gaps.at(-1)]).toEqual([10, 10]);
	});

	test.each([
		[0.05, 20_000],
		[4, 250],
		['', 200],
		[50, 200],
	])('Max Polls per Second set to %j spreads the polls of all items, %i ms apart', async (maxPollsPerSecond, gap) => {
		const begunAt = runtime.now();
		const step: Step = { node: 'aiStudiosWaitAndDownload', parameters: { download: false, options: { maxPollsPerSecond } } };
		await run(projects(4), step);
		expect(simulator.requestsTo('progress')).toHaveLength(4);
		expect(runtime.now() - begunAt).toBe(3 * gap);
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
