import { apiOf, otherApi, settingNote, type Endpoint, type Endpoints, type ExportSettings, type Generation, type Product, type VideoOptions } from '../../../nodes/shared/core/api';
import { AiStudiosError } from '../../../nodes/shared/core/errors';
import { clip, report, scenes, slides, subtitles, V2_ENDPOINTS, V3_ENDPOINTS, video } from './documentedRequests';

const [v2, v3] = [apiOf('v2'), apiOf('v3')];

/** The endpoints that cost money, and for what. */
const PRODUCTS: Partial<Record<keyof Endpoints, Product>> = {
	exportProject: 'export', exportExisting: 'export',
	videoFromScript: 'project', videoFromTopic: 'project', videoFromWebPage: 'project', videoFromDocuments: 'project', projectFromSlides: 'project',
	avatarClip: 'project', customAvatarClip: 'project', speech: 'audio', createTranslation: 'translation',
};

describe.each([
	['v2', Object.entries(V2_ENDPOINTS)],
	['v3', Object.entries(V3_ENDPOINTS)],
])('the endpoints of %s', (_generation, endpoints) => {
	test.each(endpoints.map(([name, [endpoint, documented]]) => ({ name, endpoint, documented })))('$name: $documented.method $documented.path', ({ name, endpoint, documented }) => {
		const { parse, ...request } = endpoint();
		const product = PRODUCTS[name as keyof Endpoints];
		expect(request).toEqual({ ...documented, ...(product && { product }) });
		expect(parse).toBeInstanceOf(Function);
	});
});

const OTHER_VERSION = 'Use a credential for API version 3: select the version in the AI Studios API credential and enter its App ID and User Key.';

