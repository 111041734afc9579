import { startSimulator } from './index';
import { callApi, callV3, manualClock, scenesV3, exchangeToken } from './testing';
import type { Simulator } from './index';
import type { RenderState } from './renders';

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
const exportOne = async (more: object = {}): Promise<string> =>
	(await post('/editor/project', { scenes: scenesV3(), ...more })).json.data.projectId;

describe('The documented steps', () => {
	test('token, export, progress and download return the file', async () => {
		const id = await exportOne({ name: 'Mine', orientation: 'landscape' });
		expect((await get(`/editor/progress/${id}`)).json.data).toEqual({ progress: 0, state: 'waiting' });
		clock.advance(50.5);
		expect((await get(`/editor/progress/${id}`)).json.data).toEqual({ progress: 50.5, state: 'rendering' });
		clock.advance(50);
		const { data } = (await get(`/editor/progress/${id}`)).json;
		expect(data).toEqual({ progress: 100, state: 'exported', downloadUrl: expect.any(String) });
		const file = Buffer.from(await (await fetch(data.downloadUrl)).arrayBuffer());
		expect(file.equals(simulator.videoOf(id))).toBe(true);
	});

	test('return the state of a failed render', async () => {
		simulator.nextRender({ seconds: 10, curve: 'failing' });
		const id = await exportOne();
		clock.advance(10);
		expect((await get(`/editor/progress/${id}`)).json).toEqual({
			success: true,
			data: { progress: 60, state: 'failed' },
		});
	});
});

describe('Tokens', () => {
	test('expire after 24 hours of the simulator’s time', async () => {
		clock.advance(24 * 3600 - 1);
		expect((await get('/dropdown/workspaces')).status).toBe(200);
		clock.advance(1);
		const { status, json } = await get('/dropdown/workspaces');
		expect(status).toBe(401);
		expect(json).toEqual({ success: false, error: { code: 401, msg: 'This access token has expired.' } });
	});

	test('can be expired at once, and exchanged again', async () => {
		simulator.expireTokens();
		expect((await get('/auth')).json.data.isAuthenticated).toBe(false);
		token = await exchangeToken(simulator);
		expect((await get('/auth')).json.data.isAuthenticated).toBe(true);
	});

	test('are not returned for a wrong User Key', async () => {
		const { status, json } = await callApi(simulator, 'v3', 'POST', '/auth/token', {
			appId: simulator.credentials.appId,
			userKey: 'x',
		});
		expect([status, json.error.code]).toEqual([401, 401]);
	});

	test('cannot be replaced with an API key of v2', async () => {
		token = simulator.credentials.apiKey;
		expect((await get('/editor/project')).status).toBe(401);
	});
});

describe('A body is rejected with code and message when', () => {
	const clip = (fields: object) => ({ scenes: [{ clips: [fields] }] });

	test.each<[string, object, string]>([
		['the scenes are empty', { scenes: [] }, 'scenes is empty'],
		['a scene is of v2', { scenes: [{ AIModel: {}, clips: [] }] }, 'AIModel belongs to API v2'],
		['a clip is of v2', clip({ type: 'userVideo' }), 'type must be one of aiModel, shape, image, textImage, videoImage, audio, not "userVideo"'],
		['a scene has no clips', { scenes: [{ clips: [] }] }, 'scenes[0].clips is empty'],
		['an avatar has no model', clip({ type: 'aiModel' }), 'clips[0].model must be an object'],
		[
			'a script is not a string',
			clip({ type: 'aiModel', model: { ai_name: 'M1' }, script: { org: 1 } }),
			'script.org must be a string',
		],
		['an image has no URL', clip({ type: 'image' }), 'source_url is missing'],
		['a URL is a placeholder', clip({ type: 'image', source_url: '##PHOTO_URL##' }), 'source_url is not a URL'],
		['a position is a string', clip({ type: 'shape', left: '5' }), 'left must be a number'],
		['the resolution is empty', { scenes: scenesV3(), resolution: '' }, 'resolution is empty'],
		['the name is null', { scenes: scenesV3(), name: null }, 'name must be a string'],
		['the workspace is unknown', { scenes: scenesV3(), workspaceId: 'none' }, 'no workspace "none"'],
		['the webhook is not a URL', { scenes: scenesV3(), webhookUrl: 'me' }, 'webhookUrl is not a URL'],
		['isExport is a string', { scenes: scenesV3(), isExport: 'yes' }, 'isExport must be true or false'],
		['a read-only field is sent', { scenes: scenesV3(), state: 'exported' }, 'state is read-only'],
	])('%s', async (_title, body, message) => {
		const { status, json } = await post('/editor/project', body);
		expect(status).toBe(200);
		expect(json).toEqual({
			success: false,
			error: { code: expect.any(Number), msg: expect.stringContaining(message) },
		});
		expect(simulator.exports).toHaveLength(0);
	});
});

