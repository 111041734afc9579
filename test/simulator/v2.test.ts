import { startSimulator } from './index';
import { boxesOf } from './mp4Boxes';
import { ask, askV2, handClock, scenesV2 } from './testing';
import type { Simulator } from './index';

let simulator: Simulator;
const clock = handClock();

beforeEach(async () => {
	simulator = await startSimulator({ now: clock.now, renderSeconds: [60, 60], withSamples: true });
});
afterEach(async () => await simulator.stop());

const get = async (path: string) => await askV2(simulator, 'GET', path);
const post = async (path: string, body: unknown) => await askV2(simulator, 'POST', path, body);
const exportOne = async (script?: string): Promise<string> =>
	(await post('/editor/project', { scenes: scenesV2(script) })).json.data.key;

describe('the tutorial by hand', () => {
	test('exports, asks for progress until there is a URL, and downloads a playable file', async () => {
		const key = await exportOne();
		const seen: number[] = [];
		let url: string | undefined;
		while (!url) {
			const { json } = await get(`/editor/progress/${key}`);
			seen.push(json.data.progress);
			url = json.data.url;
			clock.pass(20);
		}
		expect(seen).toEqual([0, 33.33, 66.66, 100]);

		const file = Buffer.from(await (await fetch(url)).arrayBuffer());
		expect(boxesOf(file).map(({ type }) => type)).toEqual(['ftyp', 'free', 'moov', 'free', 'mdat']);
		expect(file.equals(simulator.videoOf(key))).toBe(true);
	});

	test('gets different bytes for every project', async () => {
		const keys = [await exportOne(), await exportOne(), await exportOne()];
		expect(new Set(keys.map((key) => simulator.videoHash(key))).size).toBe(3);
	});

	test('leaves a record of everything that was asked', async () => {
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
				endpoint: 'export',
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
		expect(simulator.requestsTo('export')[0].body).toEqual({ scenes: scenesV2() });
	});
});

describe('credentials', () => {
	test.each([
		['no key', undefined],
		['another key', 'nobody'],
		['a Bearer in front of it', 'Bearer '],
	])('are refused with 401 for %s', async (_what, wrong) => {
		const authorization = wrong === 'Bearer ' ? wrong + simulator.credentials.apiKey : wrong;
		const { status, json } = await ask(simulator, 'v2', 'GET', '/editor/project/x', undefined, authorization);
		expect(status).toBe(401);
		expect(json).toEqual({ success: false, msg: expect.any(String) });
	});
});

describe('a body is refused, with HTTP 200 and its place in the message, when', () => {
	const avatar = { model: 'M1', clothes: 'C1', language: 'en', script: 'Hi' };
	const clip = (type: unknown, detail: unknown) => ({ scenes: [{ clips: [{ type, detail }] }] });

	test.each<[string, unknown, string]>([
		['it is no object', [], 'The body must be an object'],
		['there are no scenes', {}, 'scenes must be a list'],
		['the scenes are a text', { scenes: '[]' }, 'scenes must be a list'],
		['the scenes are empty', { scenes: [] }, 'scenes is empty'],
		['a scene is a text', { scenes: ['intro'] }, 'scenes[0] must be an object'],
		['a scene has nothing in it', { scenes: [{ clips: [] }] }, 'scenes[0] has neither'],
		[
			'the avatar lacks its model',
			{ scenes: [{ AIModel: { ...avatar, model: '' } }] },
			'scenes[0].AIModel.model is empty',
		],
		[
			'the script is a number',
			{ scenes: [{ AIModel: { ...avatar, script: 5 } }] },
			'scenes[0].AIModel.script must be a text',
		],
		[
			'a location is a text',
			{ scenes: [{ AIModel: { ...avatar, locationX: '0.1' } }] },
			'locationX must be a number',
		],
		['a clip is of v3', clip('videoImage', {}), 'scenes[0].clips[0].type "videoImage" is none of'],
		['a clip has no detail', clip('image', undefined), 'scenes[0].clips[0].detail must be an object'],
		[
			'a URL was not filled',
			clip('image', { url: '##IMAGE_URL##' }),
			'detail.url is not a URL: "##IMAGE_URL##"',
		],
		['a URL is empty', clip('userVideo', { url: '' }), 'detail.url is not a URL'],
		['a text clip has no text', clip('text', { textSource: null }), 'detail.textSource must be a text'],
	])('%s', async (_when, body, message) => {
		const { status, json } = await post('/editor/project', body);
		expect(status).toBe(200);
		expect(json.success).toBe(false);
		expect(json.msg).toContain(message);
		expect(simulator.exports).toHaveLength(0);
	});

	test('it is not said to be JSON', async () => {
		const response = await fetch(`${simulator.url}/api/odin/editor/project`, {
			method: 'POST',
			headers: { authorization: simulator.credentials.apiKey, 'content-type': 'text/plain' },
			body: JSON.stringify({ scenes: scenesV2() }),
		});
		expect(await response.json()).toEqual({ success: false, msg: 'The body must be an object.' });
	});
});

