import { startSimulator, type Simulator } from './index';
import { callV2, callV3, callV3Form, exchangeToken, manualClock } from './testing';

let simulator: Simulator;
let token: string;
const clock = manualClock();

beforeEach(async () => {
	simulator = await startSimulator({ now: clock.now, renderSeconds: [100, 100] });
	token = await exchangeToken(simulator);
});
afterEach(async () => await simulator.stop());

const get = async (path: string) => await callV3(simulator, token, 'GET', path);
const post = async (path: string, body: unknown) => await callV3(simulator, token, 'POST', path, body);
const speech = { language: 'en', text: 'Hi.', model: 'M000000001' };

describe('Clips and speech of v3', () => {
	test('speech is there at once: an MP3 that no other speech has', async () => {
		const first = (await post('/simple/audio', speech)).json.data;
		const second = (await post('/simple/audio', speech)).json.data;
		expect(first).toEqual({ fileName: expect.stringMatching(/\.mp3$/), downloadUrl: expect.any(String), metaList: [expect.anything()] });
		const response = await fetch(first.downloadUrl);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect([response.headers.get('content-type'), bytes.toString('latin1', 0, 3)]).toEqual(['audio/mpeg', 'ID3']);
		const [request] = simulator.requestsTo('speech');
		expect(bytes.equals(simulator.videoOf(request.projectKey ?? ''))).toBe(true);
		expect(bytes.equals(Buffer.from(await (await fetch(second.downloadUrl)).arrayBuffer()))).toBe(false);
		expect(simulator.exports.map(({ charged }) => charged)).toEqual([1, 1]);
		expect((await get('/editor/project')).json.data).toEqual([]);
	});

	test.each<[string, object, number]>([
		['/simple/video', {}, 0],
		['/simple/video', { isExport: true }, 1],
		['/simple/custom', {}, 1],
		['/simple/custom', { isExport: false }, 0],
	])('%s with %j is rendered as often as documented', async (path, more, exported) => {
		const { json } = await post(path, { ...speech, ...(path.endsWith('video') ? { clothes: 'BG00000101' } : {}), ...more });
		expect(json.data.projectId).toEqual(expect.any(String));
		expect([simulator.exports.length, simulator.creations.length]).toEqual([exported, 1]);
	});

	test('are rejected without what the reference requires', async () => {
		expect((await post('/simple/video', speech)).json.error.msg).toContain('clothes must be a string');
		expect((await post('/simple/custom', { ...speech, model: '' })).json.error.msg).toContain('model is empty');
		expect((await post('/simple/audio', { ...speech, text: undefined })).json.error.msg).toContain('text must be a string');
	});
});

describe('Speech of v2', () => {
	test('is found with its key once it is ready: a WAV', async () => {
		const { key } = (await callV2(simulator, 'POST', '/simple/audio', speech)).json.data;
		const find = async () => (await callV2(simulator, 'POST', `/simple/find/${key}`, {})).json;
		expect(await find()).toEqual({ success: true, key, data: { key } });
		clock.advance(100);
		const { data } = await find();
		const bytes = Buffer.from(await (await fetch(data.url)).arrayBuffer());
		expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12)).toBe('RIFFWAVE');
		expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
		expect(bytes.equals(simulator.videoOf(key))).toBe(true);
	});

	test.each<[string, string, object, string]>([
		['a clip without clothes', '/simple/video', speech, 'clothes must be a string'],
		['a crop that is no number', '/simple/video', { ...speech, clothes: 'BG00000101', uppercut: '3' }, 'uppercut must be a number'],
		['an empty locale', '/simple/audio', { ...speech, locale: '' }, 'locale is empty'],
		['a webhook that is none', '/simple/audio', { ...speech, webhook: 'me' }, 'webhook is not a URL'],
	])('%s is rejected', async (_what, path, body, message) => {
		expect((await callV2(simulator, 'POST', path, body)).json.msg).toContain(message);
	});
});