describe('an endpoint that a generation lacks throws an input error that says what to choose instead', () => {
	test.each<[string, () => unknown, message: string, description: string]>([
		['the projects of v2', () => v2.projects(), 'API version 2 cannot list projects', 'Select the project by its URL, ID or name, or use a credential for API version 3.'],
		['the workspaces of v2', () => v2.workspaces(), 'API version 2 cannot list workspaces', 'Remove the Workspace option: API version 2 does not support it.'],
		['the avatars of v2', () => v2.avatars(), 'API version 2 cannot list avatars', 'Enter the ID of the avatar, or use a credential for API version 3.'],
		['the project of a name of v3', () => v3.projectByName('Welcome'), 'API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.'],
		['the avatar names of v2', () => v2.avatarNames(), 'API version 2 cannot list avatars', 'Enter the ID of the avatar, or use a credential for API version 3.'],
		['the templates of v2', () => v2.templates({ category: 'social' }), 'API version 2 cannot list templates', OTHER_VERSION],
		['a deletion of v2', () => v2.deleteProjects(['k1']), 'API version 2 cannot delete projects', 'Delete them in AI Studios, or use a credential for API version 3 if they were created with it.'],
		['a render of what is there, of v2', () => v2.exportExisting('k1', {}), 'API version 2 cannot render a project as it stands', 'Export it with AI Studios Export Project: select AI Studios Project as Template Source.'],
		['a video from a script of v2', () => v2.videoFromScript('Hi.', {}), 'API version 2 cannot create a video from a script', OTHER_VERSION],
		['a video from a topic of v2', () => v2.videoFromTopic('Tea', {}), 'API version 2 cannot create a video from a topic', OTHER_VERSION],
		['a video from a web page of v2', () => v2.videoFromWebPage('https://example.com', {}), 'API version 2 cannot create a video from a web page', OTHER_VERSION],
		['an upload of v2', () => v2.uploadDocuments([report]), 'API version 2 cannot create a video from a document', OTHER_VERSION],
		['a video from documents of v2', () => v2.videoFromDocuments([], {}), 'API version 2 cannot create a video from a document', OTHER_VERSION],
		['slides of v2', () => v2.projectFromSlides(slides, {}), 'API version 2 cannot create a project from slides', OTHER_VERSION],
		['the progress of a creation of v2', () => v2.creationProgress('k1'), 'API version 2 cannot create videos by itself', OTHER_VERSION],
		['a clip of an avatar of one’s own of v2', () => v2.customAvatarClip(clip, {}), 'API version 2 cannot create an avatar clip without clothes', 'Enter the ID of the clothes in Clothes.'],
		['a translation of v2', () => v2.createTranslation({ file: video, targets: [] }, {}), 'API version 2 cannot translate videos', OTHER_VERSION],
		['the progress of a translation of v2', () => v2.translation('f1'), 'API version 2 cannot translate videos', OTHER_VERSION],
		['the progress of a speech of v3', () => v3.speechProgress('p1'), 'API version 3 cannot check the progress of a speech', 'It returns the audio at once: take it from the response to the request.'],
		['a draft of an avatar clip of v2', () => v2.avatarClip(clip, {}, { draftOnly: true }), 'API version 2 cannot create drafts', 'Turn on Render. This item was not sent to AI Studios.'],
	])('%s', (_what, call, message, description) => {
		expect(errorOf(call)).toMatchObject({ code: 'input', message, description });
	});

	test('all others are there', () => {
		const names: Record<Exclude<keyof Endpoints, 'projectDetails'>, true> = {
			exportProject: true, progress: true, project: true, projectByName: true, avatarClip: true, speech: true, projects: true, deleteProjects: true, exportExisting: true,
			workspaces: true, avatars: true, avatarNames: true, templates: true, videoFromScript: true, videoFromTopic: true, videoFromWebPage: true, uploadDocuments: true,
			videoFromDocuments: true, projectFromSlides: true, creationProgress: true, customAvatarClip: true, createTranslation: true, translation: true, speechProgress: true,
		};
		const lacking = (has: object) => Object.keys(names).filter((name) => !(name in has));
		expect(lacking(V2_ENDPOINTS)).toEqual(Object.keys(names).slice(6, -1));
		expect(lacking(V3_ENDPOINTS)).toEqual(['projectByName', 'speechProgress']);
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

describe('what is set is sent, and nothing else', () => {
	const set = { resolution: '720', workspaceId: 'w1', webhookUrl: 'https://example.com/hook' };
	const unset = { resolution: '', workspaceId: undefined, webhookUrl: '' };

	test.each<[string, (settings: ExportSettings) => Endpoint<unknown>]>([
		['a render of what is there', (settings) => v3.exportExisting('p1', settings)],
		['an avatar clip', (settings) => v3.avatarClip(clip, settings)],
		['a clip of an avatar of one’s own', (settings) => v3.customAvatarClip(clip, settings)],
	])('%s takes the settings that the vendor documents', (_what, endpoint) => {
		const { body } = endpoint({});
		expect(endpoint({ ...set, name: 'not sent', orientation: 'portrait' }).body).toEqual({ ...body, ...set });
		expect(endpoint(unset).body).toEqual(body);
	});

	test('a clip that is not rendered says so, because AI Studios documents two defaults', () => {
		expect(v3.avatarClip(clip, {}, { draftOnly: true }).body).toMatchObject({ isExport: false });
		expect(v3.customAvatarClip(clip, {}, { draftOnly: true }).body).toMatchObject({ isExport: false });
	});

	test('the classic API has a webhook, a crop and a locale of its own for clips and speech', () => {
		const body = { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1' };
		expect(v2.avatarClip({ ...clip, topCrop: 0, locale: 'zh' }, set).body).toEqual({ ...body, uppercut: 0, locale: 'zh', webhook: set.webhookUrl });
		expect(v2.speech({ ...clip, clothes: undefined, locale: 'zh' }, { webhookUrl: 'https://example.com/hook' }).body).toEqual({ language: 'en', text: 'Hi.', model: 'M1', locale: 'zh', webhook: 'https://example.com/hook' });
	});

	const OPTIONS: Required<VideoOptions> = {
		language: 'en', duration: 60, scriptHandling: 'original', objective: 'education', audience: 'students', tone: 'clearly', speed: 1.5, media: 'generative',
		style: 'anime', highQuality: false, templateId: 't1', avatar: 'M1', voiceOnly: true,
	};

	test('the options of a video have the fields that the vendor documents', () => {
		const options = {
			language: 'en', duration: 60, scriptOption: 'original', objective: 'education', audience: 'students', tone: 'clearly', speed: 1.5, media: 'generative',
			style: 'anime', useGenerativeHighQuality: false, templateId: 't1', model: 'M1', voiceOnly: true,
		};
		expect(v3.videoFromScript('Hi.', OPTIONS).body).toEqual({ scripts: 'Hi.', options });
		expect(v3.videoFromTopic('Tea', { tone: '', language: undefined }).body).toEqual({ topic: 'Tea' });
	});

	test('slides take a name and a workspace, templates an orientation and a background', () => {
		expect(v3.projectFromSlides(slides, { name: 'Deck', workspaceId: 'w1' }).multipart?.fields).toEqual({ name: 'Deck', workspaceId: 'w1' });
		expect(v3.templates({ category: 'business', orientation: 'mobile', forDocuments: true })).toMatchObject({
			path: '/api/odin/v3/dropdown/templates_automation?category=business&orientation=mobile&fileBackground=true',
			body: { category: 'business', orientation: 'mobile', fileBackground: true },
		});
	});

	test('a translation has its languages and subtitles in numbered fields', () => {
		const source = { url: 'https://youtu.be/x', subtitleFile: subtitles, targets: [{ language: 'ko-KR' }, { language: 'ja-JP', subtitleFile: subtitles }] };
		const settings = { originalLanguage: 'en-US', dubbingOnly: true, removeMusic: false, subtitles: true, speakers: 2 };
		expect(v3.createTranslation(source, settings).multipart).toEqual({
			fields: { url: 'https://youtu.be/x', target_0: 'ko-KR', target_1: 'ja-JP', original: 'en-US', isDubbingOnly: 'true', isRemoveBGM: 'false', isCaptionFile: 'true', numberOfSpeakers: '2' },
			files: [{ ...subtitles, field: 'originalSrt' }, { ...subtitles, field: 'targetSrt_1' }],
		});
	});

	test('several projects are deleted in one request', () => {
		expect(v3.deleteProjects(['p1', 'p2'])).toMatchObject({ body: { ids: ['p1', 'p2'] }, subject: 'the deletion of 2 projects' });
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

test.each([
	['v2', v2, 'https://v2.aistudios.com/edit.news?id=k%2F1'],
	['v3', v3, 'https://app.aistudios.com/editor/k%2F1'],
] as const)('the editor of a project of %s is at its address', (_generation, api, url) => {
	expect(api.editorUrl(new URL(url).origin, 'k/1')).toBe(url);
});

test('a draft of v3 is exported without being rendered', () => {
	expect(v3.exportProject({ scenes }, {}, { draftOnly: true }).body).toEqual({ scenes, isExport: false });
	expect(errorOf(() => v2.exportProject({ scenes }, {}, { draftOnly: true })).code).toBe('input');
});

test('a translation of a file has no address', () => {
	expect(Object.keys(v3.createTranslation({ file: video, targets: [] }, {}).multipart?.fields ?? {})).toEqual([]);
	expect(v3.createTranslation({ url: 'https://youtu.be/x', targets: [] }, {}).multipart).toEqual({ fields: { url: 'https://youtu.be/x' }, files: [] });
});

test('what several things are done to is named in the plural', () => {
	expect(v3.uploadDocuments([report, slides]).subject).toBe('the documents');
	expect(v3.deleteProjects(['p1', 'p2'])).toMatchObject({ subject: 'the deletion of 2 projects' });
	expect(v3.deleteProjects(['p1', 'p2']).projectKey).toBeUndefined();
});
