import { apiOf, type Generation, type RenderProgress } from '../../../nodes/shared/core/api';
import { authEndpoint, tokenEndpoint } from '../../../nodes/shared/core/api/v3';
import type { JsonObject } from '../../../nodes/shared/core/json';

const scenes = [{ clips: [] }];
const VIDEO_URL = 'https://files.example.com/a.mp4?Signature=x';
const asIs = (text: string) => text;

test.each<[string, Generation, JsonObject, object]>([
	['in the samples', 'v2', { success: true, data: { key: 'k1' } }, { projectKey: 'k1' }],
	['in the reference', 'v2', { success: true, cube_used: 3, key: 'k1' }, { projectKey: 'k1', cubesUsed: 3 }],
	['both', 'v2', { cube_used: '2.5', data: { key: 'k1' }, key: 'other' }, { projectKey: 'k1', cubesUsed: 2.5 }],
	['with the cubes in data', 'v2', { data: { key: 'k1', cube_used: 0 } }, { projectKey: 'k1', cubesUsed: 0 }],
	['with a number as key', 'v2', { data: { key: 123 } }, { projectKey: '123' }],
	['without a key', 'v2', { success: true }, { projectKey: undefined }],
	['with an empty key', 'v2', { data: { key: '' } }, { projectKey: undefined }],
	['with an object as key', 'v2', { key: { id: 1 } }, { projectKey: undefined }],
	['with a text as data', 'v2', { data: 'k1' }, { projectKey: undefined }],
	['in the samples', 'v3', { success: true, data: { projectId: 'p1' } }, { projectKey: 'p1' }],
	['with a number as ID', 'v3', { data: { projectId: 5 } }, { projectKey: '5' }],
	['without data', 'v3', { success: true }, { projectKey: undefined }],
	['with null as data', 'v3', { data: null }, { projectKey: undefined }],
])('the response to an export %s (%s) is parsed', (_what, generation, envelope, expected) => {
	expect(apiOf(generation).exportProject({ scenes }, {}).parse(envelope, asIs)).toEqual(expected);
});

const rendering = (progress: number, more: Partial<RenderProgress> = {}) => ({ progress, state: 'rendering', videoUrl: null, ...more });
const complete = (more: object = {}) => ({ progress: 100, state: 'complete', videoUrl: VIDEO_URL, ...more });

test.each<[string, Generation, unknown, object]>([
	['a fraction', 'v2', { progress: 33.33 }, rendering(33.33)],
	['a number as text', 'v2', { progress: '33.33' }, rendering(33.33)],
	['`url`, of the tutorial', 'v2', { progress: 100, url: VIDEO_URL }, complete()],
	['`videoUrl`, of the reference', 'v2', { progress: '100', videoUrl: VIDEO_URL }, complete()],
	['100 % without a URL', 'v2', { progress: 100 }, rendering(100)],
	['an empty URL', 'v2', { progress: 100, url: '' }, rendering(100)],
	['null as URL', 'v2', { progress: 100, url: null, videoUrl: VIDEO_URL }, complete()],
	['a URL before the end', 'v2', { progress: 99.9, url: VIDEO_URL }, rendering(99.9, { videoUrl: VIDEO_URL })],
	['a path as URL', 'v2', { progress: 100, url: '/a.mp4' }, rendering(100)],
	['another scheme', 'v2', { progress: 100, url: 'file:///etc/passwd' }, rendering(100)],
	['a malformed URL', 'v2', { progress: 100, url: 'https://[' }, rendering(100)],
	['more than 100', 'v2', { progress: 250 }, rendering(100)],
	['less than 0', 'v2', { progress: -5 }, rendering(0)],
	['a word as progress', 'v2', { progress: 'soon' }, rendering(0)],
	['no progress', 'v2', {}, rendering(0)],
	['no data', 'v2', undefined, rendering(0)],
	['data that is a list', 'v2', [100], rendering(0)],
	['a state', 'v2', { progress: 5, state: 'error' }, { progress: 5, state: 'failed', stateName: 'error', videoUrl: null }],
	['`downloadUrl`', 'v3', { progress: 100, state: 'exported', downloadUrl: VIDEO_URL }, complete({ stateName: 'exported' })],
	['`download_url`', 'v3', { progress: '100.00', download_url: VIDEO_URL }, complete()],
	['an unknown state', 'v3', { progress: 12, state: 'dreaming' }, rendering(12, { stateName: 'dreaming' })],
	['a state that is a number', 'v3', { progress: 12, state: 3 }, rendering(12, { stateName: '3' })],
	...['failed', 'FAILED', 'render_failed', 'error', 'canceled', 'rejected', 'aborted'].map(
		(state): [string, Generation, unknown, object] => [
			`the state ${state}`, 'v3', { progress: 40, state }, { progress: 40, state: 'failed', stateName: state, videoUrl: null },
		],
	),
	['a failed state beside a URL', 'v3', { progress: 100, state: 'failed', downloadUrl: VIDEO_URL }, { progress: 100, state: 'failed', stateName: 'failed', videoUrl: VIDEO_URL }],
	['the URL field of the other generation', 'v3', { progress: 100, url: VIDEO_URL }, rendering(100)],
])('progress with %s (%s) is parsed', (_what, generation, data, expected) => {
	const envelope = { success: true, ...(data === undefined ? {} : { data }) };
	expect(apiOf(generation).progress('p1').parse(envelope, asIs)).toEqual(expected);
});

