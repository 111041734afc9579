import { ApiRejection, unknownProject } from './rejection';
import { applyUpdatesV2 } from './projectUpdates';
import { checkNumbers, ifPresent, requireFilledText, requireObject, requireUrl, type Fields } from './validate/fields';
import { checkScenesV2 } from './validate/scenesV2';
import type { V2EndpointName } from '../../nodes/shared/core/api';
import type { ApiCall, ApiEndpoint } from './endpoint';
import type { Project } from './projects';
import type { SimulatorState } from './state';

/** The classic API, `/api/odin`: every endpoint that the client uses, and more. */
export const V2_ENDPOINTS = {
	exportProject: { method: 'POST', path: '/editor/project', handle: exportProject },
	progress: { method: 'GET', path: '/editor/progress/:key', handle: progress },
	project: { method: 'GET', path: '/editor/project/:key', handle: readProject },
	projectByName: { method: 'GET', path: '/editor/project/name/:name', handle: projectByName },
	updateAndExport: { method: 'POST', path: '/editor/project/:key', handle: updateAndExport },
	avatarClip: { method: 'POST', path: '/simple/video', handle: avatarClip },
	speech: { method: 'POST', path: '/simple/audio', handle: speech },
	speechProgress: { method: 'POST', path: '/simple/find/:key', handle: findSpeech },
} satisfies Record<V2EndpointName, ApiEndpoint> & Record<string, ApiEndpoint>;

function exportProject(call: ApiCall, state: SimulatorState): object {
	const scenes = checkScenesV2(requireObject(call.body, 'The body').scenes);
	return exportResponse(call, state, state.projects.addAndExport({ generation: 'v2', scenes }));
}

function exportResponse(call: ApiCall, { variants }: SimulatorState, project: Project): object {
	call.project = project;
	call.created = true;
	const { key, price } = project;
	return variants.exportResponse === 'flat'
		? { success: true, cube_used: price, key }
		: { success: true, data: { key } };
}

function progress({ parameters }: ApiCall, { projects, variants, videoUrls }: SimulatorState): object {
	const project = projects.get(parameters.key, 'v2');
	const status = projects.statusOf(project);
	if (status.state === 'failed') throw new ApiRejection(`The render of project "${project.key}" failed.`, 500);
	const url = status.hasUrl ? { [variants.videoUrlField]: videoUrls.urlOf(project) } : {};
	const percent = variants.progressAs === 'string' ? String(status.progress) : status.progress;
	return { success: true, data: { progress: percent, ...url } };
}

function readProject({ parameters }: ApiCall, { projects }: SimulatorState): object {
	return projectResponse(projects.get(parameters.key, 'v2'));
}

function projectResponse(project: Project): object {
	return { success: true, response: { projectName: project.name, scenes: project.scenes } };
}

function projectByName(call: ApiCall, { projects }: SimulatorState): object {
	const { name } = call.parameters;
	const newest = projects.list('v2').find((project) => project.name === name);
	if (!newest) throw unknownProject(name);
	call.project = newest;
	return projectResponse(newest);
}

function updateAndExport(call: ApiCall, state: SimulatorState): object {
	const project = state.projects.get(call.parameters.key, 'v2');
	const scenes = checkScenesV2(applyUpdatesV2(project.scenes, call.body));
	state.projects.export(project);
	project.scenes = scenes;
	return exportResponse(call, state, project);
}

function avatarClip(call: ApiCall, state: SimulatorState): object {
	const body = checkSimple(call);
	ifPresent(body, 'uppercut', () => checkNumbers(body, ['uppercut'], 'The body'));
	const scenes = [{ AIModel: { model: body.model, clothes: body.clothes, language: body.language, script: body.text } }];
	return simpleResponse(call, state, state.projects.addAndExport({ generation: 'v2', scenes }), body);
}

/** The reference requires clothes, its own samples have none: they are optional here. */
function speech(call: ApiCall, state: SimulatorState): object {
	const body = checkSimple(call, ['language', 'text', 'model']);
	ifPresent(body, 'clothes', () => requireFilledText(body, 'clothes', 'The body'));
	return simpleResponse(call, state, state.projects.addAndExport({ generation: 'v2', medium: 'wav' }), body);
}

function checkSimple(call: ApiCall, required = ['language', 'text', 'model', 'clothes']): Fields {
	const body = requireObject(call.body, 'The body');
	for (const name of required) requireFilledText(body, name, 'The body');
	ifPresent(body, 'locale', () => requireFilledText(body, 'locale', 'The body'));
	ifPresent(body, 'webhook', () => requireUrl(body, 'webhook', 'The body'));
	return body;
}

function simpleResponse(call: ApiCall, state: SimulatorState, project: Project, { webhook }: Fields): object {
	if (typeof webhook === 'string') state.webhooks.subscribe(project, webhook);
	return exportResponse(call, state, project);
}

/** The reference has no more than the key; the URL is where the other responses of the classic API have it. */
function findSpeech({ parameters }: ApiCall, { projects, variants, videoUrls }: SimulatorState): object {
	const project = projects.get(parameters.key, 'v2');
	const status = projects.statusOf(project);
	if (status.state === 'failed') throw new ApiRejection(`"${project.key}" failed.`, 500);
	const data = { key: project.key, ...(status.hasUrl ? { [variants.videoUrlField]: videoUrls.urlOf(project) } : {}) };
	return { success: true, key: project.key, data };
}