describe('money', () => {
	test('a cube per scene is used up, and an empty balance refuses without making a project', async () => {
		simulator.balance = 7;
		await exportOne();
		await exportOne();
		const { json } = await post('/editor/project', { scenes: scenesV2() });
		expect(json).toEqual({ success: false, msg: 'Not enough cubes: this export needs 3, 1 are left.' });
		expect([simulator.balance, simulator.exports.length]).toEqual([1, 2]);
	});

	test('exports are counted per body', async () => {
		await exportOne('one');
		await exportOne('two');
		await exportOne('one');
		expect([...simulator.exportsPerBody().values()]).toEqual([2, 1]);
	});
});

describe('projects', () => {
	test('are read with their scenes, by key and by name', async () => {
		const { key } = simulator.addProject({ name: 'Café & more', scenes: scenesV2() });
		const expected = { success: true, response: { projectName: 'Café & more', scenes: scenesV2() } };
		expect((await get(`/editor/project/${key}`)).json).toEqual(expected);
		expect((await get(`/editor/project/name/${encodeURIComponent('Café & more')}`)).json).toEqual(expected);
	});

	test('of one name: the newest is found', async () => {
		simulator.addProject({ name: 'Twice', scenes: [{ old: true }] });
		simulator.addProject({ name: 'Twice', scenes: [{ old: false }] });
		expect((await get('/editor/project/name/Twice')).json.response.scenes).toEqual([{ old: false }]);
	});

	test('designed at the start carry marks to fill', async () => {
		const text = JSON.stringify((await get('/editor/project/name/Customer%20greeting')).json);
		expect(new Set(text.match(/##\w+##/g))).toEqual(new Set(['##FIRST_NAME##', '##COMPANY##']));
	});

	test('are changed and exported in one call', async () => {
		const { key } = simulator.addProject({ scenes: scenesV2() });
		const { json } = await post(`/editor/project/${key}`, {
			updates: [
				{ sceneIdx: 1, property: 'AIModel', values: { script: 'Changed.' } },
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
		expect(JSON.stringify(simulator.project(key).scenes)).toMatch(/other\.mp4.*Changed\./);
	});

	test.each(['/editor/progress/nothing', '/editor/project/nothing', '/editor/project/name/nothing'])(
		'that are unknown are refused at %s',
		async (path) => {
			expect((await get(path)).json).toEqual({ success: false, msg: 'There is no project "nothing".' });
		},
	);

	test('of v3 are unknown to v2', async () => {
		const { key } = simulator.addProject({ generation: 'v3', seconds: 0 });
		expect((await get(`/editor/progress/${key}`)).json.success).toBe(false);
	});
});

test('a failed render is refused on progress', async () => {
	simulator.nextRender({ seconds: 10, shape: 'failing' });
	const key = await exportOne();
	clock.pass(10);
	expect((await get(`/editor/progress/${key}`)).json).toEqual({
		success: false,
		msg: `The render of project "${key}" failed.`,
	});
});

test('what the vendor documents in two ways can be chosen', async () => {
	const other = await startSimulator({
		variants: { exportAnswer: 'flat', videoUrlField: 'videoUrl', progressAs: 'string', extraFields: true },
		render: { seconds: 0 },
		httpStatuses: true,
	});
	const { json } = await askV2(other, 'POST', '/editor/project', { scenes: scenesV2() });
	expect(json).toMatchObject({
		success: true,
		cube_used: 3,
		key: expect.any(String),
		requestId: 'simulated',
	});
	const progress = await askV2(other, 'GET', `/editor/progress/${json.key}`);
	expect(progress.json.data).toEqual({ progress: '100', videoUrl: expect.stringContaining(other.filesUrl) });
	expect((await askV2(other, 'POST', '/editor/project', {})).status).toBe(400);
	await other.stop();
});