test.each<[string, Generation, JsonObject, string]>([
	['msg', 'v2', { msg: 'No such voice' }, 'No such voice'],
	['error.msg', 'v3', { error: { code: 7, msg: 'No such voice' } }, 'No such voice'],
	['error', 'v3', { error: 'No such voice' }, 'No such voice'],
])('why a render failed is read from `%s` (%s)', (_where, generation, message, failureReason) => {
	const envelope = { success: true, ...message, data: { progress: 61, state: 'failed' } };
	const expected = { progress: 61, state: 'failed', stateName: 'failed', failureReason, videoUrl: null };
	expect(apiOf(generation).progress('p1').parse(envelope, asIs)).toEqual(expected);
	const stillRendering = { ...envelope, data: { progress: 61, state: 'encoding' } };
	expect(apiOf(generation).progress('p1').parse(stillRendering, asIs)).toEqual(rendering(61, { stateName: 'encoding' }));
});

test.each<Generation>(['v2', 'v3'])('the words of AI Studios about a render are redacted (%s)', (generation) => {
	const envelope = { msg: 'reason', data: { progress: 61, state: 'failed' } };
	expect(apiOf(generation).progress('p1').parse(envelope, (text) => `<${text}>`)).toMatchObject({ stateName: '<failed>', failureReason: '<reason>', state: 'failed' });
});

test.each<[string, Generation, JsonObject, object]>([
	['v2', 'v2', { response: { projectName: 'Hi', scenes, key: 'k', url: 'x' } }, { scenes }],
	['v2, in data', 'v2', { data: { projectName: 'Hi', scenes } }, { scenes }],
	['v2, without a name', 'v2', { response: { scenes } }, { scenes }],
	['v2, without scenes', 'v2', {}, {}],
	['v3', 'v3', { data: { project: { id: 'p', name: 'Hi', orientation: 'portrait', state: 'exported', progress: 100, download_url: 'x', scenes } } }, { name: 'Hi', orientation: 'portrait', scenes }],
	['v3, without name and orientation', 'v3', { data: { project: { scenes } } }, { scenes }],
	['v3, without a project', 'v3', { data: {} }, {}],
])('a project of %s becomes a template without the fields that only AI Studios may write', (_what, generation, envelope, template) => {
	expect(apiOf(generation).project('p1').parse(envelope, asIs)).toEqual(template);
	if (generation === 'v2') expect(apiOf('v2').projectByName('Hi').parse(envelope, asIs)).toEqual(template);
});

