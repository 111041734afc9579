import { applyUpdatesV3 } from './projectUpdates';
import { checkExportFields } from './validate/exportV3';
import { requireFilledText, requireObject, type Fields } from './validate/fields';
import { checkScenesV3 } from './validate/scenesV3';
import type { ApiCall } from './endpoint';
import type { NewProject, Project } from './projects';
import type { SimulatorState } from './state';

/* The handlers of the v3 endpoints that make or export projects. */

export function exportProject(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const settings = checkExportFields(body);
	const scenes = checkScenesV3(body.scenes);
	return createProject(call, state, { name: body.name as string | undefined, scenes, settings }, body);
}

/** Without `isExport` it is not rendered, says the reference; the tutorial polls it all the same. */
export function avatarClip(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	requireFilledText(body, 'clothes', 'The body');
	return simpleVideo(call, state, { isExport: false, ...body });
}

/** With an avatar of one's own; rendered unless `isExport` is false. */
export function customAvatarClip(call: ApiCall, state: SimulatorState): object {
	return simpleVideo(call, state, requireObject(call.body, 'The body'));
}

function simpleVideo(call: ApiCall, state: SimulatorState, body: Fields): object {
	const settings = checkExportFields(body);
	for (const name of ['language', 'text', 'model']) requireFilledText(body, name, 'The body');
	const script = { org: body.text, modelId: body.model, clothId: body.clothes };
	const clip = { type: 'aiModel', model: { ai_name: body.model, language: body.language }, script };
	return createProject(call, state, { scenes: [{ sceneIdx: 0, scripts: [script], clips: [clip] }], settings }, body);
}

/** With `isExport: false` the project stays a draft. */
function createProject(call: ApiCall, state: SimulatorState, given: NewProject, body: Fields): object {
	const newProject: NewProject = { ...given, generation: 'v3' };
	call.created = true;
	if (body.isExport === false) return projectIdResponse(call, state, state.projects.add(newProject), {});
	return projectIdResponse(call, state, state.projects.addAndExport(newProject), body);
}

function projectIdResponse(call: ApiCall, { webhooks }: SimulatorState, project: Project, { webhookUrl }: Fields): object {
	if (typeof webhookUrl === 'string') webhooks.subscribe(project, webhookUrl);
	call.project = project;
	return { success: true, data: { projectId: project.key } };
}

export function updateAndExport(call: ApiCall, state: SimulatorState): object {
	const project = state.projects.get(call.parameters.key, 'v3');
	const body = requireObject(call.body, 'The body');
	const settings = checkExportFields(body);
	const scenes = checkScenesV3(applyUpdatesV3(project.scenes, body));
	state.projects.export(project);
	Object.assign(project, { scenes, settings: { ...project.settings, ...settings } });
	return projectIdResponse(call, state, project, body);
}

export function exportExisting(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const project = state.projects.get(requireFilledText(body, 'projectId', 'The body'), 'v3');
	const settings = checkExportFields(body);
	state.projects.export(project);
	Object.assign(project.settings, settings);
	return projectIdResponse(call, state, project, body);
}
