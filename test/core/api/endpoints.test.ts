import { apiOf, otherApi, settingNote, type Endpoint, type Endpoints, type ExportSettings, type Generation, type V2EndpointName, type V3EndpointName } from '../../../nodes/shared/core/api';
import { authEndpoint, tokenEndpoint } from '../../../nodes/shared/core/api/v3';
import { AiStudiosError } from '../../../nodes/shared/core/errors';

const scenes = [{ clips: [] }];
const [v2, v3] = [apiOf('v2'), apiOf('v3')];

type Documented = Pick<Endpoint<unknown>, 'method' | 'path' | 'subject' | 'projectKey' | 'body'>;

/** As the vendor documents them; a name that is missing here, or is none, does not compile. */
const V2_ENDPOINTS: Record<V2EndpointName, [Endpoint<unknown>, Documented]> = {
	exportProject: [v2.exportProject({ scenes }, {}), { method: 'POST', path: '/api/odin/editor/project', subject: 'the export', body: { scenes } }],
	progress: [v2.progress('k1'), { method: 'GET', path: '/api/odin/editor/progress/k1', subject: 'project k1', projectKey: 'k1' }],
	project: [v2.project('k1'), { method: 'GET', path: '/api/odin/editor/project/k1', subject: 'project k1' }],
	projectByName: [v2.projectByName('Welcome'), { method: 'GET', path: '/api/odin/editor/project/name/Welcome', subject: 'the project named "Welcome"' }],
};

const V3_ENDPOINTS: Record<V3EndpointName, [Endpoint<unknown>, Documented]> = {
	token: [tokenEndpoint('app', 'user'), { method: 'POST', path: '/api/odin/v3/auth/token', subject: 'a token', body: { appId: 'app', userKey: 'user' } }],
	auth: [authEndpoint(), { method: 'GET', path: '/api/odin/v3/auth', subject: 'the token' }],
	exportProject: [v3.exportProject({ scenes }, {}), { method: 'POST', path: '/api/odin/v3/editor/project', subject: 'the export', body: { scenes } }],
	progress: [v3.progress('p1'), { method: 'GET', path: '/api/odin/v3/editor/progress/p1', subject: 'project p1', projectKey: 'p1' }],
	project: [v3.project('p1'), { method: 'GET', path: '/api/odin/v3/editor/project/p1', subject: 'project p1' }],
	projects: [v3.projects(), { method: 'GET', path: '/api/odin/v3/editor/project', subject: 'the list of projects' }],
	workspaces: [v3.workspaces(), { method: 'GET', path: '/api/odin/v3/dropdown/workspaces', subject: 'the list of workspaces' }],
	avatars: [v3.avatars(), { method: 'GET', path: '/api/odin/v3/model', subject: 'the list of avatars' }],
};

describe.each([
	['v2', Object.entries(V2_ENDPOINTS)],
	['v3', Object.entries(V3_ENDPOINTS)],
])('the endpoints of %s', (_generation, endpoints) => {
	test.each(endpoints.map(([name, [endpoint, documented]]) => ({ name, endpoint, documented })))('$name: $documented.method $documented.path', ({ endpoint, documented }) => {
		const { parse, ...request } = endpoint;
		expect(request).toEqual(documented);
		expect(parse).toBeInstanceOf(Function);
	});
});

