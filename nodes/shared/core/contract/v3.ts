import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../json';
import { inPath } from './projectKey';
import { renderState } from './renderState';
import type { Choice, Contract, ExportSettings } from './types';

const PREFIX = '/api/odin/v3';
const EDITOR = `${PREFIX}/editor`;
const SETTINGS = ['name', 'orientation', 'resolution', 'workspaceId', 'webhookUrl'] as const;

/** The API of the AI Studios V3 editor. */
export const v3: Contract = {
	generation: 'v3',
	money: 'credits',
	settings: SETTINGS,

	exportProject: (template, settings) => ({
		method: 'POST',
		path: `${EDITOR}/project`,
		body: { ...template, ...whatIsSet(settings) },
	}),

	exported: (envelope) => ({ projectKey: textAt(objectAt(envelope, 'data'), 'projectId') }),

	progress: (projectKey) => ({ method: 'GET', path: `${EDITOR}/progress/${inPath(projectKey)}` }),

	rendered(envelope) {
		const data = objectAt(envelope, 'data');
		const url = textAt(data, 'downloadUrl', 'download_url');
		return renderState(numberAt(data, 'progress'), textAt(data, 'state'), url);
	},

	project: (projectKey) => ({ method: 'GET', path: `${EDITOR}/project/${inPath(projectKey)}` }),

	/** What only AI Studios may write (id, state, progress, download_url …) stays behind. */
	designed(envelope) {
		const project = objectAt(objectAt(envelope, 'data'), 'project');
		const { name, orientation, scenes } = project;
		return {
			name: textAt(project, 'name'),
			template: { ...(name ? { name } : {}), ...(orientation ? { orientation } : {}), scenes },
		};
	},

	lists: {
		projects: { method: 'GET', path: `${EDITOR}/project` },
		readProjects: (envelope) =>
			entries(envelope, 'projects').flatMap((project) =>
				choice(textAt(project, 'id'), textAt(project, 'name'), textAt(project, 'state')),
			),
		workspaces: { method: 'GET', path: `${PREFIX}/dropdown/workspaces` },
		readWorkspaces: (envelope) =>
			entries(envelope, 'workspaces').flatMap((workspace) =>
				choice(textAt(workspace, 'workspaceId'), textAt(workspace, 'workspaceName')),
			),
		models: { method: 'GET', path: `${PREFIX}/model` },
		readModels: (envelope) =>
			entries(envelope, 'models').flatMap((model) =>
				labelled(model).map((entry) => ({ ...entry, clothes: entries(model, 'clothes').flatMap(labelled) })),
			),
	},
};

function whatIsSet(settings: ExportSettings): JsonObject {
	return Object.fromEntries(SETTINGS.flatMap((key) => (settings[key] ? [[key, settings[key]]] : [])));
}

/** The list in an answer: `data` itself, `data.<name>`, or `<name>`; the vendor shows several shapes. */
function entries(envelope: JsonObject, name: string): JsonObject[] {
	const places = [envelope[name], envelope.data, objectAt(envelope, 'data')[name]];
	const list = places.find(Array.isArray) as unknown[] | undefined;
	return (list ?? []).filter(isObject);
}

function labelled(entry: JsonObject): Choice[] {
	return choice(textAt(entry, 'id'), textAt(objectAt(entry, 'label'), 'en', 'ko'));
}

function choice(value: string | undefined, name: string | undefined, note?: string): Choice[] {
	return value === undefined ? [] : [{ name: name ?? value, value, ...(note ? { note } : {}) }];
}
