import { contractOf, type Contract, type RenderProgress } from '../../../nodes/shared/core/contract';
import { isAuthenticated, tokenIn, tokenRequest } from '../../../nodes/shared/core/contract/auth';
import type { JsonObject } from '../../../nodes/shared/core/json';
import type { Generation } from '../../../nodes/shared/core/template/sceneKind';

const PREFIX = { v2: '/api/odin', v3: '/api/odin/v3' };
const scenes = [{ clips: [] }];
const URL_THERE = 'https://files.example.com/a.mp4?Signature=x';

describe.each<Generation>(['v2', 'v3'])('the requests of %s', (generation) => {
	const contract = contractOf(generation);
	const prefix = PREFIX[generation];

	test('export a project', () => {
		const request = contract.exportProject({ scenes }, {});
		expect(request).toEqual({ method: 'POST', path: `${prefix}/editor/project`, body: { scenes } });
	});

	test.each([
		['64f0c2', '64f0c2'],
		['a b', 'a%20b'],
		['../../auth', '..%2F..%2Fauth'],
		['a%2fb', 'a%252fb'],
		['a?b#c', 'a%3Fb%23c'],
		['Ä\u2028', '%C3%84%E2%80%A8'],
		['half \ud83d', 'half%20%EF%BF%BD'],
	])('keep %j in its place in the path', (key, encoded) => {
		expect(contract.progress(key)).toEqual({ method: 'GET', path: `${prefix}/editor/progress/${encoded}` });
		expect(contract.project(key)).toEqual({ method: 'GET', path: `${prefix}/editor/project/${encoded}` });
		const byName = contract.projectByName?.(key);
		expect(byName?.path).toBe(generation === 'v2' ? `${prefix}/editor/project/name/${encoded}` : undefined);
	});
});

test('v3 sends the settings that are set, beside the scenes and over what the template says', () => {
	const template = { name: 'designed', scenes };
	const settings = { name: 'Welcome Ann', resolution: '1080', workspaceId: '', webhookUrl: undefined };
	expect(contractOf('v3').exportProject(template, settings).body).toEqual({ name: 'Welcome Ann', resolution: '1080', scenes });
	expect(contractOf('v3').exportProject(template, {}).body).toEqual(template);
	expect(contractOf('v2').exportProject(template, settings).body).toEqual(template);
	expect(template).toEqual({ name: 'designed', scenes });
});

test.each<[string, Generation, JsonObject, object]>([
	['the samples', 'v2', { success: true, data: { key: 'k1' } }, { projectKey: 'k1' }],
	['the reference', 'v2', { success: true, cube_used: 3, key: 'k1' }, { projectKey: 'k1', cubesUsed: 3 }],
	['both', 'v2', { cube_used: '2.5', data: { key: 'k1' }, key: 'other' }, { projectKey: 'k1', cubesUsed: 2.5 }],
	['cubes inside', 'v2', { data: { key: 'k1', cube_used: 0 } }, { projectKey: 'k1', cubesUsed: 0 }],
	['a key that is a number', 'v2', { data: { key: 123 } }, { projectKey: '123' }],
	['no key', 'v2', { success: true }, { projectKey: undefined }],
	['an empty key', 'v2', { data: { key: '' } }, { projectKey: undefined }],
	['a key that is an object', 'v2', { key: { id: 1 } }, { projectKey: undefined }],
	['data that is a text', 'v2', { data: 'k1' }, { projectKey: undefined }],
	['the samples', 'v3', { success: true, data: { projectId: 'p1' } }, { projectKey: 'p1' }],
	['an ID that is a number', 'v3', { data: { projectId: 5 } }, { projectKey: '5' }],
	['no data', 'v3', { success: true }, { projectKey: undefined }],
	['data that is null', 'v3', { data: null }, { projectKey: undefined }],
])('an export answered as in %s (%s) is understood', (_what, generation, envelope, expected) => {
	expect(contractOf(generation).exported(envelope)).toEqual(expected);
});

const rendering = (progress: number, more: Partial<RenderProgress> = {}) => ({ progress, state: 'rendering', videoUrl: null, ...more });
const complete = (more: object = {}) => ({ progress: 100, state: 'complete', videoUrl: URL_THERE, ...more });

