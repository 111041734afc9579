import { ApiRejection } from './rejection';
import { randomHex } from './random';
import { BUSINESS_TEMPLATES } from './samples/catalogue';
import { avatarClip as avatarClipOf } from './samples/clips';
import { checkFiles, checkFormFields, requireForm } from './validate/form';
import { checkVideoOptions } from './validate/videoOptions';
import { requireArray, requireFilledText, requireObject, requireUrl } from './validate/fields';
import { checkWorkspace } from './validate/exportV3';
import type { ApiCall } from './endpoint';
import type { NewProject } from './projects';
import type { SimulatorState } from './state';

/* The handlers of the v3 endpoints that make projects and do not render them. */

const DOCUMENTS = ['txt', 'pdf', 'xls', 'xlsx', 'doc', 'docs', 'docx', 'pptx', 'ppt'];
const SLIDES = ['pdf', 'pptx', 'ppt'];

/** Only `finish` is documented, in the vendor's full code. */
const CREATION_STATES = { draft: 'ready', waiting: 'ready', rendering: 'progress', exported: 'finish', failed: 'fail' };

export function videoFromScript(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const script = requireFilledText(body, 'scripts', 'The body');
	checkVideoOptions(body.options, ['duration', 'scriptOption']);
	return makeProject(call, state, script.split(/(?<=[.!?])\s+|\n+/));
}

export function videoFromTopic(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const topic = requireFilledText(body, 'topic', 'The body');
	checkVideoOptions(body.options, ['duration']);
	return makeProject(call, state, [`What is ${topic}?`, `More about ${topic}.`]);
}

export function videoFromWebPage(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const url = requireUrl(body, 'url', 'The body');
	checkVideoOptions(body.options, ['duration']);
	return makeProject(call, state, [`This is what ${new URL(url).hostname} says.`, 'That is all.']);
}

export function uploadDocuments(call: ApiCall, { documents, random }: SimulatorState): object {
	const form = requireForm(call.form);
	checkFormFields(form, []);
	if (form.files.length === 0) throw new ApiRejection('files is missing.');
	checkFiles(form, { files: DOCUMENTS });
	const uploadResults = form.files.map(({ fileName }) => ({ uri: `${randomHex(random, 32)}.${fileName.split('.').pop()}`, fileName }));
	for (const { uri } of uploadResults) documents.add(uri);
	return { success: true, data: { uploadResults } };
}

export function videoFromDocuments(call: ApiCall, state: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	const names = requireArray(body.files, 'files').map((value, index) => {
		const file = requireObject(value, `files[${index}]`);
		const uri = requireFilledText(file, 'uri', `files[${index}]`);
		if (!state.documents.has(uri)) throw new ApiRejection(`There is no uploaded file "${uri}".`, 404);
		return requireFilledText(file, 'fileName', `files[${index}]`);
	});
	if (names.length === 0) throw new ApiRejection('files is empty.');
	checkVideoOptions(body.options, []);
	return makeProject(call, state, names.map((name) => `This is what ${name} says.`));
}

export function projectFromSlides(call: ApiCall, state: SimulatorState): object {
	const form = requireForm(call.form);
	checkFormFields(form, ['name', 'workspaceId']);
	if (form.files.length !== 1) throw new ApiRejection('file must be one file.');
	checkFiles(form, { file: SLIDES });
	const { name, workspaceId } = form.fields;
	if (workspaceId !== undefined) checkWorkspace(workspaceId);
	call.project = state.projects.add({ ...draftOf(['Slide 1.', 'Slide 2.', 'Slide 3.']), name, settings: workspaceId === undefined ? {} : { workspaceId } });
	call.created = true;
	return { success: true, data: { projectId: call.project.key } };
}

/** The parameters are in the body, or in the query as in one of the samples; which of their two names count, the reference does not say. */
export function projectFromTemplate(call: ApiCall, state: SimulatorState): object {
	const { template: id } = call.parameters;
	const template = BUSINESS_TEMPLATES.find((candidate) => candidate.id === id);
	if (!template) throw new ApiRejection(`There is no template "${id}".`, 404);
	const { name = template.name } = { ...Object.fromEntries(call.query), ...(call.body as object | undefined) } as { name?: string };
	call.project = state.projects.add({ ...draftOf([`This is ${template.name}.`]), name });
	call.created = true;
	return { success: true, data: { projectId: call.project.key } };
}

export function creationProgress(call: ApiCall, { projects, variants }: SimulatorState): object {
	const key = call.query.get('projectId');
	if (!key) throw new ApiRejection('projectId is missing.');
	const project = projects.get(key, 'v3');
	call.project = project;
	if (!project.creation) throw new ApiRejection(`Project "${key}" was not made by a video tool.`);
	const { state, progress } = projects.creationOf(project);
	const percent = variants.progressAs === 'string' ? String(progress) : progress;
	return { success: true, data: { state: CREATION_STATES[state], progress: percent } };
}

function makeProject(call: ApiCall, { projects, random }: SimulatorState, sentences: string[]): object {
	call.project = projects.addAndCreate(draftOf(sentences));
	call.created = true;
	return { success: true, data: { projectId: call.project.key, automationJobId: randomHex(random, 24) } };
}

/** One scene for each sentence. */
function draftOf(sentences: string[]): NewProject {
	const spoken = sentences.filter((sentence) => sentence.trim() !== '');
	const scenes = spoken.map((org, sceneIdx) => ({
		sceneIdx,
		background: { type: 'color', color: '#ffffff', source_url: '' },
		watermark: null,
		scripts: [{ org, isTTS: false, tts: null, modelId: 'M000000001', clothId: 'BG00000101' }],
		clips: [avatarClipOf(`clip-${sceneIdx + 1}`, org)],
	}));
	return { generation: 'v3', scenes };
}