describe('Projects', () => {
	test('stay drafts when isExport is false, and can be exported later', async () => {
		const id = await exportOne({ isExport: false });
		expect([simulator.exports.length, simulator.project(id).render]).toEqual([0, undefined]);
		expect((await post('/editor/project/export', { projectId: id, resolution: '1080p' })).json.data).toEqual({
			projectId: id,
		});
		expect(simulator.exports.map(({ projectKey }) => projectKey)).toEqual([id]);
	});

	test('are listed newest first, by page and by keyword', async () => {
		for (const name of ['One', 'Two', 'Three']) simulator.addProject({ generation: 'v3', name });
		simulator.addProject({ generation: 'v2', name: 'Not here' });
		const names = async (query: string) =>
			(await get(`/editor/project${query}`)).json.data.map(({ name }: { name: string }) => name);
		expect(await names('')).toEqual(['Three', 'Two', 'One']);
		expect(await names('?page=2&limit=2')).toEqual(['One']);
		expect(await names('?keyword=t')).toEqual(['Three', 'Two']);
	});

	test('that are rendered have the state exported and a download_url in the list', async () => {
		const { key } = simulator.addProject({ generation: 'v3', name: 'Done', seconds: 0 });
		expect((await get('/editor/project')).json.data).toEqual([
			{ id: key, name: 'Done', state: 'exported', download_url: expect.stringContaining(key) },
		]);
	});

	test('are updated and exported in one call', async () => {
		const id = await exportOne({ isExport: false });
		const updates = { value: [{ sceneIdx: 0, type: 'aiModel', values: { script: { org: 'Updated.' } } }] };
		expect((await post(`/editor/project/${id}`, { updates })).json.data.projectId).toBe(id);
		expect(JSON.stringify(simulator.project(id).scenes)).toContain('Updated.');
		expect(simulator.exports.map(({ projectKey }) => projectKey)).toEqual([id]);
	});

	test('that are there from the start have placeholders, tags and complete avatar clips, and can be exported', async () => {
		const full = await startSimulator({ withSamples: true });
		const own = await exchangeToken(full);
		const { json } = await callV3(full, own, 'GET', '/editor/project');
		const { id } = json.data.find(({ name }: { name: string }) => name === 'Customer greeting');
		const { project } = (await callV3(full, own, 'GET', `/editor/project/${id}`)).json.data;
		const clips = project.scenes.flatMap((scene: { clips: object[] }) => scene.clips);
		const text = JSON.stringify(clips);
		expect(new Set(text.match(/##\w+##|"tag":"\w+"/g))).toEqual(
			new Set(['##FIRST_NAME##', '##COMPANY##', '##PHOTO_URL##', '"tag":"INTRO_VIDEO"']),
		);
		const avatarClip = clips.find(({ type }: { type: string }) => type === 'aiModel');
		expect(Object.keys(avatarClip).length).toBeGreaterThan(60);
		const exported = await callV3(full, own, 'POST', '/editor/project', { scenes: project.scenes });
		expect(exported.json.success).toBe(true);
		await full.stop();
	});
});

test('Avatars, dropdown models and workspaces are listed', async () => {
	const { models } = (await get('/model')).json.data;
	expect(models[0]).toMatchObject({
		id: 'M000000001',
		label: { en: 'Mina', ko: '미나' },
		clothes: [{ id: 'BG00000101' }, {}],
	});
	expect((await get('/dropdown/models')).json.data[0]).toEqual({
		id: 'M000000001',
		label: 'Mina',
		avatarType: 'studio',
	});
	expect((await get('/dropdown/workspaces')).json.data).toHaveLength(2);
});

test('A simple video becomes a project that is exported', async () => {
	const { json } = await post('/simple/video', {
		language: 'en',
		text: 'Hi.',
		model: 'M000000001',
		clothes: 'BG00000101',
		isExport: true,
	});
	const { projectId } = json.data;
	expect((await get(`/editor/progress/${projectId}`)).json.data).toEqual({ progress: 0, state: 'waiting' });
	expect((await get(`/editor/project/${projectId}`)).json.data.project.scenes[0].scripts[0].org).toBe('Hi.');
	expect(simulator.exports.map(({ projectKey }) => projectKey)).toEqual([projectId]);
});

test('The form of state names, lists and the credential check can be chosen', async () => {
	const stateNames: Record<RenderState, string> = {
		draft: 'a',
		waiting: 'b',
		rendering: 'c',
		exported: 'd',
		failed: 'error',
	};
	const other = await startSimulator({ variants: { stateNames, lists: 'named', authCheck: 'rejection' } });
	const { key } = other.addProject({ generation: 'v3', seconds: 0, curve: 'failing' });
	const own = await exchangeToken(other);
	expect((await callV3(other, own, 'GET', `/editor/progress/${key}`)).json.data.state).toBe('error');
	expect((await callV3(other, own, 'GET', '/editor/project')).json.data.projects).toHaveLength(1);
	expect((await callV3(other, 'wrong', 'GET', '/auth')).status).toBe(401);
	await other.stop();
});
