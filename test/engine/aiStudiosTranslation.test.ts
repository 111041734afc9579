import type { IBinaryData, IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, changedJson, status } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, type Generation } from './generations';
import { keepLog } from './n8nLog';
import { RETRY_ON_FAIL, savedBy } from './repeatedRuns';
import { chain, type Step } from './testWorkflow';

const VIDEO = Buffer.alloc(100_000, 'A video, as far as a server can tell. ');
const YOUTUBE = 'https://www.youtube.com/watch?v=abc123';

let engine: Engine;
let simulator: Simulator;
let log: object[];
beforeAll(() => (log = keepLog()));
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

async function stored(content: Buffer, fileName: string, mimeType = 'video/mp4'): Promise<IBinaryData> {
	return await engine.binaries.store({ type: 'execution', workflowId: 'w', executionId: 'e' }, content, { data: '', mimeType, fileName });
}

/** An item with a video in `data`, and subtitles in `en` and `ko`. */
async function videoItem(json: IDataObject = {}, fileName = 'talk.mp4'): Promise<INodeExecutionData> {
	const subtitles = async (name: string) => await stored(Buffer.from('1\n'), name, 'application/x-subrip');
	return { json, binary: { data: await stored(VIDEO, fileName), en: await subtitles('en.srt'), ko: await subtitles('ko.srt') } };
}

const step = (parameters: INodeParameters, operation = 'create', settings: Partial<INode> = {}): Step => ({ node: 'aiStudios', parameters: { resource: 'translation', operation, ...parameters }, settings });

async function run(rows: Array<IDataObject | INodeExecutionData>, steps: Step[], generation: Generation = 'v3') {
	return await engine.run({ rows, steps, credential: credentialFor(generation, simulator) });
}

const sent = () => simulator.requestsTo('createTranslation').map(({ body }) => body);
const fromYouTube = { source: 'url', url: YOUTUBE };

describe('Create', () => {
	test('uploads the file as it is, and outputs one item for each language, to be waited for', async () => {
		const { items, error } = await run([await videoItem()], [step({ languages: ['ko-KR', 'ja-JP'] })]);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([{ fields: { target_0: 'ko-KR', target_1: 'ja-JP' }, files: [{ field: 'file', fileName: 'talk.mp4', mimeType: 'video/mp4', bytes: VIDEO.length }] }]);
		const folderId = items[0].json.folderId;
		expect(folderId).toMatch(/^[0-9a-f]{24}$/);
		expect(items).toMatchObject([
			{ json: { name: 'talk.mp4 (ko-KR)', language: 'ko-KR', folderId, state: 'rendering', isComplete: false }, pairedItem: { item: 0 } },
			{ json: { name: 'talk.mp4 (ja-JP)', language: 'ja-JP', folderId }, pairedItem: { item: 0 } },
		]);
	});

	test('its items are waited for and downloaded by Wait and Download', async () => {
		const { items, error } = await run([await videoItem(), await videoItem({}, 'walk.mp4')], [step({ languages: ['ko-KR', 'de-DE'] }), { node: 'aiStudiosWaitAndDownload' }]);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.state)).toEqual(Array(4).fill('complete'));
		for (const item of items) expect((await engine.bytes(item)).equals(simulator.videoOf(String(item.json.projectKey)))).toBe(true);
	});

	test('sends options only when they are set', async () => {
		const options = { dubbingOnly: true, removeMusic: false, subtitles: true, originalLanguage: 'en-US', speakers: '2' };
		await run([{}], [step({ ...fromYouTube, languages: 'de-DE', options })]);
		await run([{}], [step({ ...fromYouTube, languages: 'de-DE', options: { originalLanguage: 'auto', speakers: 'auto', subtitles: '' } })]);
		expect(sent()).toEqual([
			{ fields: { url: YOUTUBE, target_0: 'de-DE', original: 'en-US', isDubbingOnly: 'true', isRemoveBGM: 'false', isCaptionFile: 'true', numberOfSpeakers: '2' }, files: [] },
			{ fields: { url: YOUTUBE, target_0: 'de-DE' }, files: [] },
		]);
	});

	test('uploads the subtitles of the video, and of each language that has some', async () => {
		const options = { originalSubtitlesField: 'en', translatedSubtitles: { files: [{ language: 'ko-KR', binaryProperty: 'ko' }] } };
		const { error } = await run([await videoItem()], [step({ languages: ['ja-JP', 'ko-KR'], options })]);
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([{ files: [{ field: 'file' }, { field: 'originalSrt', fileName: 'en.srt' }, { field: 'targetSrt_1', fileName: 'ko.srt' }] }]);
	});

	test.each<[string, unknown, string[]]>([
		['a list', ['ko-KR', 'ja-JP'], ['ko-KR', 'ja-JP']],
		['text with commas', ' ko-KR, ja-JP ,', ['ko-KR', 'ja-JP']],
		['names in any case', 'korean, JAPANESE', ['ko-KR', 'ja-JP']],
		['codes in any case', 'KO-kr', ['ko-KR']],
	])('takes languages from an expression that returns %s', async (_what, languages, codes) => {
		const { error } = await run([{ languages } as IDataObject], [step({ ...fromYouTube, languages: '={{ $json.languages }}' })]);
		expect(error).toBeUndefined();
		expect(sent()).toEqual([{ fields: { url: YOUTUBE, ...Object.fromEntries(codes.map((code, index) => [`target_${index}`, code])) }, files: [] }]);
	});
});