test.each<[string, Generation, unknown, object]>([
	['a fraction', 'v2', { progress: 33.33 }, rendering(33.33)],
	['a number as text', 'v2', { progress: '33.33' }, rendering(33.33)],
	['`url`, of the tutorial', 'v2', { progress: 100, url: URL_THERE }, complete()],
	['`videoUrl`, of the reference', 'v2', { progress: '100', videoUrl: URL_THERE }, complete()],
	['100 % without a URL', 'v2', { progress: 100 }, rendering(100)],
	['an empty URL', 'v2', { progress: 100, url: '' }, rendering(100)],
	['null as URL', 'v2', { progress: 100, url: null, videoUrl: URL_THERE }, complete()],
	['a URL before the end', 'v2', { progress: 99.9, url: URL_THERE }, rendering(99.9, { videoUrl: URL_THERE })],
	['a path as URL', 'v2', { progress: 100, url: '/a.mp4' }, rendering(100)],
	['another scheme', 'v2', { progress: 100, url: 'file:///etc/passwd' }, rendering(100)],
	['a URL that is none', 'v2', { progress: 100, url: 'https://[' }, rendering(100)],
	['more than everything', 'v2', { progress: 250 }, rendering(100)],
	['less than nothing', 'v2', { progress: -5 }, rendering(0)],
	['a word as progress', 'v2', { progress: 'soon' }, rendering(0)],
	['no progress', 'v2', {}, rendering(0)],
	['no data', 'v2', undefined, rendering(0)],
	['data that is a list', 'v2', [100], rendering(0)],
	['a state', 'v2', { progress: 5, state: 'error' }, { progress: 5, state: 'failed', stateName: 'error', videoUrl: null }],
	['`downloadUrl`', 'v3', { progress: 100, state: 'exported', downloadUrl: URL_THERE }, complete({ stateName: 'exported' })],
	['`download_url`', 'v3', { progress: '100.00', download_url: URL_THERE }, complete()],
	['a state nobody knows', 'v3', { progress: 12, state: 'dreaming' }, rendering(12, { stateName: 'dreaming' })],
	['a state that is a number', 'v3', { progress: 12, state: 3 }, rendering(12, { stateName: '3' })],
	...['failed', 'FAILED', 'render_failed', 'error', 'canceled', 'rejected', 'aborted'].map(
		(state): [string, Generation, unknown, object] => [
			`the state ${state}`, 'v3', { progress: 40, state }, { progress: 40, state: 'failed', stateName: state, videoUrl: null },
		],
	),
	['a failed state beside a URL', 'v3', { progress: 100, state: 'failed', downloadUrl: URL_THERE }, { progress: 100, state: 'failed', stateName: 'failed', videoUrl: URL_THERE }],
	['the URL of the other generation', 'v3', { progress: 100, url: URL_THERE }, rendering(100)],
])('progress with %s (%s) is understood', (_what, generation, data, expected) => {
	expect(contractOf(generation).rendered({ success: true, ...(data === undefined ? {} : { data }) })).toEqual(expected);
});

test.each<[string, Generation, JsonObject, object]>([
	['v2', 'v2', { response: { projectName: 'Hi', scenes, key: 'k', url: 'x' } }, { name: 'Hi', template: { scenes } }],
	['v2, in data', 'v2', { data: { projectName: 'Hi', scenes } }, { name: 'Hi', template: { scenes } }],
	['v2, without a name', 'v2', { response: { scenes } }, { template: { scenes } }],
	['v2, without scenes', 'v2', {}, { template: {} }],
	['v3', 'v3', { data: { project: { id: 'p', name: 'Hi', orientation: 'portrait', state: 'exported', progress: 100, download_url: 'x', scenes } } }, { name: 'Hi', template: { name: 'Hi', orientation: 'portrait', scenes } }],
	['v3, without name and orientation', 'v3', { data: { project: { scenes } } }, { template: { scenes } }],
	['v3, without a project', 'v3', { data: {} }, { template: {} }],
])('a designed project of %s leaves behind what only AI Studios may write', (_what, generation, envelope, expected) => {
	expect(contractOf(generation).designed(envelope)).toEqual(expected);
});

describe('the lists of v3', () => {
	const lists = contractOf('v3').lists as NonNullable<Contract['lists']>;
	const projects = [{ id: 'p1', name: 'One', state: 'exported' }, { id: 2 }, { name: 'no ID' }, null, 'x'];
	const choices = [{ name: 'One', value: 'p1', note: 'exported' }, { name: '2', value: '2' }];

	test.each<[string, JsonObject]>([
		['data', { data: projects }],
		['data under its name', { data: { projects } }],
		['the envelope', { projects }],
	])('are found in %s', (_where, envelope) => {
		expect(lists.readProjects(envelope)).toEqual(choices);
	});

	test.each<[string, JsonObject]>([['nothing', {}], ['null', { data: null }], ['a text', { data: 'none' }]])('are empty when there is %s', (_what, envelope) => {
		expect(lists.readProjects(envelope)).toEqual([]);
		expect(lists.readModels(envelope)).toEqual([]);
	});

	test('name workspaces', () => {
		expect(lists.readWorkspaces({ data: [{ workspaceId: 'w1', workspaceName: 'Team' }] })).toEqual([{ name: 'Team', value: 'w1' }]);
	});

	test('name models with their clothes, in English where there is some', () => {
		const models = [
			{ id: 'M1', label: { ko: '안나', en: 'Anna' }, clothes: [{ id: 'C1', label: { en: 'Suit' } }, {}] },
			{ id: 'M2', label: { ko: '보라' } },
		];
		expect(lists.readModels({ data: { models } })).toEqual([
			{ name: 'Anna', value: 'M1', clothes: [{ name: 'Suit', value: 'C1' }] },
			{ name: '보라', value: 'M2', clothes: [] },
		]);
	});

	test('are asked for where the vendor has them', () => {
		const paths = [lists.projects, lists.workspaces, lists.models].map(({ method, path }) => `${method} ${path}`);
		expect(paths).toEqual(['GET /api/odin/v3/editor/project', 'GET /api/odin/v3/dropdown/workspaces', 'GET /api/odin/v3/model']);
		expect(contractOf('v2').lists).toBeUndefined();
	});
});

describe('the token of v3', () => {
	test('is asked for with both keys', () => {
		expect(tokenRequest('app', 'user')).toEqual({ method: 'POST', path: '/api/odin/v3/auth/token', body: { appId: 'app', userKey: 'user' } });
	});

	test.each<[JsonObject, string | undefined]>([
		[{ data: { token: 't' } }, 't'],
		[{ data: { token: '' } }, undefined],
		[{ data: {} }, undefined],
		[{}, undefined],
	])('is read from %j', (envelope, token) => {
		expect(tokenIn(envelope)).toBe(token);
	});

	test.each<[JsonObject, boolean]>([
		[{ data: { isAuthenticated: true } }, true],
		[{ data: { isAuthenticated: false } }, false],
		[{ success: true }, true],
	])('is good or not by %j', (envelope, good) => {
		expect(isAuthenticated(envelope)).toBe(good);
	});
});
