import { startSimulator } from './index';
import { boxesOf } from './mp4Boxes';
import { callApi, callV2, manualClock, scenesV2 } from './testing';
import type { Simulator } from './index';

let simulator: Simulator;
const clock = manualClock();

beforeEach(async () => {
	simulator = await startSimulator({ now: clock.now, renderSeconds: [60, 60], withSamples: true });
});
afterEach(async () => await simulator.stop());

const get = async (path: string) => await callV2(simulator, 'GET', path);
const post = async (path: string, body: unknown) => await callV2(simulator, 'POST', path, body);
const exportOne = async (script?: string): Promise<string> =>
	(await post('/editor/project', { scenes: scenesV2(script) })).json.data.key;

describe('The steps of the tutorial', () => {
	test('export, poll until there is a URL, and download a playable file', async () => {
		const key = await exportOne();
		const seen: number[] = [];
		let url: string | undefined;
		while (!url) {
			const { json } = await get(`/editor/progress/${key}`);
			seen.push(json.data.progress);
			url = json.data.url;
			clock.advance(20);
		}
		expect(seen).toEqual([0, 33.33, 66.66, 100]);

		const file = Buffer.from(await (await fetch(url)).arrayBuffer());
		expect(boxesOf(file).map(({ type }) => type)).toEqual(['ftyp', 'free', 'moov', 'free', 'mdat']);
		expect(file.equals(simulator.videoOf(key))).toBe(true);
	});

	test('return different bytes for every project', async () => {
		const keys = [await exportOne(), await exportOne(), await exportOne()];
		expect(new Set(keys.map((key) => simulator.videoHash(key))).size).toBe(3);
	});

	test('are recorded', async () => {
		const key = await exportOne();
		await get(`/editor/progress/${key}`);
		expect(
			simulator.requests.map(({ method, path, endpoint, projectKey, status, charged }) => ({
				method,
				path,
				endpoint,
				projectKey,
				status,
				charged,
			})),
		).toEqual([
			{
				method: 'POST',
				path: '/api/odin/editor/project',
				endpoint: 'exportProject',
				projectKey: key,
				status: 200,
				charged: 3,
			},
			{
				method: 'GET',
				path: `/api/odin/editor/progress/${key}`,
				endpoint: 'progress',
				projectKey: key,
				status: 200,
				charged: 0,
			},
		]);
		expect(simulator.requestsTo('exportProject')[0].body).toEqual({ scenes: scenesV2() });
	});
});

describe('A request is rejected with 401', () => {
	test.each<[title: string, authorization: (apiKey: string) => string | undefined, message: string]>([
		['without a key', () => undefined, 'The Authorization header is missing.'],
		['with another key', () => 'another', 'This API key is not known.'],
		['with "Bearer" before its key', (key) => `Bearer ${key}`, 'The Authorization header takes the key as it is, without "Bearer".'],
	])('%s', async (_title, authorization, message) => {
		const header = authorization(simulator.credentials.apiKey);
		const { status, json } = await callApi(simulator, 'v2', 'GET', '/editor/project/x', undefined, header);
		expect([status, json]).toEqual([401, { success: false, msg: message }]);
	});
});

describe('A body is rejected with HTTP status 200 and the place of the wrong value when', () => {
	const avatar = { model: 'M1', clothes: 'C1', language: 'en', script: 'Hi' };
	const clip = (type: unknown, detail: unknown) => ({ scenes: [{ clips: [{ type, detail }] }] });

	test.each<[string, unknown, string]>([
		['it is not an object', [], 'The body must be an object'],
		['there are no scenes', {}, 'scenes must be an array'],
		['the scenes are a string', { scenes: '[]' }, 'scenes must be an array'],
		['the scenes are empty', { scenes: [] }, 'scenes is empty'],
		['a scene is a string', { scenes: ['intro'] }, 'scenes[0] must be an object'],
		['a scene is empty', { scenes: [{ clips: [] }] }, 'scenes[0] has neither'],
		[
			'the avatar has no model',
			{ scenes: [{ AIModel: { ...avatar, model: '' } }] },
			'scenes[0].AIModel.model is empty',
		],
		[
			'the script is a number',
			{ scenes: [{ AIModel: { ...avatar, script: 5 } }] },
			'scenes[0].AIModel.script must be a string',
		],
		[
			'a location is a string',
			{ scenes: [{ AIModel: { ...avatar, locationX: '0.1' } }] },
			'locationX must be a number',
		],
		['a clip is of v3', clip('videoImage', {}), 'scenes[0].clips[0].type must be one of background, image, text, userVideo, not "videoImage"'],
		['a clip has no detail', clip('image', undefined), 'scenes[0].clips[0].detail must be an object'],
		[
			'a URL is a placeholder',
			clip('image', { url: '##IMAGE_URL##' }),
			'detail.url is not a URL: "##IMAGE_URL##"',
		],
		['a URL is empty', clip('userVideo', { url: '' }), 'detail.url is not a URL'],
		['a text clip has no text', clip('text', { textSource: null }), 'detail.textSource must be a string'],
	])('%s', async (_title, body, message) => {
		const { status, json } = await post('/editor/project', body);
		expect(status).toBe(200);
		expect(json.success).toBe(false);
		expect(json.msg).toContain(message);
		expect(simulator.exports).toHaveLength(0);
	});

	test('its content type is not JSON', async () => {
		const response = await fetch(`${simulator.url}/api/odin/editor/project`, {
			method: 'POST',
			headers: { authorization: simulator.credentials.apiKey, 'content-type': 'text/plain' },
			body: JSON.stringify({ scenes: scenesV2() }),
		});
		expect(await response.json()).toEqual({ success: false, msg: 'The body must be an object.' });
	});
});