const ELEVEN = 'ko-KR,ja-JP,de-DE,fr-FR,es-ES,it-IT,nl-NL,pl-PL,tr-TR,sv-SE,da-DK';

describe.each<[what: string, parameters: INodeParameters, row: IDataObject, message: RegExp]>([
	['no language', { languages: '={{ [] }}' }, {}, /^No language is selected$/],
	['text of commas', { languages: ' , ' }, {}, /^No language is selected$/],
	['a number as language', { languages: '={{ $json.languages }}' }, { languages: 7 }, /^Languages must be a list or text, but it is a number$/],
	['an object among the languages', { languages: '={{ $json.languages }}' }, { languages: [{}] }, /^A language must be text, but it is an object$/],
	['a language twice', { languages: 'ko-KR, ja-JP, korean' }, {}, /^Languages contains ko-KR more than once$/],
	['eleven languages', { languages: ELEVEN }, {}, /^Languages contains 11 languages, but AI Studios translates into 10 at most$/],
	['an unknown language', { languages: 'ko-KR, tlh' }, {}, /^"tlh" is not a language of translations$/],
	['an address that is not of YouTube', { url: 'https://example.com/youtube.com' }, {}, /^The YouTube URL is not an address of YouTube$/],
	['no address', { url: '={{ $json.url }}' }, {}, /^The YouTube URL is not an address of YouTube$/],
	['an unknown source', { source: '={{ $json.source }}' }, { source: 'disk' }, /^Source must be "binary" or "url", but it is "disk"$/],
	['no file', { source: 'binary' }, {}, /^The item has no file in the field "data"$/],
	['six speakers', { options: { speakers: '={{ $json.speakers }}' } }, { speakers: 6 }, /^Speakers must be .*, but it is 6$/],
	['no file of subtitles', { options: { originalSubtitlesField: 'srt' } }, {}, /^The item has no file in the field "srt"$/],
	['subtitles in a language that is not wanted', { options: { translatedSubtitles: { files: [{ language: 'de-DE', binaryProperty: 'de' }] } } }, {}, /^Translated Subtitles has de-DE, which is not among Languages$/],
	['subtitles of a language twice', { options: { translatedSubtitles: { files: [{ language: 'ko-KR', binaryProperty: 'a' }, { language: 'ko-KR', binaryProperty: 'b' }] } } }, {}, /^Translated Subtitles has ko-KR more than once$/],
	['subtitles without a field', { options: { translatedSubtitles: { files: [{ language: 'ko-KR', binaryProperty: ' ' }] } } }, {}, /^Translated Subtitles has no input binary field for ko-KR$/],
	['subtitles in an unknown language', { options: { translatedSubtitles: { files: [{ language: '={{ $json.language }}', binaryProperty: 'ko' }] } } }, {}, /^A language must be text, but it is empty$/],
])('%s', (_what, parameters, row, message) => {
	test('is an error of the item, and nothing is sent', async () => {
		const { error } = await run([row], [step({ ...fromYouTube, languages: 'ko-KR', ...parameters })]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/This item was not sent to AI Studios\. No item was created\.$/);
		expect(simulator.requests).toEqual([]);
	});
});

