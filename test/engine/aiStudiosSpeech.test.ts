import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, cutBody, delay, emptyBody, htmlPage, noFault, rawBody, rejection, status, times, wrongJson, xmlPage, type Fault } from '../simulator/faults';
import type { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, GENERATIONS, type Generation } from './generations';
import { RETRY_ON_FAIL, savedBy } from './repeatedRuns';
import { chain } from './testWorkflow';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 40] }, (started) => ({ engine, simulator } = started));

const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };
const AVATAR = { __rl: true, mode: 'id', value: 'M000000001' };

const stepOf = (parameters: INodeParameters = {}, settings: Partial<INode> = {}) => ({
	node: 'aiStudios' as const,
	parameters: { resource: 'speech', operation: 'create', text: '={{ $json.text }}', avatar: AVATAR, ...parameters },
	settings,
});
const run = async (generation: Generation, rows: IDataObject[], parameters: INodeParameters = {}, settings: Partial<INode> = {}) =>
	await engine.run({ rows, steps: [stepOf(parameters, settings)], credential: credentialFor(generation, simulator) });

const sent = () => simulator.requestsTo('speech');
const paid = () => simulator.exports.length;
const keys = () => sent().map(({ projectKey }) => String(projectKey));
const texts = (...all: string[]) => all.map((text) => ({ text }));
const jsonOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);

/** The signed part of a URL, which no error may contain. */
const SIGNED = /X-Sig=/;
const expectNoSignature = (...shown: unknown[]) => expect(JSON.stringify(shown)).not.toMatch(SIGNED);