describe('an endpoint that a generation lacks throws an input error that says what to choose instead', () => {
	test.each<[string, () => unknown, message: string, description: string]>([
		['the projects of v2', () => v2.projects(), 'API version 2 cannot list projects', 'Choose By URL, By ID or By Name instead.'],
		['the workspaces of v2', () => v2.workspaces(), 'API version 2 cannot list workspaces', 'Remove the Workspace option: API version 2 does not support it.'],
		['the avatars of v2', () => v2.avatars(), 'API version 2 cannot list avatars', 'Enter the ID of the avatar instead.'],
		['the project of a name of v3', () => v3.projectByName('Welcome'), 'API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.'],
	])('%s', (_what, call, message, description) => {
		expect(errorOf(call)).toMatchObject({ code: 'input', message, description });
	});

	test('all others are there', () => {
		const names: Record<keyof Endpoints, true> = { exportProject: true, progress: true, project: true, projectByName: true, projects: true, workspaces: true, avatars: true };
		const lacking = (has: object) => Object.keys(names).filter((name) => !(name in has));
		expect(lacking(V2_ENDPOINTS)).toEqual(['projects', 'workspaces', 'avatars']);
		expect(lacking(V3_ENDPOINTS)).toEqual(['projectByName']);
	});
});

function errorOf(call: () => unknown): AiStudiosError {
	try {
		call();
	} catch (error) {
		if (error instanceof AiStudiosError) return error;
	}
	throw new Error('It was not rejected');
}

describe.each<[Generation, string]>([['v2', '/api/odin'], ['v3', '/api/odin/v3']])('a key stays in its place in the path (%s)', (generation, prefix) => {
	const api = apiOf(generation);

	test.each([
		['64f0c2', '64f0c2'],
		['a b', 'a%20b'],
		['../../auth', '..%2F..%2Fauth'],
		['a%2fb', 'a%252fb'],
		['a?b#c', 'a%3Fb%23c'],
		['Ä\u2028', '%C3%84%E2%80%A8'],
		['half \ud83d', 'half%20%EF%BF%BD'],
	])('%j', (key, encoded) => {
		expect(api.progress(key)).toMatchObject({ method: 'GET', path: `${prefix}/editor/progress/${encoded}` });
		expect(api.project(key)).toMatchObject({ method: 'GET', path: `${prefix}/editor/project/${encoded}` });
		if (generation === 'v2') expect(api.projectByName(key).path).toBe(`${prefix}/editor/project/name/${encoded}`);
	});
});

describe('settings', () => {
	test('of v3 are sent when they are set, beside the scenes and in place of what the template says', () => {
		const template = { name: 'designed', scenes };
		const settings = { name: 'Welcome Ann', resolution: '1080', workspaceId: '', webhookUrl: undefined };
		expect(v3.exportProject(template, settings).body).toEqual({ name: 'Welcome Ann', resolution: '1080', scenes });
		expect(v3.exportProject(template, {}).body).toEqual(template);
		expect(v2.exportProject(template, settings).body).toEqual(template);
		expect(template).toEqual({ name: 'designed', scenes });
	});

	const SETTINGS: Record<keyof ExportSettings, string> = {
		name: 'Welcome Ann',
		orientation: 'portrait',
		resolution: '1080',
		workspaceId: 'w1',
		webhookUrl: 'https://example.com/hook',
	};

	test('of v3 all have the field that the vendor documents', () => {
		expect(v3.exportProject({ scenes }, SETTINGS).body).toEqual({ ...SETTINGS, scenes });
	});

	test.each(Object.keys(SETTINGS) as Array<keyof ExportSettings>)('%s is accepted by v3 only, and a note says so', (setting) => {
		expect([v2.acceptsSetting(setting), v3.acceptsSetting(setting)]).toEqual([false, true]);
		expect(settingNote(setting)).toBe('Sent with API version 3 only.');
	});
});

test('each generation has its own words and servers, and is the other of the other', () => {
	expect(v2).toMatchObject({
		generation: 'v2',
		label: 'API version 2',
		currency: 'cubes',
		credentialFields: 'API Key',
		servers: ['https://v2.aistudios.com', 'https://aistudios.com'],
	});
	expect(v3).toMatchObject({
		generation: 'v3',
		label: 'API version 3',
		currency: 'credits',
		credentialFields: 'App ID and User Key',
		servers: ['https://app.aistudios.com', 'https://app.aistudios.cn'],
	});
	expect([otherApi('v2'), otherApi('v3')]).toEqual([v3, v2]);
});