describe('Money', () => {
	test('a dry run sends nothing and shows the request', async () => {
		const { items, hints } = await run([await videoItem()], [step({ languages: 'ko-KR', options: { dryRun: true, subtitles: true } })]);
		expect(items.map(({ json }) => json)).toEqual([{ request: { target_0: 'ko-KR', isCaptionFile: 'true', files: [{ field: 'file', fileName: 'talk.mp4', mimeType: 'video/mp4', bytes: VIDEO.length }] } }]);
		expect(hints).toEqual(['Dry run: nothing was created. Turn off Dry Run to create it.']);
		expect(simulator.requests).toEqual([]);
	});

	test('items with the same video and languages share one translation, wherever n8n keeps the file; other videos have their own', async () => {
		const other = { json: {}, binary: { data: await stored(Buffer.from('Another video.'), 'talk.mp4') } };
		const { items } = await run([await videoItem(), await videoItem(), other], [step({ languages: 'ko-KR' })]);
		expect(sent()).toHaveLength(2);
		expect(items.map(({ json }) => json.duplicateOf)).toEqual([undefined, 0, undefined]);
		expect(items[1].json.projectKey).toBe(items[0].json.projectKey);
	});

	test('a file in memory is recognized by its content', async () => {
		const inMemory = (content: string) => ({ json: {}, binary: { data: { data: Buffer.from(content).toString('base64'), mimeType: 'video/mp4', fileName: 'a.mp4' } } });
		const { items } = await run([inMemory('one'), inMemory('one'), inMemory('two')], [step({ languages: 'ko-KR' })]);
		expect(sent()).toHaveLength(2);
		expect(items.map(({ json }) => json.duplicateOf)).toEqual([undefined, 0, undefined]);
	});

	test('with Allow Duplicates each item is paid for', async () => {
		await run([{}, {}], [step({ ...fromYouTube, languages: 'ko-KR', options: { allowDuplicates: true } })]);
		expect(sent()).toHaveLength(2);
	});

	test('a lost response is not repeated, by Retry On Fail neither', async () => {
		simulator.injectFaults('createTranslation', [acceptThenReset]);
		const { error } = await run([await videoItem()], [step({ languages: 'ko-KR' }, 'create', RETRY_ON_FAIL)]);
		expect(error?.message).toMatch(/^The request for the translation was sent, but its response was lost/);
		expect(error?.description).toMatch(/^It was not sent again, because that could cost credits twice\. Check your projects in AI Studios/);
		expect(sent()).toHaveLength(1);
	});
});

