import { applyChangesV3 } from './changes';
import { Refusal } from './refusal';
import { DROPDOWN_MODELS, MODELS, WORKSPACES } from './samples/catalogue';
import { checkExportFields } from './validate/exportV3';
import { fieldsOf, needFilledText, type Fields } from './validate/fields';
import { checkScenesV3 } from './validate/scenesV3';
import type { Call, Handler, World } from './world';
import type { ApiEndpoint } from './routes';
import type { NewProject, Project } from './projects';

/** The present API: the handlers of `/api/odin/v3`. */
export const V3_HANDLERS: Partial<Record<ApiEndpoint, Handler>> = {
	token,
	auth,
	export: exportScenes,
	progress,
	project: readProject,
	projects: listProjects,
	change,
	exportExisting,
	simpleVideo,
	models: () => ({ success: true, data: { models: MODELS } }),
	dropdownModels: (_call, world) => list(DROPDOWN_MODELS, 'models', world),
	workspaces: (_call, world) => list(WORKSPACES, 'workspaces', world),
};

function token(call: Call, { access }: World): object {
	const { appId, userKey } = fieldsOf(call.body, 'The body');
	return { success: true, data: { token: access.exchange(appId, userKey) } };
}

function auth(call: Call, { access, variants }: World): object {
	if (variants.authCheck === 'refusal') access.checkToken(call.authorization);
	return { success: true, data: { isAuthenticated: access.isValidToken(call.authorization) } };
}

function exportScenes(call: Call, world: World): object {
	const body = fieldsOf(call.body, 'The body');
	const settings = checkExportFields(body);
	const scenes = checkScenesV3(body.scenes);
	return create(call, world, { name: body.name as string | undefined, scenes, settings }, body);
}

function simpleVideo(call: Call, world: World): object {
	const body = fieldsOf(call.body, 'The body');
	const settings = checkExportFields(body);
	for (const name of ['language', 'text', 'model', 'clothes']) needFilledText(body, name, 'The body');
	const script = { org: body.text, modelId: body.model, clothId: body.clothes };
	const clip = { type: 'aiModel', model: { ai_name: body.model, language: body.language }, script };
	return create(call, world, { scenes: [{ sceneIdx: 0, scripts: [script], clips: [clip] }], settings }, body);
}

/** A project made for this call; `isExport: false` only keeps it. */
function create(call: Call, world: World, given: NewProject, body: Fields): object {
	const mine: NewProject = { ...given, generation: 'v3' };
	if (body.isExport === false) return accepted(call, world, world.projects.add(mine), {});
	return accepted(call, world, world.projects.addAndExport(mine), body);
}

function accepted(call: Call, world: World, project: Project, { webhookUrl }: Fields): object {
	if (typeof webhookUrl === 'string') world.webhooks.watch(project, webhookUrl);
	call.project = project;
	return { success: true, data: { projectId: project.key } };
}

function change(call: Call, world: World): object {
	const project = world.projects.get(call.subject ?? '', 'v3');
	const body = fieldsOf(call.body, 'The body');
	const settings = checkExportFields(body);
	const scenes = checkScenesV3(applyChangesV3(project.scenes, body));
	world.projects.export(project);
	Object.assign(project, { scenes, settings: { ...project.settings, ...settings } });
	return accepted(call, world, project, body);
}

function exportExisting(call: Call, world: World): object {
	const body = fieldsOf(call.body, 'The body');
	const project = world.projects.get(needFilledText(body, 'projectId', 'The body'), 'v3');
	const settings = checkExportFields(body);
	world.projects.export(project);
	Object.assign(project.settings, settings);
	return accepted(call, world, project, body);
}

function progress(call: Call, world: World): object {
	const project = world.projects.get(call.subject ?? '', 'v3');
	const reading = world.projects.read(project);
	const { progressAs, stateNames } = world.variants;
	const data = {
		progress: progressAs === 'string' ? reading.progress.toFixed(2) : reading.progress,
		state: stateNames[reading.state],
		...(reading.hasUrl && { downloadUrl: world.links.urlOf(project) }),
	};
	return { success: true, data };
}

function readProject(call: Call, world: World): object {
	const project = world.projects.get(call.subject ?? '', 'v3');
	const { scenes, settings } = project;
	return { success: true, data: { project: { ...summary(project, world), ...settings, scenes } } };
}

/** `page` (from 1) and `limit` cut the list, `keyword` filters by name; the vendor documents no query. */
function listProjects(call: Call, world: World): object {
	const keyword = call.query.get('keyword')?.toLowerCase() ?? '';
	const limit = Number(call.query.get('limit') ?? Infinity);
	const page = Number(call.query.get('page') ?? 1);
	if (!(limit >= 1) || !(page >= 1)) throw new Refusal('page and limit must be numbers from 1 on.');
	const found = world.projects.list('v3').filter(({ name }) => name.toLowerCase().includes(keyword));
	const from = page === 1 ? 0 : (page - 1) * limit;
	const rows = found.slice(from, from + limit).map((project) => {
		const { id, name, state, download_url } = summary(project, world);
		return { id, name, state, download_url };
	});
	return list(rows, 'projects', world);
}

function summary(project: Project, { projects, links, variants }: World) {
	const reading = projects.read(project);
	return {
		id: project.key,
		name: project.name,
		state: variants.stateNames[reading.state],
		progress: reading.progress,
		download_url: reading.hasUrl ? links.urlOf(project) : null,
	};
}

function list(rows: readonly unknown[], name: string, { variants }: World): object {
	return { success: true, data: variants.lists === 'named' ? { [name]: rows } : rows };
}
