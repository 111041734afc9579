import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { always, videoUrl } from '../simulator/faults';
import type { Engine, Step } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { ON_ERROR, stops } from './onErrorSettings';

const CORRECT = 'Correct the parameter or its expression. This item was not sent to AI Studios.';

/** Simulated seconds and node seconds per real second. */

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

describe.each(GENERATIONS)('%s: values as spreadsheets, forms and webhooks deliver them', (generation) => {
	const run = async (rows: object[], ...steps: Step[]) => await engine.run({ rows: rows as never, steps, credential: credentialFor(generation, simulator) });
	const exportStep = (options: INodeParameters = {}, more: Partial<Step> = {}): Step => ({ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), ...more });
	const waitStep = (parameters: INodeParameters, more: Partial<Step> = {}): Step => ({ node: 'aiStudiosWaitAndDownload', parameters, ...more });
	const finished = () => simulator.addProject({ generation, seconds: 0 }).key;
	/** Text spoken in a scene, and the same template with another one. */
	const spoken = (text: string): INodeParameters => {
		const { template, ...others } = exportParameters(generation);
		return { ...others, template: String(template).replaceAll('Hello ##FIRST_NAME##!', text) };
	};

	test.each([['true'], ['yes'], ['TRUE '], ['on'], ['1'], [1], [true]])('Dry Run set to %j by an expression exports nothing', async (p) => {
		const { items, error, hints } = await run([{ ...rowsOf(1)[0], p }], exportStep({ dryRun: '={{ $json.p }}' }));
		expect(error).toBeUndefined();
		expect(items[0].json.request).toBeDefined();
		expect(hints).toContain('Dry run: nothing was exported. Turn off Dry Run to export.');
		expect(simulator.requests).toEqual([]);
	});

	test.each([['false'], ['no'], [0], [false]])('Dry Run set to %j by an expression exports', async (p) => {
		const { hints } = await run([{ ...rowsOf(1)[0], p }], exportStep({ dryRun: '={{ $json.p }}' }));
		expect(hints).toEqual([]);
		expect(simulator.exports).toHaveLength(1);
	});

	test.each<[unknown, string]>([['', 'empty'], [null, 'empty'], ['maybe', '"maybe"'], [2, '2'], [{}, 'an object'], [[], 'a list']])(
		'Dry Run set to %j by an expression is an error, and nothing is exported',
		async (p, shown) => {
			const { error } = await run([{ ...rowsOf(1)[0], p }], exportStep({ dryRun: '={{ $json.p }}' }));
			expect(error).toMatchObject({ message: `Dry Run must be true or false, but it is ${shown}`, description: `${CORRECT} No item was exported.` });
			expect(simulator.requests).toEqual([]);
		},
	);

	test.each<[unknown, string]>([['Remove', '"Remove"'], ['delete', '"delete"'], [5, '5'], [true, 'a boolean'], [['remove'], 'a list']])(
		'Missing Values set to %j removes nothing: it is an error',
		async (missingValues, shown) => {
			const { error } = await run([{ image_url: 'https://x.example/1.png' }], exportStep({ missingValues: missingValues as never }));
			expect(error?.message).toBe(`Missing Values must be "keep" or "remove" or "error", but it is ${shown}`);
			expect(simulator.requests).toEqual([]);
		},
	);

	test.each(['', null])('Missing Values set to %j stops with an error, as by default', async (missingValues) => {
		const { error } = await run([{ image_url: 'https://x.example/1.png' }], exportStep({ missingValues }));
		expect(error?.message).toBe('No value for ##FIRST_NAME##');
		expect(simulator.requests).toEqual([]);
	});

	test.each(ON_ERROR)('with On Error: %s a field for the file that is an object is the error of its item, and the others have their videos', async (_title, settings) => {
		const rows = ['video', { a: 1 }, 5].map((field) => ({ projectKey: finished(), field }));
		const { run: { status }, outputs, error } = await run(rows, waitStep({ binaryProperty: '={{ $json.field }}' }, { settings }));
		const message = 'Put Output File in Field must be text, but it is an object';
		if (stops(settings)) {
			expect([status, error?.message, error?.description, error?.context?.itemIndex]).toEqual(['error', message, CORRECT, 1]);
			expect(simulator.requests).toEqual([]);
			return;
		}
		const succeeded = outputs[0].filter(({ json }) => json.error === undefined);
		const failed = [...outputs[0], ...(outputs[1] ?? [])].filter(({ json }) => json.error !== undefined);
		expect(succeeded.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['video'], ['5']]);
		expect(failed.map(({ json, pairedItem }) => [json.error, json.message, pairedItem])).toEqual([[message, CORRECT, { item: 1 }]]);
	});

	test.each(['', null, undefined, ' '])('a timeout of %j is the default', async (timeout) => {
		const { items, error } = await run([{ projectKey: finished() }], waitStep({ options: { timeout: timeout as never } }));
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.mimeType).toBe('video/mp4');
	});

	test.each([['x.mp4', 'x.mp4'], ['x.mp4.mp4', 'x.mp4'], ['a.mov', 'a.mp4'], [5, '5.mp4']])('the file name %j becomes "%s"', async (fileName, name) => {
		const { items } = await run([{ projectKey: finished() }], waitStep({ options: { fileName: fileName as never } }));
		expect(items[0].json.fileName).toBe(name);
	});

	test('a file name that is an object is an error', async () => {
		const { error } = await run([{ projectKey: finished(), name: { first: 'Ann' } }], waitStep({ options: { fileName: '={{ $json.name }}' } }));
		expect(error?.message).toBe('File Name must be text, but it is an object');
	});

	test.each<[unknown, string]>([[['k1'], 'a list'], [{ key: 'k1' }, 'an object'], [true, 'a boolean']])('a project key that is %j is not called empty', async (projectKey, kind) => {
		const { error } = await run([{ projectKey }], waitStep({}));
		expect(error?.message).toBe(`The project key must be text, but it is ${kind}`);
		expect(error?.description).toBe('Select the one field that holds the project key, for example {{ $json.projectKey }}.');
	});

	test.each(ON_ERROR)('with On Error: %s a list, an object or a boolean is not spoken and is no URL', async (_title, settings) => {
		const [good, ...others] = rowsOf(6);
		const wrong: unknown[] = [['Ann'], { first: 'Ann' }, true];
		const rows = [good, ...wrong.map((value, index) => ({ ...others[index], 'First name': value })), { ...others[3], image_url: { url: 'x' } }, { ...others[4], 'First name': 7 }];
		const { outputs, error } = await run(rows, exportStep({}, { settings }));
		if (stops(settings)) {
			expect(error?.message).toBe('The value of ##FIRST_NAME## must be text, but it is a list');
			expect(error?.description).toMatch(/This item was not sent to AI Studios\. No item was exported\.$/);
			expect(simulator.requests).toEqual([]);
			return;
		}
		const failed = [...outputs[0], ...(outputs[1] ?? [])].filter(({ json }) => json.error !== undefined);
		expect(failed.map(({ json }) => json.error)).toEqual([
			...['a list', 'an object', 'a boolean'].map((kind) => `The value of ##FIRST_NAME## must be text, but it is ${kind}`),
			'The value of ##IMAGE_URL## must be text, but it is an object',
		]);
		const sent = simulator.exports.map(({ body }) => JSON.stringify(body));
		expect(sent.map((body) => /Hello ([^!]*)!/.exec(body)?.[1])).toEqual(['Ann 0', '7']);
	});

	test.each<[unknown]>([[[]], [{}], [''], [null], [' ']])('the value %j counts as missing', async (value) => {
		const { error } = await run([{ ...rowsOf(1)[0], 'First name': value }], exportStep());
		expect(error?.message).toBe('No value for ##FIRST_NAME##');
		expect(error?.description).toBe(
			'Empty for this item: First name. Enter the missing values in Values, name the columns like the placeholders, or select in Missing Values what to do without them. This item was not sent to AI Studios. No item was exported.',
		);
	});

	test.each(['Company (legal)', "Tom's", 'Q&A', '😀'])('##%s## is a placeholder', async (name) => {
		const rows = ['Ann', 'Bob'].map((value) => ({ ...rowsOf(1)[0], [name]: value }));
		await run(rows, { node: 'aiStudiosExportProject', parameters: spoken(`Hello ##${name}##! ## ${name} ##`) });
		expect(simulator.exports.map(({ body }) => /Hello [^"]*/.exec(JSON.stringify(body))?.[0])).toEqual(['Hello Ann! Ann', 'Hello Bob! Bob']);
	});

	test.each(ON_ERROR)('with On Error: %s a ## that belongs to no placeholder is an error before money is spent', async (_title, settings) => {
		const step: Step = { node: 'aiStudiosExportProject', parameters: spoken('Hello ##FIRST_NAME!'), settings };
		const { outputs, error } = await run(rowsOf(1), step);
		const shown = stops(settings) ? error : outputs.flat()[0].json;
		expect(shown?.message ?? '').not.toBe('');
		expect(stops(settings) ? error?.message : shown && (shown as IDataObject).error).toBe('The template contains ## that belongs to no placeholder: "Hello ##FIRST_NAME!"');
		expect(simulator.requests).toEqual([]);
	});

	test('a ## that belongs to no placeholder is sent as it is when Missing Values says so, and a hint shows it', async () => {
		const { template, values } = spoken('Hello ##FIRST_NAME!');
		const { hints } = await run(rowsOf(1), { node: 'aiStudiosExportProject', parameters: { template, values, options: { missingValues: 'keep' } } });
		expect(simulator.exports).toHaveLength(1);
		expect(hints).toEqual(['These look like placeholders, but are not, and are sent as they are: Hello ##FIRST_NAME!. Placeholders are written ##NAME##.']);
	});

	test('placeholders of other tools are shown in a dry run and as a hint, and values that look like one are not', async () => {
		const { template, values } = spoken('Hello {{NAME}} and ##FIRST_NAME##');
		const rows = [{ ...rowsOf(1)[0], 'First name': '{{ANN}} ##BOB' }];
		const dry = await run(rows, { node: 'aiStudiosExportProject', parameters: { template, values, options: { dryRun: true } } });
		expect(dry.items[0].json.unrecognized).toEqual(['{{NAME}}']);
		const { hints } = await run(rows, { node: 'aiStudiosExportProject', parameters: { template, values, options: {} } });
		expect(hints).toEqual(['These look like placeholders, but are not, and are sent as they are: {{NAME}}. Placeholders are written ##NAME##.']);
		expect(JSON.stringify(simulator.exports[0].body)).toContain('Hello {{NAME}} and {{ANN}} ##BOB');
	});

	test.each([[''], [null], [undefined]])('a project that is %j is called the project, and not a project key', async (value) => {
		const project = { __rl: true, mode: 'id', value: '={{ $json.p }}' };
		const { error } = await run([{ p: value }], { node: 'aiStudiosExportProject', parameters: { templateSource: 'project', project } });
		expect(error?.message).toBe('The project is empty');
		expect(error?.description).toBe('Select a project in Project, or enter its URL, ID or name. This item was not sent to AI Studios. No item was exported.');
	});

	test.each(['pending', '/videos/1.mp4', 'ftp://localhost/1.mp4'])('a render at 100 %% whose URL stays %j is not called unfinished', async (url) => {
		const projectKey = finished();
		simulator.injectFaults('progress', [always(videoUrl(() => url))]);
		const { error } = await run([{ projectKey }], waitStep({ options: { timeout: 0.5 } }));
		expect(error?.message).toMatch(new RegExp(`^Project ${projectKey} is rendered, but AI Studios returned no usable download URL for 0\\.\\d minutes$`));
		expect(error?.description).toMatch(/^Open the project in AI Studios and check whether its video can be played there\./);
	});
});