describe('A translation that was paid for, but whose videos cannot be listed', () => {
	const parameters = { ...fromYouTube, languages: '={{ $json.language }}' };
	beforeEach(() => simulator.injectFaults('translation', [always(status(403))]));

	test('is named in the error, with its folder ID, and not created again by a retry', async () => {
		log.length = 0;
		const { nodes, connections } = chain([step(parameters)]);
		const credential = credentialFor('v3', simulator);
		const failed = await engine.runWorkflow({ nodes, connections }, { rows: [{ language: 'ko-KR' }], credential });
		const { folderId } = failed.error?.context as IDataObject;
		expect(failed.error?.message).toMatch(`Translation ${folderId} was accepted, but cannot be read: `);
		expect(failed.error?.description).toContain(`Use Translation: Get with the folder ID ${folderId} to get its videos later.`);
		expect(JSON.stringify(log)).toContain(`AI Studios created row 1 (item 0): ${folderId}`);
		simulator.injectFaults('translation', []);
		const { items } = await engine.runWorkflow({ nodes, connections }, { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
		expect(items).toMatchObject([{ json: { folderId, language: 'ko-KR' } }]);
		expect(sent()).toHaveLength(1);
	});

	test('is listed as paid for when it ends a run of several items', async () => {
		const { error } = await run([{ language: 'ko-KR' }, { language: 'ja-JP' }], [step(parameters)]);
		expect(error?.description).toMatch(/ Already created, and paid for: row 1 \(item 0\): [0-9a-f]{24}, row 2 \(item 1\): [0-9a-f]{24}\. To continue, /);
	});

	test('comes out with its folder ID when the node continues, and not with one that arrived', async () => {
		const { items } = await run([{ language: 'ko-KR', folderId: 'old' }], [{ ...step({ ...parameters, options: { includeInputFields: true } }), onError: 'continueRegularOutput' }]);
		expect(items).toMatchObject([{ json: { language: 'ko-KR', folderId: expect.stringMatching(/^[0-9a-f]{24}$/), error: expect.stringContaining('was accepted, but cannot be read') }, pairedItem: { item: 0 } }]);
	});
});

test('when AI Studios does not list all videos in time, those that are listed come out, and a hint names the translation', async () => {
	const withoutLast = (value: unknown) => ({ success: true, data: (value as { data: unknown[] }).data.slice(0, -1) });
	simulator.injectFaults('translation', [always(changedJson('the last is missing', withoutLast))]);
	const { items, hints } = await run([{}], [step({ ...fromYouTube, languages: 'ko-KR,ja-JP' })]);
	expect(items.map(({ json }) => json.language)).toEqual(['ko-KR']);
	expect(hints).toEqual([`AI Studios has not listed a video for each language yet. Use Translation: Get later with the folder ID: ${items[0].json.folderId}.`]);
});

test('one item that fails leaves the others unharmed when the node continues', async () => {
	const { items } = await run([{ url: 'x' }, { url: YOUTUBE }], [{ ...step({ source: 'url', url: '={{ $json.url }}', languages: 'ko-KR,ja-JP' }), onError: 'continueRegularOutput' }]);
	expect(items.map(({ json, pairedItem }) => [json.error !== undefined, json.language, pairedItem])).toEqual([
		[true, undefined, { item: 0 }],
		[false, 'ko-KR', { item: 1 }],
		[false, 'ja-JP', { item: 1 }],
	]);
});

describe('Get', () => {
	test('says how far each video of a translation is', async () => {
		simulator.nextRender({ seconds: 0 });
		const { items } = await run([{}], [step({ ...fromYouTube, languages: 'ko-KR, ja-JP' }), step({ options: { includeInputFields: true } }, 'get')]);
		expect(items.map(({ json }) => [json.language, json.isComplete])).toEqual([['ko-KR', true], ['ja-JP', false], ['ko-KR', true], ['ja-JP', false]]);
		expect(items[0].json).toMatchObject({ projectKey: expect.any(String), name: `${YOUTUBE} (ko-KR)`, progress: 100, state: 'complete', videoUrl: expect.stringMatching(/^http/) });
	});

	test.each<[string, unknown, string]>([
		['nothing', undefined, 'The folder ID is empty'],
		['spaces', '  ', 'The folder ID is empty'],
		['a list', ['a'], 'The folder ID must be text, but it is a list'],
		['a path', '../x', 'The folder ID is not one of AI Studios'],
	])('with %s as folder ID is an error, and nothing is sent', async (_what, folderId, message) => {
		const { error } = await run([{ folderId } as IDataObject], [step({}, 'get')]);
		expect(error?.message).toBe(message);
		expect(simulator.requests).toEqual([]);
	});

	test('of an unknown translation says what AI Studios says', async () => {
		const { error } = await run([{ folderId: 'f1' }], [step({}, 'get')]);
		expect(error?.message).toBe('AI Studios rejected translation f1 after 3 attempts: There is no folder "f1".');
	});
});

test('an error that arrives is passed on', async () => {
	const steps = [{ ...step({ ...fromYouTube, languages: '={{ $json.language }}' }), onError: 'continueRegularOutput' as const }, step({}, 'get')];
	const { items, error } = await run([{ language: 'x' }, { language: 'ko-KR' }], steps);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.error)).toEqual(['"x" is not a language of translations', undefined]);
});

test('a language that the name of a project does not say is left open', async () => {
	const { items } = await run([await videoItem({}, 'ko-KR.mp4')], [step({ languages: ['ko-KR', 'ja-JP', 'de-DE'] })]);
	expect(items.map(({ json }) => json.language)).toEqual(['ko-KR', null, null]);
});

test.each([['create', { ...fromYouTube, languages: 'ko-KR' }], ['get', { folderId: 'f1' }]])('%s with version 2 says that it needs version 3', async (operation, parameters) => {
	const { error } = await run([{}], [step(parameters, operation)], 'v2');
	expect(error?.message).toBe('API version 2 cannot translate videos');
	expect(simulator.requests).toEqual([]);
});
