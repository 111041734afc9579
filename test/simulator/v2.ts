import { Refusal, unknownProject } from './refusal';
import { applyChangesV2 } from './changes';
import { fieldsOf, ifSent, needFilledText, needUrl } from './validate/fields';
import { checkAvatarV2, checkScenesV2 } from './validate/scenesV2';
import type { Call, Handler, World } from './world';
import type { ApiEndpoint } from './routes';
import type { Project } from './projects';

/** The classic API: the handlers of `/api/odin`. */
export const V2_HANDLERS: Partial<Record<ApiEndpoint, Handler>> = {
	export: exportScenes,
	progress,
	project: (call, { projects }) => readProject(projects.get(call.subject ?? '', 'v2')),
	projectByName,
	change,
	simpleVideo,
};

function exportScenes(call: Call, world: World): object {
	const body = fieldsOf(call.body, 'The body');
	const scenes = checkScenesV2(body.scenes);
	return exported(call, world, world.projects.addAndExport({ generation: 'v2', scenes }));
}

function exported(call: Call, world: World, project: Project): object {
	call.project = project;
	const { key, price } = project;
	return world.variants.exportAnswer === 'flat'
		? { success: true, cube_used: price, key }
		: { success: true, data: { key } };
}

function progress(call: Call, world: World): object {
	const project = world.projects.get(call.subject ?? '', 'v2');
	const reading = world.projects.read(project);
	if (reading.state === 'failed') throw new Refusal(`The render of project "${project.key}" failed.`, 500);
	const { progressAs, videoUrlField } = world.variants;
	const data: Record<string, unknown> = {
		progress: progressAs === 'string' ? String(reading.progress) : reading.progress,
	};
	if (reading.hasUrl) data[videoUrlField] = world.links.urlOf(project);
	return { success: true, data };
}

function readProject(project: Project): object {
	return { success: true, response: { projectName: project.name, scenes: project.scenes } };
}

function projectByName(call: Call, { projects }: World): object {
	const newest = projects.list('v2').find((project) => project.name === call.subject);
	if (!newest) throw unknownProject(call.subject ?? '');
	call.project = newest;
	return readProject(newest);
}

function change(call: Call, world: World): object {
	const project = world.projects.get(call.subject ?? '', 'v2');
	const scenes = checkScenesV2(applyChangesV2(project.scenes, call.body));
	world.projects.export(project);
	project.scenes = scenes;
	return exported(call, world, project);
}

function simpleVideo(call: Call, world: World): object {
	const body = fieldsOf(call.body, 'The body');
	needFilledText(body, 'text', 'The body');
	const avatar = { model: body.model, clothes: body.clothes, language: body.language, script: body.text };
	checkAvatarV2(avatar, 'The body');
	ifSent(body, 'webhook', () => needUrl(body, 'webhook', 'The body'));
	const project = world.projects.addAndExport({ generation: 'v2', scenes: [{ AIModel: avatar }] });
	if (typeof body.webhook === 'string') world.webhooks.watch(project, body.webhook);
	return exported(call, world, project);
}
