import { numberAt, objectAt, textAt, type JsonObject } from '../../json';
import type { Redact } from '../../ports';
import { inPath } from '../projectKey';
import { renderProgress } from '../renderProgress';
import type { Endpoints, ListedProject } from '../types';
import { choice, createdProject, entriesOf, PREFIX, settingFields } from './conventions';

const EDITOR = `${PREFIX}/editor`;

/** The state in the list of a project whose video can be downloaded. Page "Get projects", 2026-05. */
const EXPORTED = 'exported';

export const projects = {
	/** Page "Create project and export", 2026-05. */
	exportProject: (template, settings, { draftOnly } = {}) => ({
		method: 'POST',
		path: `${EDITOR}/project`,
		body: { ...template, ...settingFields(settings), ...(draftOnly ? { isExport: false } : {}) },
		subject: 'the export',
		product: 'export',
		parse: createdProject,
	}),

	/** Page "Export project", 2026-05. */
	exportExisting: (projectKey, { resolution, workspaceId, webhookUrl }) => ({
		method: 'POST',
		path: `${EDITOR}/project/export`,
		body: { projectId: projectKey, ...settingFields({ resolution, workspaceId, webhookUrl }) },
		subject: `the export of project ${projectKey}`,
		product: 'export',
		projectKey,
		parse: createdProject,
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
			const { name, orientation, scenes } = projectIn(envelope);
			return { ...(name ? { name } : {}), ...(orientation ? { orientation } : {}), scenes };
		},
	}),

	/** Page "Get projects", 2026-05. */
	projects: () => ({
		method: 'GET',
		path: `${EDITOR}/project`,
		subject: 'the list of projects',
		parse: (envelope, redact) => entriesOf(envelope, 'projects').flatMap((project) => listedProject(project, redact)),
	}),

	/** Page "Delete project", 2026-05. */
	deleteProjects: (projectKeys) => ({
		method: 'DELETE',
		path: `${EDITOR}/project`,
		body: { ids: projectKeys },
		subject: projectKeys.length === 1 ? `the deletion of project ${projectKeys[0]}` : `the deletion of ${projectKeys.length} projects`,
		...(projectKeys.length === 1 ? { projectKey: projectKeys[0] } : {}),
		parse: (envelope) => numberAt(objectAt(envelope, 'data'), 'deletedCount') ?? numberAt(envelope, 'deletedCount'),
	}),
} satisfies Partial<Endpoints>;

/** The same request as `project`, with all that is known of it. */
export const projectDetails: Endpoints['projectDetails'] = (projectKey) => ({
	...projects.project(projectKey),
	projectKey,
	parse(envelope, redact) {
		const project = projectIn(envelope);
		return {
			projectKey,
			name: textAt(project, 'name'),
			orientation: textAt(project, 'orientation'),
			sceneCount: Array.isArray(project.scenes) ? project.scenes.length : 0,
			createdAt: textAt(project, 'createdAt'),
			updatedAt: textAt(project, 'updatedAt'),
			render: listedRender(project, redact),
			project,
		};
	},
});

function projectIn(envelope: JsonObject): JsonObject {
	return objectAt(objectAt(envelope, 'data'), 'project');
}

function listedProject(project: JsonObject, redact: Redact): ListedProject[] {
	const [listed] = choice(textAt(project, 'id', '_id'), textAt(project, 'name'), textAt(project, 'state'));
	return listed ? [{ ...listed, render: listedRender(project, redact) }] : [];
}

/** The list tells no progress, but it tells which videos can be downloaded. */
function listedRender(project: JsonObject, redact: Redact) {
	const [stateName, url] = [textAt(project, 'state'), textAt(project, 'download_url')];
	const progress = stateName === EXPORTED || (stateName === undefined && url !== undefined) ? 100 : numberAt(project, 'progress');
	return renderProgress({ progress, stateName, url }, {}, redact);
}
