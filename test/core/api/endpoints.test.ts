import {
	apiOf, otherApi, settingNote, type Endpoint, type Endpoints, type ExportSettings, type Generation, type V2EndpointName, type V3EndpointName, type VideoOptions,
} from '../../../nodes/shared/core/api';
import { authEndpoint, tokenEndpoint } from '../../../nodes/shared/core/api/v3';
import { AiStudiosError } from '../../../nodes/shared/core/errors';

const scenes = [{ clips: [] }];
const [v2, v3] = [apiOf('v2'), apiOf('v3')];

type Documented = Pick<Endpoint<unknown>, 'method' | 'path' | 'subject' | 'projectKey' | 'body' | 'multipart'>;

const open = async () => await Promise.resolve((async function* () {})());
const fileOf = (fileName: string) => ({ fileName, mimeType: 'application/octet-stream', bytes: 3, open });
const [report, slides, video, subtitles] = ['report.pdf', 'slides.pptx', 'talk.mp4', 'talk.srt'].map(fileOf);
const clip = { language: 'en', text: 'Hi.', avatar: 'M1', clothes: 'C1' };

/** As the vendor documents them; a name that is missing here, or is none, does not compile. */
const V2_ENDPOINTS: Record<V2EndpointName, [Endpoint<unknown>, Documented]> = {
	exportProject: [v2.exportProject({ scenes }, {}), { method: 'POST', path: '/api/odin/editor/project', subject: 'the export', body: { scenes } }],
	progress: [v2.progress('k1'), { method: 'GET', path: '/api/odin/editor/progress/k1', subject: 'project k1', projectKey: 'k1' }],
	project: [v2.project('k1'), { method: 'GET', path: '/api/odin/editor/project/k1', subject: 'project k1' }],
	projectByName: [v2.projectByName('Welcome'), { method: 'GET', path: '/api/odin/editor/project/name/Welcome', subject: 'the project named "Welcome"' }],
	avatarClip: [v2.avatarClip(clip, {}), { method: 'POST', path: '/api/odin/simple/video', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1' } }],
	speech: [v2.speech(clip), { method: 'POST', path: '/api/odin/simple/audio', subject: 'the speech', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1' } }],
	speechProgress: [v2.speechProgress('k1'), { method: 'POST', path: '/api/odin/simple/find/k1', subject: 'speech k1', projectKey: 'k1', body: {} }],
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
	avatarNames: [v3.avatarNames(), { method: 'GET', path: '/api/odin/v3/dropdown/models', subject: 'the list of avatars' }],
	templates: [v3.templates({ category: 'social' }), { method: 'POST', path: '/api/odin/v3/dropdown/templates_automation?category=social', subject: 'the list of templates', body: { category: 'social' } }],
	exportExisting: [v3.exportExisting('p1', {}), { method: 'POST', path: '/api/odin/v3/editor/project/export', subject: 'the export of project p1', projectKey: 'p1', body: { projectId: 'p1' } }],
	deleteProjects: [v3.deleteProjects(['p1']), { method: 'DELETE', path: '/api/odin/v3/editor/project', subject: 'the deletion of project p1', projectKey: 'p1', body: { ids: ['p1'] } }],
	videoFromScript: [v3.videoFromScript('One. Two.', {}), { method: 'POST', path: '/api/odin/v3/automation/scripts_to_video', subject: 'the video request', body: { scripts: 'One. Two.' } }],
	videoFromTopic: [v3.videoFromTopic('Tea', {}), { method: 'POST', path: '/api/odin/v3/automation/topic_to_video', subject: 'the video request', body: { topic: 'Tea' } }],
	videoFromWebPage: [v3.videoFromWebPage('https://example.com/a', {}), { method: 'POST', path: '/api/odin/v3/automation/url_to_video', subject: 'the video request', body: { url: 'https://example.com/a' } }],
	uploadDocuments: [v3.uploadDocuments([report]), { method: 'POST', path: '/api/odin/v3/automation/docs-to-video/upload-files', subject: 'the document', multipart: { fields: {}, files: [{ ...report, field: 'files' }] } }],
	videoFromDocuments: [v3.videoFromDocuments([{ id: 'u1.pdf', fileName: 'report.pdf' }], {}), { method: 'POST', path: '/api/odin/v3/automation/docs-to-video', subject: 'the video request', body: { files: [{ uri: 'u1.pdf', fileName: 'report.pdf' }] } }],
	projectFromSlides: [v3.projectFromSlides(slides, {}), { method: 'POST', path: '/api/odin/v3/editor/project/pptpdf', subject: 'the slides', multipart: { fields: {}, files: [{ ...slides, field: 'file' }] } }],
	creationProgress: [v3.creationProgress('p1'), { method: 'GET', path: '/api/odin/v3/automation/progress?projectId=p1', subject: 'the creation of project p1', projectKey: 'p1' }],
	avatarClip: [v3.avatarClip(clip, {}), { method: 'POST', path: '/api/odin/v3/simple/video', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1', isExport: true } }],
	customAvatarClip: [v3.customAvatarClip(clip, {}), { method: 'POST', path: '/api/odin/v3/simple/custom', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', isExport: true } }],
	speech: [v3.speech(clip), { method: 'POST', path: '/api/odin/v3/simple/audio', subject: 'the speech', body: { language: 'en', text: 'Hi.', model: 'M1' } }],
	createTranslation: [v3.createTranslation({ file: video, targets: [{ language: 'ko-KR' }] }, {}), { method: 'POST', path: '/api/odin/v3/automation/translatevideos', subject: 'the translation', multipart: { fields: { target_0: 'ko-KR' }, files: [{ ...video, field: 'file' }] } }],
	translation: [v3.translation('f1'), { method: 'GET', path: '/api/odin/v3/automation/translatevideos?folderId=f1', subject: 'translation f1' }],
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

const OTHER_VERSION = 'Use a credential for API version 3: select the version in the AI Studios API credential and enter its App ID and User Key.';

describe('an endpoint that a generation lacks throws an input error that says what to choose instead', () => {
	test.each<[string, () => unknown, message: string, description: string]>([
		['the projects of v2', () => v2.projects(), 'API version 2 cannot list projects', 'Choose By URL, By ID or By Name instead.'],
		['the workspaces of v2', () => v2.workspaces(), 'API version 2 cannot list workspaces', 'Remove the Workspace option: API version 2 does not support it.'],
		['the avatars of v2', () => v2.avatars(), 'API version 2 cannot list avatars', 'Enter the ID of the avatar instead.'],
		['the project of a name of v3', () => v3.projectByName('Welcome'), 'API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.'],
		['the avatar names of v2', () => v2.avatarNames(), 'API version 2 cannot list avatars', 'Enter the ID of the avatar instead.'],
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
		['a clip of an avatar of one’s own of v2', () => v2.customAvatarClip(clip, {}), 'API version 2 cannot create an avatar clip without clothes', 'Select the clothes of the avatar.'],
		['a translation of v2', () => v2.createTranslation({ file: video, targets: [] }, {}), 'API version 2 cannot translate videos', OTHER_VERSION],
		['the progress of a translation of v2', () => v2.translation('f1'), 'API version 2 cannot translate videos', OTHER_VERSION],
		['the progress of a speech of v3', () => v3.speechProgress('p1'), 'API version 3 cannot check the progress of a speech', 'It returns the audio at once: take it from the response to the request.'],
		['a draft of an avatar clip of v2', () => v2.avatarClip(clip, {}, { draftOnly: true }), 'API version 2 cannot create drafts', 'Turn off Draft Only. This item was not sent to AI Studios.'],
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
		expect(v2.speech({ ...clip, clothes: undefined, locale: 'zh' }).body).toEqual({ language: 'en', text: 'Hi.', model: 'M1', locale: 'zh' });
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