describe('Cubes', () => {
	test('are charged per scene, and an export that costs more than the balance makes no project', async () => {
		simulator.balance = 7;
		await exportOne();
		await exportOne();
		const { json } = await post('/editor/project', { scenes: scenesV2() });
		expect(json).toEqual({ success: false, msg: 'Not enough cubes: this export costs 3, the balance is 1.' });
		expect([simulator.balance, simulator.exports.length]).toEqual([1, 2]);
		expect(simulator.requestsTo('exportProject').at(-1)?.projectKey).toBeUndefined();
	});

	test('are charged for each export, also of the same body', async () => {
		await exportOne('one');
		await exportOne('two');
		await exportOne('one');
		expect([...simulator.exportsPerBody().values()]).toEqual([2, 1]);
	});
});

describe('Projects', () => {
	test('are returned with their scenes, by key and by name', async () => {
		const { key } = simulator.addProject({ name: 'Café & more', scenes: scenesV2() });
		const expected = { success: true, response: { projectName: 'Café & more', scenes: scenesV2() } };
		expect((await get(`/editor/project/${key}`)).json).toEqual(expected);
		expect((await get(`/editor/project/name/${encodeURIComponent('Café & more')}`)).json).toEqual(expected);
	});

	test('with the same name: the newest is returned', async () => {
		simulator.addProject({ name: 'Twice', scenes: [{ old: true }] });
		simulator.addProject({ name: 'Twice', scenes: [{ old: false }] });
		expect((await get('/editor/project/name/Twice')).json.response.scenes).toEqual([{ old: false }]);
	});

	test('that are there from the start have placeholders', async () => {
		const text = JSON.stringify((await get('/editor/project/name/Customer%20greeting')).json);
		expect(new Set(text.match(/##\w+##/g))).toEqual(new Set(['##FIRST_NAME##', '##COMPANY##']));
	});

	test('are updated and exported in one call', async () => {
		const { key } = simulator.addProject({ scenes: scenesV2() });
		const { json } = await post(`/editor/project/${key}`, {
			updates: [
				{ sceneIdx: 1, property: 'AIModel', values: { script: 'Updated.' } },
				{
					sceneIdx: 0,
					property: 'clips',
					clipType: 'userVideo',
					clipIdx: 0,
					values: { url: 'http://localhost/other.mp4' },
				},
			],
		});
		expect(json).toEqual({ success: true, data: { key } });
		expect(JSON.stringify(simulator.project(key).scenes)).toMatch(/other\.mp4.*Updated\./);
		expect(simulator.exports.map(({ projectKey }) => projectKey)).toEqual([key]);
	});

	test.each(['/editor/progress/nothing', '/editor/project/nothing', '/editor/project/name/nothing'])(
		'that do not exist are rejected by %s',
		async (path) => {
			expect((await get(path)).json).toEqual({ success: false, msg: 'There is no project "nothing".' });
		},
	);

	test('of v3 do not exist in v2', async () => {
		const { key } = simulator.addProject({ generation: 'v3', seconds: 0 });
		expect((await get(`/editor/progress/${key}`)).json.msg).toBe(`There is no project "${key}".`);
	});
});

test('The progress of a failed render is rejected', async () => {
	simulator.nextRender({ seconds: 10, curve: 'failing' });
	const key = await exportOne();
	clock.advance(10);
	expect((await get(`/editor/progress/${key}`)).json).toEqual({
		success: false,
		msg: `The render of project "${key}" failed.`,
	});
});

test('Each of the two documented forms can be chosen', async () => {
	const other = await startSimulator({
		variants: { exportResponse: 'flat', videoUrlField: 'videoUrl', progressAs: 'string', extraFields: true },
		render: { seconds: 0 },
		httpStatuses: true,
	});
	const { json } = await callV2(other, 'POST', '/editor/project', { scenes: scenesV2() });
	expect(json).toMatchObject({
		success: true,
		cube_used: 3,
		key: expect.any(String),
		requestId: 'simulated',
	});
	const progress = await callV2(other, 'GET', `/editor/progress/${json.key}`);
	expect(progress.json.data).toEqual({ progress: '100', videoUrl: expect.stringContaining(other.filesUrl) });
	expect((await callV2(other, 'POST', '/editor/project', {})).status).toBe(400);
	await other.stop();
});