describe('the lists of v3', () => {
	const v3 = apiOf('v3');
	const projects = [{ id: 'p1', name: 'One', state: 'exported' }, { id: 2 }, { name: 'no ID' }, null, 'x'];
	const choices = [
		{ name: 'One', value: 'p1', note: 'exported', render: { progress: 100, state: 'rendering', stateName: 'exported', videoUrl: null } },
		{ name: '2', value: '2', render: rendering(0) },
	];

	test.each<[string, JsonObject]>([
		['data', { data: projects }],
		['data under its name', { data: { projects } }],
		['the envelope', { projects }],
	])('are found in %s', (_where, envelope) => {
		expect(v3.projects().parse(envelope, asIs)).toEqual(choices);
	});

	test.each<[string, JsonObject]>([['nothing', {}], ['null', { data: null }], ['a text', { data: 'none' }]])('are empty when there is %s', (_what, envelope) => {
		expect(v3.projects().parse(envelope, asIs)).toEqual([]);
		expect(v3.workspaces().parse(envelope, asIs)).toEqual([]);
		expect(v3.avatars().parse(envelope, asIs)).toEqual([]);
	});

	test('name workspaces', () => {
		const envelope = { data: [{ workspaceId: 'w1', workspaceName: 'Team' }] };
		expect(v3.workspaces().parse(envelope, asIs)).toEqual([{ name: 'Team', value: 'w1' }]);
	});

	test('name avatars with their clothes, in English where there is an English name', () => {
		const models = [
			{ id: 'M1', label: { ko: '안나', en: 'Anna' }, clothes: [{ id: 'C1', label: { en: 'Suit' } }, {}] },
			{ id: 'M2', label: { ko: '보라' } },
		];
		expect(v3.avatars().parse({ data: { models } }, asIs)).toEqual([
			{ name: 'Anna', value: 'M1', clothes: [{ name: 'Suit', value: 'C1' }], details: models[0] },
			{ name: '보라', value: 'M2', clothes: [], details: models[1] },
		]);
	});
});

describe('the token of v3', () => {
	test.each<[JsonObject, string | undefined]>([
		[{ data: { token: 't' } }, 't'],
		[{ data: { token: '' } }, undefined],
		[{ data: {} }, undefined],
		[{}, undefined],
	])('is read from %j', (envelope, token) => {
		expect(tokenEndpoint('app', 'user').parse(envelope, asIs)).toBe(token);
	});

	test.each<[JsonObject, boolean]>([
		[{ data: { isAuthenticated: true } }, true],
		[{ data: { isAuthenticated: false } }, false],
		[{ success: true }, true],
	])('is good or not by %j', (envelope, good) => {
		expect(authEndpoint().parse(envelope, asIs)).toBe(good);
	});
});

describe('projects of v3 in the list and by themselves', () => {
	const v3 = apiOf('v3');

	test.each<[string, JsonObject, object]>([
		['exported, with a URL', { state: 'exported', download_url: VIDEO_URL }, complete({ stateName: 'exported' })],
		['a URL and no state', { download_url: VIDEO_URL }, complete()],
		['exported, without a URL', { state: 'exported', download_url: null }, rendering(100, { stateName: 'exported' })],
		['another state with a URL', { state: 'exporting', download_url: VIDEO_URL }, rendering(0, { stateName: 'exporting', videoUrl: VIDEO_URL })],
		['a failed state', { state: 'failed' }, { progress: 0, state: 'failed', stateName: 'failed', videoUrl: null }],
		['a progress', { state: 'rendering', progress: '55.5' }, rendering(55.5, { stateName: 'rendering' })],
		['nothing', {}, rendering(0)],
	])('%s', (_what, fields, render) => {
		expect(v3.projects().parse({ data: [{ id: 'p1', name: 'One', ...fields }] }, asIs)).toMatchObject([{ value: 'p1', name: 'One', render }]);
		expect(v3.projectDetails('p1').parse({ data: { project: { scenes, ...fields } } }, asIs).render).toEqual(render);
	});

	test('details say what AI Studios knows', () => {
		const project = { _id: 'p1', name: 'Hi', orientation: 'portrait', createdAt: '2026-05-01T00:00:00Z', updatedAt: '2026-05-02T00:00:00Z', scenes };
		expect(v3.projectDetails('p1').parse({ data: { project } }, asIs)).toEqual({
			projectKey: 'p1', name: 'Hi', orientation: 'portrait', sceneCount: 1, createdAt: '2026-05-01T00:00:00Z', updatedAt: '2026-05-02T00:00:00Z', render: rendering(0), project,
		});
		expect(v3.projectDetails('p1').parse({}, asIs)).toMatchObject({ projectKey: 'p1', sceneCount: 0, render: rendering(0) });
	});

	test('details of the classic API are its name and scenes', () => {
		const project = { projectName: 'Hi', scenes };
		const expected = { projectKey: 'k1', name: 'Hi', sceneCount: 1, project };
		expect(apiOf('v2').projectDetails('k1').parse({ response: project }, asIs)).toEqual(expected);
		expect(apiOf('v2').projectDetails('k1').parse({ data: project }, asIs)).toEqual(expected);
		expect(apiOf('v2').projectDetails('k1').parse({}, asIs)).toMatchObject({ sceneCount: 0 });
	});

	test.each<[JsonObject, number | undefined]>([
		[{ data: { deletedCount: 2 } }, 2],
		[{ deletedCount: '1' }, 1],
		[{ data: {} }, undefined],
		[{}, undefined],
	])('the number of deleted ones is read from %j', (envelope, count) => {
		expect(v3.deleteProjects(['p1']).parse(envelope, asIs)).toBe(count);
	});
});