describe('Translations', () => {
	const translate = async (parts: Record<string, string | File>) => (await callV3Form(simulator, token, '/automation/translatevideos', parts)).json;
	const talk = new File(['video'], 'talk.mp4', { type: 'video/mp4' });

	test('have a video for each language, each with a progress of its own', async () => {
		simulator.nextRender({ seconds: 10 });
		const { data } = await translate({ file: talk, target_0: 'ko-KR', target_1: 'ja-JP', isCaptionFile: 'true', numberOfSpeakers: '2', targetSrt_1: new File(['1'], 'ja.srt') });
		clock.advance(10);
		const videos = (await get(`/automation/translatevideos?folderId=${data.folderId}`)).json.data;
		expect(videos).toEqual([
			{ projectId: expect.any(String), name: 'talk.mp4 (ko-KR)', progress: 100, download_url: expect.any(String) },
			{ projectId: expect.any(String), name: 'talk.mp4 (ja-JP)', progress: 10, download_url: null },
		]);
		expect((await get(`/editor/progress/${videos[0].projectId}`)).json.data.progress).toBe(100);
		expect(simulator.exports.map(({ charged }) => charged)).toEqual([2]);
	});

	test('take a video of YouTube', async () => {
		expect(await translate({ url: 'https://www.youtube.com/watch?v=x', target_0: 'de-DE', original: 'en-US' })).toEqual({ success: true, data: { folderId: expect.any(String) } });
	});

	test.each<[string, Record<string, string | File>, string]>([
		['neither a file nor a URL', { target_0: 'de-DE' }, 'Either file or url is required'],
		['both', { file: talk, url: 'https://youtu.be/x', target_0: 'de-DE' }, 'Either file or url is required'],
		['a URL of another site', { url: 'https://example.com/x', target_0: 'de-DE' }, 'not a YouTube URL'],
		['no language', { file: talk }, 'target_0 is missing'],
		['an unknown language', { file: talk, target_0: 'de' }, 'language "de" is not supported'],
		['eleven languages', { file: talk, target_0: 'de-DE', target_10: 'ko-KR' }, 'no field "target_10"'],
		['six speakers', { file: talk, target_0: 'de-DE', numberOfSpeakers: '6' }, 'numberOfSpeakers must be'],
		['a switch that is none', { file: talk, target_0: 'de-DE', isRemoveBGM: 'yes' }, 'isRemoveBGM must be true or false'],
		['subtitles of another type', { file: talk, target_0: 'de-DE', originalSrt: new File(['1'], 'a.vtt') }, 'files of type "vtt" are not supported'],
	])('are rejected with %s', async (_what, parts, message) => {
		expect((await translate(parts)).error.msg).toContain(message);
		expect(simulator.exports).toHaveLength(0);
	});

	test('that nobody created are unknown', async () => {
		expect((await get('/automation/translatevideos?folderId=x')).json.error.msg).toContain('no folder "x"');
	});
});

describe('Projects of v3', () => {
	test('are deleted, and how many of them there were is told', async () => {
		const [one, two] = ['One', 'Two'].map((name) => simulator.addProject({ generation: 'v3', name }).key);
		expect((await callV3(simulator, token, 'DELETE', '/editor/project', { ids: [one, 'unknown'] })).json.data).toEqual({ deletedCount: 1 });
		expect((await get('/editor/project')).json.data.map(({ id }: { id: string }) => id)).toEqual([two]);
		expect((await callV3(simulator, token, 'DELETE', '/editor/project', { ids: [] })).json.error.msg).toContain('ids must be IDs');
	});

	test('are listed in any order that a test wants', async () => {
		for (const name of ['One', 'Two']) simulator.addProject({ generation: 'v3', name });
		simulator.orderProjects((projects) => projects.reverse());
		expect((await get('/editor/project')).json.data.map(({ name }: { name: string }) => name)).toEqual(['One', 'Two']);
	});
});