describe.each(GENERATIONS)('%s:', (generation) => {
	const extension = generation === 'v2' ? 'wav' : 'mp3';
	const mimeType = generation === 'v2' ? 'audio/wav' : 'audio/mpeg';

	test('the audio of each item is its binary data, and its details are in its JSON', async () => {
		const { items } = await run(generation, texts('One.', 'Two.'));
		expect(sent().map(({ body }) => body)).toEqual(['One.', 'Two.'].map((text) => ({ language: 'en', text, model: 'M000000001' })));
		for (const [index, key] of keys().entries()) {
			const bytes = simulator.videoOf(key);
			expect(items[index]).toMatchObject({
				json: { audioUrl: expect.stringMatching(SIGNED) as string, fileName: `${key}.${extension}`, fileSize: bytes.length, mimeType, ...(generation === 'v2' ? { projectKey: key } : {}) },
				binary: { data: { mimeType, fileName: `${key}.${extension}`, fileExtension: extension } },
				pairedItem: { item: index },
			});
			expect((await engine.bytes(items[index])).equals(bytes)).toBe(true);
		}
		expect(paid()).toBe(2);
	});

	test('language, name of the file and output field are those of the item', async () => {
		const { items } = await run(generation, texts('Hallo.'), { language: 'de', binaryProperty: 'voice', options: { fileName: 'Für {{ 1 }}.mp4' } });
		expect(sent()[0].body).toMatchObject({ language: 'de' });
		expect(items[0].binary?.voice).toMatchObject({ fileName: `Für {{ 1 }}.${extension}` });
	});

	test('items with the same text share one speech, which is downloaded once', async () => {
		const { items, hints } = await run(generation, texts('One.', 'One.'));
		expect([sent().length, simulator.requestsTo('download').length]).toEqual([1, 1]);
		expect(items.map(({ json }) => json.duplicateOf)).toEqual([undefined, 0]);
		expect((await engine.bytes(items[1])).equals(simulator.videoOf(keys()[0]))).toBe(true);
		expect(hints.join()).toContain('1 of 2 items have the same values');
	});

	test('with Allow Duplicates each is paid for, and with Include Input Fields its fields stay', async () => {
		const { items } = await run(generation, texts('One.', 'One.'), { options: { allowDuplicates: true, includeInputFields: true } });
		expect(items.map(({ json }) => json.text)).toEqual(['One.', 'One.']);
		expect([sent().length, paid()]).toEqual([2, 2]);
	});

	test('a dry run shows the requests, and sends and downloads nothing', async () => {
		const { items } = await run(generation, texts('One.'), { options: { dryRun: true } });
		expect(jsonOf(items)).toEqual([{ request: { language: 'en', text: 'One.', model: 'M000000001' } }]);
		expect(items[0].binary).toBeUndefined();
		expect(simulator.requests).toEqual([]);
	});

	test.each<[string, IDataObject, INodeParameters, string]>([
		['no text', { text: ' ' }, {}, 'Text is empty'],
		['a text that is an object', { text: { a: 1 } }, {}, 'Text must be text, but it is an object'],
		['no avatar', { text: 'Two.' }, { avatar: { __rl: true, mode: 'id', value: '={{ $json.avatar }}' } }, 'Avatar is empty'],
		['a dry run that is neither on nor off', { text: 'Two.', dry: 'perhaps' }, { options: { dryRun: '={{ $json.dry ?? false }}' } }, 'Dry Run must be true or false, but it is "perhaps"'],
	])('an item with %s ends the run before anything is paid for', async (_what, row, parameters, message) => {
		const { error } = await run(generation, [{ text: 'One.' }, row], parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/ No item was created\.$/);
		expect(simulator.requests).toEqual([]);
	});

	test.each<[string, Fault[]]>([
		['is cut', [cutBody(300), cutBody(100)]],
		['is unavailable for a while', times(3, status(503))],
	])('a download that %s is resumed or repeated', async (_what, faults) => {
		simulator.injectFaults('download', faults);
		const { items } = await run(generation, texts('One.'));
		expect((await engine.bytes(items[0])).equals(simulator.videoOf(keys()[0]))).toBe(true);
		expect(paid()).toBe(1);
	});

	test.each<[string, Fault, string]>([
		['a web page', htmlPage(), 'a web page or an XML response'],
		['an XML document', xmlPage(), 'a web page or an XML response'],
		['JSON', wrongJson({ success: false }), 'a JSON response'],
		['a text', rawBody('Too many requests', 200, 'text/plain'), 'plain text'],
		['nothing', emptyBody, 'an empty file'],
	])('%s in the place of audio is an error that says that the audio is paid for', async (_what, fault, content) => {
		simulator.injectFaults('download', [always(fault)]);
		const { error } = await run(generation, texts('One.'));
		const name = generation === 'v2' ? keys()[0] : `${keys()[0]}.mp3`;
		expect(error?.message).toBe(`The downloaded file of speech ${name} is not audio but ${content}`);
		expect(error?.description).toMatch(/^The audio is paid for\. Turn on Retry On Fail, /);
		expectNoSignature(error?.message, error?.description);
	});

	test('Retry On Fail downloads again what is paid for, and pays for nothing again', async () => {
		simulator.injectFaults('download', [htmlPage()]);
		const { items } = await run(generation, texts('One.', 'Two.'), {}, RETRY_ON_FAIL);
		expect([sent().length, paid()]).toEqual([2, 2]);
		expect(await Promise.all(items.map(async (item, index) => (await engine.bytes(item)).equals(simulator.videoOf(keys()[index]))))).toEqual([true, true]);
	});

	test('so does a retry of the failed execution', async () => {
		simulator.injectFaults('download', [always(status(400))]);
		const { nodes, connections } = chain([stepOf()]);
		const credential = credentialFor(generation, simulator);
		const failed = await engine.runWorkflow({ nodes, connections }, { rows: texts('One.', 'Two.'), credential });
		expect(failed.error?.message).toMatch(/^The download of speech .* was rejected: HTTP status 400$/);
		expect(failed.error?.description).toMatch(/Already created, and paid for: row 1 \(item 0\).*row 2 \(item 1\)/);
		expect(failed.error?.description).not.toContain('Not created');
		expectNoSignature(failed.error?.message, failed.error?.description);
		simulator.injectFaults('download', []);
		const { items, error } = await engine.runWorkflow({ nodes, connections }, { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
		expect(error).toBeUndefined();
		expect([items.length, sent().length, paid()]).toEqual([2, 2, 2]);
	});

	test('with On Error: Continue one failed download does not affect the others', async () => {
		simulator.injectFaults('download', [status(400)]);
		const { items } = await run(generation, texts('One.', 'Two.'), { options: { includeInputFields: true } }, CONTINUE);
		const failed = items.filter(({ json }) => json.error !== undefined);
		expect(failed).toHaveLength(1);
		expect(failed[0].json).toMatchObject({ error: expect.stringMatching(/^The download of speech/) as string, message: expect.stringContaining('paid for') as string });
		expect(failed[0].json.audioUrl).toBeUndefined();
		expect(items.map(({ json }) => json.text)).toEqual(['One.', 'Two.']);
	});

	test('a rejection is an error of its item; the others are not sent', async () => {
		simulator.injectFaults('speech', [rejection('This avatar does not speak it.')]);
		const { error } = await run(generation, texts('One.', 'Two.'));
		expect(error?.message).toMatch(/^AI Studios rejected the speech: This avatar does not speak it\.$/);
		expect(error?.description).toMatch(/Nothing was created for this item\..*Not created: rows 1 to 2 \(items 0 to 1\)\.$/);
		expect([sent().length, paid()]).toEqual([1, 0]);
	});

	test('a response that is lost leaves the speech in doubt: it is not sent again', async () => {
		simulator.injectFaults('speech', [acceptThenReset]);
		const { error } = await run(generation, texts('One.'), {}, RETRY_ON_FAIL);
		expect(error?.message).toMatch(/^The request for the speech was sent, but its response was lost/);
		expect([sent().length, paid()]).toEqual([1, 1]);
	});
});

test('v3: a URL that has expired cannot be renewed, and a sentence says so without paying again', async () => {
	simulator.injectFaults('download', [always(status(403))]);
	const { error } = await run('v3', texts('One.'), {}, RETRY_ON_FAIL);
	expect(error?.message).toBe(`The download URL of speech ${keys()[0]}.mp3 expired, and AI Studios returns it only once`);
	expect(error?.description).toMatch(/^The audio is paid for: /);
	expectNoSignature(error?.message, error?.description);
	expect(paid()).toBe(1);
});

test('v3: a response without audio leaves the speech in doubt', async () => {
	simulator.injectFaults('speech', [wrongJson({ success: true, data: { fileName: 'a.mp3' } })]);
	const { error } = await run('v3', texts('One.'));
	expect(error?.message).toBe('The request for the speech was sent, but its response contains no audio: it may have been accepted');
});

test('v3 makes the whole speech before it responds, and is given longer than others for it', async () => {
	const runtime = fastRuntime(50, 400);
	simulator.injectFaults('speech', [delay(800)]);
	const { items, error } = await engine.run({ rows: texts('A long one.'), steps: [stepOf()], credential: credentialFor('v3', simulator), runtime });
	expect(error).toBeUndefined();
	expect(items[0].json.fileSize).toBe(simulator.videoOf(keys()[0]).length);
});

test('v3 does not send clothes, locale and webhook, v2 does', async () => {
	const options = { clothes: 'BG1', locale: 'zh', webhookUrl: 'https://example.com/hook' };
	await run('v3', texts('One.'), { options });
	await run('v2', texts('One.'), { options });
	expect(sent().map(({ body }) => body)).toEqual([
		{ language: 'en', text: 'One.', model: 'M000000001' },
		{ language: 'en', text: 'One.', model: 'M000000001', clothes: 'BG1', locale: 'zh', webhook: 'https://example.com/hook' },
	]);
});

describe('v2 waits for the audio', () => {
	test('of all items together, and once for each', async () => {
		await run('v2', texts('One.', 'Two.', 'Two.'));
		const polls = simulator.requestsTo('speechProgress');
		expect(new Set(polls.map(({ projectKey }) => projectKey))).toEqual(new Set(keys()));
		expect(polls.length).toBeGreaterThan(2);
	});

	test('also when AI Studios does not know it at once, or cannot be reached for a while', async () => {
		simulator.injectFaults('speechProgress', [status(404), status(503), noFault, status(502)]);
		expect((await run('v2', texts('One.'))).items).toHaveLength(1);
	});

	test('and gets a new URL when it has expired', async () => {
		simulator.injectFaults('download', [status(403)]);
		expect((await run('v2', texts('One.'))).items).toHaveLength(1);
		expect([paid(), simulator.requestsTo('download').length]).toEqual([1, 2]);
	});

	test('and says what failed, that it is paid for, and its key', async () => {
		simulator.injectFaults('speechProgress', [always(rejection('It failed.'))]);
		const { items } = await run('v2', texts('One.'), {}, CONTINUE);
		const [projectKey] = keys();
		expect(jsonOf(items)).toEqual([{ projectKey, error: `AI Studios rejected the audio of speech ${projectKey} after 3 attempts: It failed.`, message: expect.stringMatching(/^The audio is paid for\. Turn on Retry On Fail, /) as string }]);
	});

	test('no longer than 15 minutes, and Retry On Fail waits again without paying again', async () => {
		simulator.nextRender({ seconds: 20 * 60 });
		const { error, items } = await run('v2', texts('One.'), {}, RETRY_ON_FAIL);
		expect(error).toBeUndefined();
		expect([items.length, paid()]).toEqual([1, 1]);
		simulator.nextRender({ seconds: 60 * 60 });
		const late = await run('v2', texts('Two.'));
		expect(late.error?.message).toMatch(/^The audio of speech \w+ was not there after 15 minutes$/);
	});
});
