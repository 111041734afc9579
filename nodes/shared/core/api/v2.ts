import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../json';
import { inPath } from './projectKey';
import { renderProgress } from './renderProgress';
import type { Api, AvatarSpeech, Endpoints, ExportedProject } from './types';
import { unavailableEndpoint } from './unavailableEndpoint';

const EDITOR = '/api/odin/editor';
const SIMPLE = '/api/odin/simple';

const endpoints = {
	/** Page "Exporting projects", 2026-05. */
	exportProject: (template, _settings, { draftOnly } = {}) => {
		if (draftOnly) noDrafts();
		return {
			method: 'POST',
			path: `${EDITOR}/project`,
			body: template,
			subject: 'the export',
			product: 'export',
			parse: exportedProject,
		};
	},

	/** Page "Check the progress of the project", 2026-05, and the tutorial "Exporting an JSON template-based". */
	progress: (projectKey) => ({
		method: 'GET',
		path: `${EDITOR}/progress/${inPath(projectKey)}`,
		subject: `project ${projectKey}`,
		projectKey,
		/** The URL is `url` in the tutorial and `videoUrl` in the reference. */
		parse(envelope, redact) {
			const data = objectAt(envelope, 'data');
			const fields = { progress: numberAt(data, 'progress'), stateName: textAt(data, 'state'), url: textAt(data, 'url', 'videoUrl') };
			return renderProgress(fields, envelope, redact);
		},
	}),

	/** Page "Get Project by Key", 2026-05. */
	project: (projectKey) => readProject(`${EDITOR}/project/${inPath(projectKey)}`, `project ${projectKey}`),

	/** Page "Get Project by Name", 2026-05. */
	projectByName: (name) => readProject(`${EDITOR}/project/name/${inPath(name)}`, `the project named "${name}"`),

	/** Page "Export Chromakey Video", 2026-05. */
	avatarClip: ({ topCrop, ...speech }, { webhookUrl }, { draftOnly } = {}) => {
		if (draftOnly) noClipDrafts();
		return {
			method: 'POST',
			path: `${SIMPLE}/video`,
			body: { ...speechFields(speech, webhookUrl), ...(topCrop === undefined ? {} : { uppercut: topCrop }) },
			subject: 'the avatar clip',
			product: 'project',
			parse: exportedProject,
		};
	},

	/** Page "Export AI Audio", 2026-05. The table says that clothes are required, the samples have none. */
	speech: (speech, { webhookUrl }) => ({
		method: 'POST',
		path: `${SIMPLE}/audio`,
		body: speechFields(speech, webhookUrl),
		subject: 'the speech',
		product: 'audio',
		parse: (envelope) => ({ audioUrl: null, projectKey: exportedProject(envelope).projectKey }),
	}),

	/**
	 * Page "Get Chromakey/Audio item", 2026-05. It documents no more of the response than a key; elsewhere the URL of
	 * a file is `url`, `videoUrl` or `downloadUrl`.
	 */
	speechProgress: (projectKey) => ({
		method: 'POST',
		path: `${SIMPLE}/find/${inPath(projectKey)}`,
		body: {},
		subject: `speech ${projectKey}`,
		projectKey,
		parse(envelope, redact) {
			const found = { ...envelope, ...objectAt(envelope, 'response'), ...objectAt(envelope, 'data') };
			const url = textAt(found, 'url', 'audioUrl', 'videoUrl', 'downloadUrl', 'download_url');
			const progress = url === undefined ? numberAt(found, 'progress') : 100;
			return renderProgress({ progress, stateName: textAt(found, 'state'), url }, envelope, redact);
		},
	}),
} satisfies Partial<Endpoints>;

const OTHER_VERSION = 'Use a credential for API version 3: select the version in the AI Studios API credential and enter its App ID and User Key.';

const noDrafts = unavailableEndpoint('API version 2 cannot create drafts', 'Turn off Draft Only. This item was not sent to AI Studios.');
const noClipDrafts = unavailableEndpoint('API version 2 cannot create drafts', 'Turn on Render. This item was not sent to AI Studios.');