test.each<[string, JsonObject, string | undefined]>([
	['the ID', { data: { projectId: 'p1' } }, 'p1'],
	['the ID and a job', { data: { projectId: 'p1', automationJobId: 'j1' } }, 'p1'],
	['a custom clip', { data: { projectId: 'p1', taskId: 't1' } }, 'p1'],
	['nothing', {}, undefined],
])('what makes a project of v3 returns its key: %s', (_what, envelope, projectKey) => {
	const v3 = apiOf('v3');
	const clip = { language: 'en', text: 'Hi.', avatar: 'M1', clothes: 'C1' };
	const file = { fileName: 'a.pdf', mimeType: 'application/pdf', bytes: 1, contentHash: 'a', open: async function* () {} };
	const endpoints = [
		v3.videoFromScript('Hi.', {}), v3.videoFromTopic('Tea', {}), v3.videoFromWebPage('https://example.com', {}), v3.videoFromDocuments([], {}),
		v3.projectFromSlides(file, {}), v3.exportExisting('p0', {}), v3.avatarClip(clip, {}), v3.customAvatarClip(clip, {}),
	];
	expect(endpoints.map(({ parse }) => parse(envelope, asIs))).toEqual(endpoints.map(() => ({ projectKey })));
});

test.each<[string, unknown, object]>([
	['finished', { progress: 100, state: 'finish' }, { progress: 100, state: 'complete', stateName: 'finish', videoUrl: null }],
	['finished, as text', { progress: '100.00', state: 'finish' }, { progress: 100, state: 'complete', stateName: 'finish', videoUrl: null }],
	['100 % without a state', { progress: 100 }, { progress: 100, state: 'complete', videoUrl: null }],
	['100 % in another state', { progress: 100, state: 'saving' }, rendering(100, { stateName: 'saving' })],
	['finished before 100 %', { progress: 99, state: 'finish' }, rendering(99, { stateName: 'finish' })],
	['in the middle', { progress: 40, state: 'progress' }, rendering(40, { stateName: 'progress' })],
	['failed', { progress: 40, state: 'fail' }, { progress: 40, state: 'failed', stateName: 'fail', videoUrl: null }],
	['nothing', undefined, rendering(0)],
])('the creation of a video that is %s is parsed', (_what, data, expected) => {
	expect(apiOf('v3').creationProgress('p1').parse({ success: true, data }, asIs)).toEqual(expected);
});

test.each<[string, JsonObject, object]>([
	['the reference', { data: { fileName: 'a.mp3', downloadUrl: VIDEO_URL, metaList: [] } }, { fileName: 'a.mp3', audioUrl: VIDEO_URL }],
	['snake case', { data: { download_url: ` ${VIDEO_URL} ` } }, { audioUrl: VIDEO_URL }],
	['no address', { data: { downloadUrl: '/a.mp3' } }, { audioUrl: null }],
	['nothing', {}, { audioUrl: null }],
])('the speech of v3 is read from %s', (_what, envelope, expected) => {
	expect(apiOf('v3').speech({ language: 'en', text: 'Hi.', avatar: 'M1' }, {}).parse(envelope, asIs)).toEqual(expected);
});

test.each<[string, JsonObject, object]>([
	['the samples', { data: { key: 'k1' } }, { audioUrl: null, projectKey: 'k1' }],
	['the reference', { key: 'k1' }, { audioUrl: null, projectKey: 'k1' }],
	['nothing', {}, { audioUrl: null }],
])('the speech of v2 is waited for with the key of %s', (_what, envelope, expected) => {
	expect(apiOf('v2').speech({ language: 'en', text: 'Hi.', avatar: 'M1' }, {}).parse(envelope, asIs)).toEqual(expected);
});

