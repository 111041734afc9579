import { apiOf, type Endpoint, type V2EndpointName, type V3EndpointName } from '../../../nodes/shared/core/api';
import { authEndpoint, tokenEndpoint } from '../../../nodes/shared/core/api/v3';

export const scenes = [{ clips: [] }];
const [v2, v3] = [apiOf('v2'), apiOf('v3')];

type Documented = Pick<Endpoint<unknown>, 'method' | 'path' | 'subject' | 'projectKey' | 'folderId' | 'body' | 'multipart' | 'isLongRunning'>;

async function* open() {}
const fileOf = (fileName: string) => ({ fileName, mimeType: 'application/octet-stream', bytes: 3, contentHash: fileName, open });
export const [report, slides, video, subtitles] = ['report.pdf', 'slides.pptx', 'talk.mp4', 'talk.srt'].map(fileOf);
export const clip = { language: 'en', text: 'Hi.', avatar: 'M1', clothes: 'C1' };

/** Each endpoint, and its request as the vendor documents it; a name that is missing here, or is none, does not compile. */
export const V2_ENDPOINTS: Record<V2EndpointName, [() => Endpoint<unknown>, Documented]> = {
	exportProject: [() => v2.exportProject({ scenes }, {}), { method: 'POST', path: '/api/odin/editor/project', subject: 'the export', body: { scenes } }],
	progress: [() => v2.progress('k1'), { method: 'GET', path: '/api/odin/editor/progress/k1', subject: 'project k1', projectKey: 'k1' }],
	project: [() => v2.project('k1'), { method: 'GET', path: '/api/odin/editor/project/k1', subject: 'project k1' }],
	projectByName: [() => v2.projectByName('Welcome'), { method: 'GET', path: '/api/odin/editor/project/name/Welcome', subject: 'the project named "Welcome"' }],
	avatarClip: [() => v2.avatarClip(clip, {}), { method: 'POST', path: '/api/odin/simple/video', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1' } }],
	speech: [() => v2.speech(clip, {}), { method: 'POST', path: '/api/odin/simple/audio', subject: 'the speech', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1' } }],
	speechProgress: [() => v2.speechProgress('k1'), { method: 'POST', path: '/api/odin/simple/find/k1', subject: 'speech k1', projectKey: 'k1', body: {} }],
};

export const V3_ENDPOINTS: Record<V3EndpointName, [() => Endpoint<unknown>, Documented]> = {
	token: [() => tokenEndpoint('app', 'user'), { method: 'POST', path: '/api/odin/v3/auth/token', subject: 'a token', body: { appId: 'app', userKey: 'user' } }],
	auth: [() => authEndpoint(), { method: 'GET', path: '/api/odin/v3/auth', subject: 'the token' }],
	exportProject: [() => v3.exportProject({ scenes }, {}), { method: 'POST', path: '/api/odin/v3/editor/project', subject: 'the export', body: { scenes } }],
	progress: [() => v3.progress('p1'), { method: 'GET', path: '/api/odin/v3/editor/progress/p1', subject: 'project p1', projectKey: 'p1' }],
	project: [() => v3.project('p1'), { method: 'GET', path: '/api/odin/v3/editor/project/p1', subject: 'project p1' }],
	projects: [() => v3.projects(), { method: 'GET', path: '/api/odin/v3/editor/project', subject: 'the list of projects' }],
	workspaces: [() => v3.workspaces(), { method: 'GET', path: '/api/odin/v3/dropdown/workspaces', subject: 'the list of workspaces' }],
	avatars: [() => v3.avatars(), { method: 'GET', path: '/api/odin/v3/model', subject: 'the list of avatars' }],
	avatarNames: [() => v3.avatarNames(), { method: 'GET', path: '/api/odin/v3/dropdown/models', subject: 'the list of avatars' }],
	templates: [() => v3.templates({ category: 'social' }), { method: 'POST', path: '/api/odin/v3/dropdown/templates_automation?category=social', subject: 'the list of templates', body: { category: 'social' } }],
	exportExisting: [() => v3.exportExisting('p1', {}), { method: 'POST', path: '/api/odin/v3/editor/project/export', subject: 'the export of project p1', projectKey: 'p1', body: { projectId: 'p1' } }],
	deleteProjects: [() => v3.deleteProjects(['p1']), { method: 'DELETE', path: '/api/odin/v3/editor/project', subject: 'the deletion of project p1', projectKey: 'p1', body: { ids: ['p1'] } }],
	videoFromScript: [() => v3.videoFromScript('One. Two.', {}), { method: 'POST', path: '/api/odin/v3/automation/scripts_to_video', subject: 'the video', body: { scripts: 'One. Two.' } }],
	videoFromTopic: [() => v3.videoFromTopic('Tea', {}), { method: 'POST', path: '/api/odin/v3/automation/topic_to_video', subject: 'the video', body: { topic: 'Tea' } }],
	videoFromWebPage: [() => v3.videoFromWebPage('https://example.com/a', {}), { method: 'POST', path: '/api/odin/v3/automation/url_to_video', subject: 'the video', body: { url: 'https://example.com/a' } }],
	uploadDocuments: [() => v3.uploadDocuments([report]), { method: 'POST', path: '/api/odin/v3/automation/docs-to-video/upload-files', subject: 'the document', multipart: { fields: {}, files: [{ ...report, field: 'files' }] } }],
	videoFromDocuments: [() => v3.videoFromDocuments([{ id: 'u1.pdf', fileName: 'report.pdf' }], {}), { method: 'POST', path: '/api/odin/v3/automation/docs-to-video', subject: 'the video', body: { files: [{ uri: 'u1.pdf', fileName: 'report.pdf' }] } }],
	projectFromSlides: [() => v3.projectFromSlides(slides, {}), { method: 'POST', path: '/api/odin/v3/editor/project/pptpdf', subject: 'the slides', multipart: { fields: {}, files: [{ ...slides, field: 'file' }] } }],
	creationProgress: [() => v3.creationProgress('p1'), { method: 'GET', path: '/api/odin/v3/automation/progress?projectId=p1', subject: 'the creation of project p1', projectKey: 'p1' }],
	avatarClip: [() => v3.avatarClip(clip, {}), { method: 'POST', path: '/api/odin/v3/simple/video', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1', isExport: true } }],
	customAvatarClip: [() => v3.customAvatarClip(clip, {}), { method: 'POST', path: '/api/odin/v3/simple/custom', subject: 'the avatar clip', body: { language: 'en', text: 'Hi.', model: 'M1', isExport: true } }],
	speech: [() => v3.speech(clip, {}), { method: 'POST', path: '/api/odin/v3/simple/audio', isLongRunning: true, subject: 'the speech', body: { language: 'en', text: 'Hi.', model: 'M1' } }],
	createTranslation: [() => v3.createTranslation({ file: video, targets: [{ language: 'ko-KR' }] }, {}), { method: 'POST', path: '/api/odin/v3/automation/translatevideos', subject: 'the translation', multipart: { fields: { target_0: 'ko-KR' }, files: [{ ...video, field: 'file' }] } }],
	translation: [() => v3.translation('f1'), { method: 'GET', path: '/api/odin/v3/automation/translatevideos?folderId=f1', subject: 'translation f1', folderId: 'f1' }],
};