/** The reference shows `{key, cube_used}`, every code sample `{data: {key}}`. */
function exportedProject(envelope: JsonObject): ExportedProject {
	const data = objectAt(envelope, 'data');
	const cubesUsed = numberAt(envelope, 'cube_used') ?? numberAt(data, 'cube_used');
	const projectKey = textAt(data, 'key') ?? textAt(envelope, 'key');
	return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
}

function speechFields({ language, text, avatar, clothes, locale }: AvatarSpeech & { clothes?: string }, webhookUrl?: string): JsonObject {
	return { language, text, model: avatar, ...(clothes ? { clothes } : {}), ...(locale ? { locale } : {}), ...(webhookUrl ? { webhook: webhookUrl } : {}) };
}

function readProject(path: string, subject: string): ReturnType<Endpoints['project']> {
	return {
		method: 'GET',
		path,
		subject,
		parse: (envelope) => ({ scenes: projectIn(envelope).scenes }),
	};
}

function projectIn(envelope: JsonObject): JsonObject {
	return isObject(envelope.response) ? envelope.response : objectAt(envelope, 'data');
}

/** The same request as `project`; the classic API says nothing of its render there. */
const projectDetails: Endpoints['projectDetails'] = (projectKey) => ({
	...endpoints.project(projectKey),
	projectKey,
	parse(envelope) {
		const project = projectIn(envelope);
		const { scenes } = project;
		return {
			projectKey,
			name: textAt(project, 'projectName'),
			sceneCount: Array.isArray(scenes) ? scenes.length : 0,
			project,
		};
	},
});

export type V2EndpointName = keyof typeof endpoints;

/** The API of the classic editor, as documented in "AI Studios". */
export const v2: Api = {
	generation: 'v2',
	label: 'API version 2',
	currency: 'cubes',
	credentialFields: 'API Key',
	rejectsFailedRenders: true,
	servers: ['https://v2.aistudios.com', 'https://aistudios.com'],
	acceptsSetting: () => false,
	editorUrl: (server, projectKey) => `${server}/edit.news?id=${inPath(projectKey)}`,
	...endpoints,
	projectDetails,
	projects: unavailableEndpoint('API version 2 cannot list projects', 'Select the project by its URL, ID or name, or use a credential for API version 3.'),
	workspaces: unavailableEndpoint('API version 2 cannot list workspaces', 'Remove the Workspace option: API version 2 does not support it.'),
	avatars: unavailableEndpoint('API version 2 cannot list avatars', 'Enter the ID of the avatar, or use a credential for API version 3.'),
	avatarNames: unavailableEndpoint('API version 2 cannot list avatars', 'Enter the ID of the avatar, or use a credential for API version 3.'),
	templates: unavailableEndpoint('API version 2 cannot list templates', OTHER_VERSION),
	deleteProjects: unavailableEndpoint('API version 2 cannot delete projects', 'Delete them in AI Studios, or use a credential for API version 3 if they were created with it.'),
	exportExisting: unavailableEndpoint('API version 2 cannot render a project as it stands', 'Export it with AI Studios Export Project: select AI Studios Project as Template Source.'),
	videoFromScript: unavailableEndpoint('API version 2 cannot create a video from a script', OTHER_VERSION),
	videoFromTopic: unavailableEndpoint('API version 2 cannot create a video from a topic', OTHER_VERSION),
	videoFromWebPage: unavailableEndpoint('API version 2 cannot create a video from a web page', OTHER_VERSION),
	uploadDocuments: unavailableEndpoint('API version 2 cannot create a video from a document', OTHER_VERSION),
	videoFromDocuments: unavailableEndpoint('API version 2 cannot create a video from a document', OTHER_VERSION),
	projectFromSlides: unavailableEndpoint('API version 2 cannot create a project from slides', OTHER_VERSION),
	creationProgress: unavailableEndpoint('API version 2 cannot create videos by itself', OTHER_VERSION),
	customAvatarClip: unavailableEndpoint('API version 2 cannot create an avatar clip without clothes', 'Enter the ID of the clothes in Clothes.'),
	createTranslation: unavailableEndpoint('API version 2 cannot translate videos', OTHER_VERSION),
	translation: unavailableEndpoint('API version 2 cannot translate videos', OTHER_VERSION),
};
