import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../json';
import { inPath } from './projectKey';
import { renderProgress } from './renderProgress';
import type { Api, Choice, Endpoint, Endpoints, ExportSettings } from './types';
import { unavailableEndpoint } from './unavailableEndpoint';

const PREFIX = '/api/odin/v3';
const EDITOR = `${PREFIX}/editor`;

/** The body's field of each setting. */
const SETTING_FIELDS: Record<keyof ExportSettings, string> = {
	name: 'name',
	orientation: 'orientation',
	resolution: 'resolution',
	workspaceId: 'workspaceId',
	webhookUrl: 'webhookUrl',
};

const endpoints = {
	/** App ID and User Key are exchanged for a token that lives 24 hours. Page "Generate API Key", 2026-05. */
	token: (appId: string, userKey: string): Endpoint<string | undefined> => ({
		method: 'POST',
		path: `${PREFIX}/auth/token`,
		body: { appId, userKey },
		subject: 'a token',
		parse: (envelope) => textAt(objectAt(envelope, 'data'), 'token'),
	}),

	/** Whether the token that is sent is valid. Page "Confirm authentication", 2026-05. */
	auth: (): Endpoint<boolean> => ({
		method: 'GET',
		path: `${PREFIX}/auth`,
		subject: 'the token',
		parse: (envelope) => objectAt(envelope, 'data').isAuthenticated !== false,
	}),

	/** Page "Create project and export", 2026-05. */
	exportProject: (template, settings, { draftOnly } = {}) => ({
		method: 'POST',
		path: `${EDITOR}/project`,
		body: { ...template, ...settingFields(settings), ...(draftOnly ? { isExport: false } : {}) },
		subject: 'the export',
		parse: (envelope) => ({ projectKey: textAt(objectAt(envelope, 'data'), 'projectId') }),
	}),

	/** Page "Check the progress of the project", 2026-05. */
	progress: (projectKey) => ({
		method: 'GET',
		path: `${EDITOR}/progress/${inPath(projectKey)}`,
		subject: `project ${projectKey}`,
		projectKey,
		parse(envelope, redact) {
			const data = objectAt(envelope, 'data');
			const url = textAt(data, 'downloadUrl', 'download_url');
			return renderProgress({ progress: numberAt(data, 'progress'), stateName: textAt(data, 'state'), url }, envelope, redact);
		},
	}),

	/** Page "Get project", 2026-05. */
	project: (projectKey) => ({
		method: 'GET',
		path: `${EDITOR}/project/${inPath(projectKey)}`,
		subject: `project ${projectKey}`,
		/** What only AI Studios may write (id, state, progress, download_url …) is left out. */
		parse(envelope) {
			const { name, orientation, scenes } = objectAt(objectAt(envelope, 'data'), 'project');
			return { ...(name ? { name } : {}), ...(orientation ? { orientation } : {}), scenes };
		},
	}),

	/** Page "Get projects", 2026-05. */
	projects: () => ({
		method: 'GET',
		path: `${EDITOR}/project`,
		subject: 'the list of projects',
		parse: (envelope) =>
			entriesOf(envelope, 'projects').flatMap((project) => choice(textAt(project, 'id'), textAt(project, 'name'), textAt(project, 'state'))),
	}),

	/** Page "Get Workspaces", 2026-05. */
	workspaces: () => ({
		method: 'GET',
		path: `${PREFIX}/dropdown/workspaces`,
		subject: 'the list of workspaces',
		parse: (envelope) =>
			entriesOf(envelope, 'workspaces').flatMap((workspace) => choice(textAt(workspace, 'workspaceId'), textAt(workspace, 'workspaceName'))),
	}),

	/** Page "Get Model List", 2026-05. */
	avatars: () => ({
		method: 'GET',
		path: `${PREFIX}/model`,
		subject: 'the list of avatars',
		parse: (envelope) =>
			entriesOf(envelope, 'models').flatMap((model) =>
				labelledChoice(model).map((avatar) => ({ ...avatar, clothes: entriesOf(model, 'clothes').flatMap(labelledChoice) })),
			),
	}),
} satisfies Partial<Endpoints> & Record<string, unknown>;

export type V3EndpointName = keyof typeof endpoints;

/** Signing in, which only the credential does. */
export const { token: tokenEndpoint, auth: authEndpoint } = endpoints;

/** The API of the AI Studios V3 editor, as documented in "AI Studios V3". */
export const v3: Api = {
	generation: 'v3',
	label: 'API version 3',
	currency: 'credits',
	credentialFields: 'App ID and User Key',
	rejectsFailedRenders: false,
	servers: ['https://app.aistudios.com', 'https://app.aistudios.cn'],
	acceptsSetting: (setting) => setting in SETTING_FIELDS,
	editorUrl: (server, projectKey) => `${server}/editor/${inPath(projectKey)}`,
	...endpoints,
	projectByName: unavailableEndpoint('API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.'),
};

function settingFields(settings: ExportSettings): JsonObject {
	const keys = Object.keys(SETTING_FIELDS) as Array<keyof ExportSettings>;
	return Object.fromEntries(keys.flatMap((key) => (settings[key] ? [[SETTING_FIELDS[key], settings[key]]] : [])));
}

/** The list in a response: `data` itself, `data.<name>`, or `<name>`; the vendor shows several shapes. */
function entriesOf(envelope: JsonObject, name: string): JsonObject[] {
	const places = [envelope[name], envelope.data, objectAt(envelope, 'data')[name]];
	const list = places.find(Array.isArray) as unknown[] | undefined;
	return (list ?? []).filter(isObject);
}

function labelledChoice(entry: JsonObject): Choice[] {
	return choice(textAt(entry, 'id'), textAt(objectAt(entry, 'label'), 'en', 'ko'));
}

function choice(value: string | undefined, name: string | undefined, note?: string): Choice[] {
	return value === undefined ? [] : [{ name: name ?? value, value, ...(note ? { note } : {}) }];
}