test.each<[string, JsonObject, object]>([
	['only a key, as in the reference', { success: true, key: 'k1' }, rendering(0)],
	['a progress', { data: { progress: 40 } }, rendering(40)],
	['`url` in data', { data: { key: 'k1', url: VIDEO_URL } }, complete()],
	['`videoUrl` in data', { data: { videoUrl: VIDEO_URL } }, complete()],
	['`audioUrl` in data', { data: { audioUrl: VIDEO_URL } }, complete()],
	['`download_url` in data', { data: { download_url: VIDEO_URL } }, complete()],
	['`downloadUrl` in a response', { response: { downloadUrl: VIDEO_URL } }, complete()],
	['`url` beside the key', { key: 'k1', url: VIDEO_URL }, complete()],
	['a path as URL', { data: { url: 'ai-video/1' } }, rendering(100)],
	['a failed state', { data: { state: 'error' } }, { progress: 0, state: 'failed', stateName: 'error', videoUrl: null }],
])('a speech of v2 that has %s is parsed', (_what, envelope, expected) => {
	expect(apiOf('v2').speechProgress('k1').parse(envelope, asIs)).toEqual(expected);
});

describe('documents, lists and translations of v3', () => {
	const v3 = apiOf('v3');

	test.each<[string, JsonObject, object[]]>([
		['the reference', { data: { uploadResults: [{ uri: 'u1.pdf', fileName: 'a.pdf' }, { uri: 'u2.txt' }, {}] } }, [{ id: 'u1.pdf', fileName: 'a.pdf' }, { id: 'u2.txt', fileName: 'u2.txt' }]],
		['nothing', {}, []],
	])('uploads are read from %s', (_what, envelope, expected) => {
		expect(v3.uploadDocuments([]).parse(envelope, asIs)).toEqual(expected);
	});

	test('avatar names have their kind, templates their name', () => {
		expect(v3.avatarNames().parse({ data: [{ id: 'M1', label: 'Anna', avatarType: 'studio' }, { id: 'M2' }] }, asIs)).toEqual([{ name: 'Anna', value: 'M1', note: 'studio' }, { name: 'M2', value: 'M2' }]);
		expect(v3.templates({ category: 'social' }).parse({ data: { templates: [{ id: 't1', name: 'Office', thumbnailUrl: '/t1.png' }] } }, asIs)).toEqual([{ name: 'Office', value: 't1' }]);
	});

	test('the videos of a translation have a state', () => {
		expect(v3.translation('f1').parse({ data: [{ projectId: 'p1', state: 'failed' }] }, asIs)).toMatchObject([{ render: { state: 'failed', stateName: 'failed' } }]);
	});

	test('lists are found under their names, too', () => {
		expect(v3.workspaces().parse({ data: { workspaces: [{ workspaceId: 'w1', workspaceName: 'Team' }] } }, asIs)).toEqual([{ name: 'Team', value: 'w1' }]);
		expect(v3.avatarNames().parse({ data: { models: [{ id: 'M1', label: 'Anna' }] } }, asIs)).toEqual([{ name: 'Anna', value: 'M1' }]);
		expect(v3.templates({ category: 'social' }).parse({ data: [{ id: 't1', name: 'Office' }] }, asIs)).toEqual([{ name: 'Office', value: 't1' }]);
		expect(v3.avatars().parse({ data: { models: [{ id: 'M1', label: { en: 'Anna' } }] } }, asIs)).toMatchObject([{ name: 'Anna', value: 'M1' }]);
		expect(v3.projects().parse({ data: [{ _id: 'p1', name: 'One' }] }, asIs)).toMatchObject([{ value: 'p1' }]);
	});

	test.each<[JsonObject, string | undefined]>([[{ data: { folderId: 'f1' } }, 'f1'], [{ data: { folderId: 7 } }, '7'], [{}, undefined]])('the folder of a translation is read from %j', (envelope, folderId) => {
		expect(v3.createTranslation({ targets: [] }, {}).parse(envelope, asIs)).toEqual({ folderId });
	});

	test.each<[string, JsonObject]>([
		['data', { data: [{ projectId: 'p1', name: 'ko', progress: '100', download_url: VIDEO_URL }, { projectId: 'p2', progress: 40.5, download_url: null }, { name: 'no ID' }] }],
		['data under its name', { data: { projects: [{ projectId: 'p1', name: 'ko', progress: 100, download_url: VIDEO_URL }, { projectId: 'p2', progress: 40.5 }] } }],
		['entries with an ID', { data: [{ id: 'p1', name: 'ko', progress: 100, download_url: VIDEO_URL }, { id: 'p2', progress: 40.5 }] }],
	])('the videos of a translation are found in %s', (_where, envelope) => {
		expect(v3.translation('f1').parse(envelope, asIs)).toEqual([{ projectKey: 'p1', name: 'ko', render: complete() }, { projectKey: 'p2', render: rendering(40.5) }]);
	});
});
