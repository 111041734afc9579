import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { callV3Form, exchangeToken } from '../simulator/testing';
import { exportParameters, type Generation } from './generations';
import type { Step } from './testWorkflow';

/** A workflow of one node, whose item has the key of a finished project, and what its errors say. */
export interface FaultWorkflow {
	/** "Project: Get", for the titles. */
	title: string;
	step(generation: Generation, projectKey: string): Step;
	/** Prepares AI Studios, and returns more fields of the item. */
	prepare?(simulator: Simulator): Promise<IDataObject> | IDataObject;
	/** A file in the item's field `data`. */
	file?: { fileName: string; mimeType: string };
	/** What the error of a request is about: a part of its message. */
	subject(projectKey: string): string;
	/** Whether the item's project is what the error is about: later nodes would take the key of a template for that of the video. */
	isAboutItem?: boolean;
	/** Whether it is about the project that was created. */
	isAboutCreated?: boolean;
	/** How an error ends when nothing was paid for. */
	notPaid?: 'This item was not exported.' | 'Nothing was created for this item.';
	/** It waits for the video and downloads it. */
	downloads?: boolean;
	/** Of the node AI Studios. */
	isOperation?: boolean;
}

/** The name of the project. */
export const PROJECT_NAME = 'Welcome';

export const waitAndDownload: FaultWorkflow = {
	title: 'Wait and Download',
	step: () => ({ node: 'aiStudiosWaitAndDownload' }),
	subject: (key) => key,
	isAboutItem: true,
	downloads: true,
};

/** It is not followed by a wait, so that only exports count. */
export const exportProject: FaultWorkflow = {
	title: 'Export Project',
	step: (generation) => ({ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }),
	subject: () => 'the export',
	notPaid: 'This item was not exported.',
};

export const designedProject: FaultWorkflow = designed((key) => ({ mode: 'id', value: key }), (key) => key);
export const namedProject: FaultWorkflow = designed(() => ({ mode: 'name', value: PROJECT_NAME }), () => `the project named "${PROJECT_NAME}"`);

function designed(project: (key: string) => object, subject: FaultWorkflow['subject']): FaultWorkflow {
	const values = { mappingMode: 'autoMapInputData', value: null };
	return {
		title: 'Export Project',
		step: (_, key) => ({ node: 'aiStudiosExportProject', parameters: { templateSource: 'project', project: { __rl: true, ...project(key) }, values } }),
		subject,
	};
}

/** An operation of the node AI Studios. */
function operation(name: string, parameters: IDataObject, workflow: Omit<FaultWorkflow, 'title' | 'step'>): FaultWorkflow {
	const [resource, operationName] = name.split(': ');
	return { title: name, isOperation: true, step: () => ({ node: 'aiStudios', parameters: { resource, operation: operationName, ...parameters } as Step['parameters'] }), ...workflow };
}

const project = (verb: string, isAboutItem = true) => operation(`project: ${verb}`, {}, { subject: (key) => `project ${key}`, isAboutItem });
const NOTHING_CREATED = 'Nothing was created for this item.';

export const getProject = project('get');
export const deleteProject = project('delete');
export const renderProject: FaultWorkflow = { ...project('render'), subject: (key) => `the export of project ${key}`, notPaid: 'This item was not exported.' };
export const getProjects = operation('project: getMany', {}, { subject: () => 'the list of projects' });
export const getAvatars = operation('avatar: getMany', {}, { subject: () => 'the list of avatars' });

export const createSpeech = operation('speech: create', { text: 'Hello.', avatar: 'M000000001' }, { subject: () => 'the speech', notPaid: NOTHING_CREATED });

/** With version 2 the audio comes later. */
export const waitForSpeech: FaultWorkflow = {
	...createSpeech,
	title: 'the audio of speech: create',
	prepare: (simulator) => (simulator.nextRender({ seconds: 0 }), {}),
	subject: (key) => `speech ${key}`,
	isAboutCreated: true,
	notPaid: undefined,
};
export const downloadSpeech: FaultWorkflow = { ...createSpeech, title: 'the audio of speech: create', subject: () => 'speech ', notPaid: undefined };

export const createTranslation = operation('translation: create', { languages: ['ko-KR'] }, {
	file: { fileName: 'talk.mp4', mimeType: 'video/mp4' },
	subject: () => 'the translation',
	notPaid: NOTHING_CREATED,
});

export const getTranslation = operation('translation: get', {}, {
	async prepare(simulator) {
		const form = { url: 'https://youtu.be/abc', target_0: 'ko-KR' };
		const { json } = await callV3Form(simulator, await exchangeToken(simulator), '/automation/translatevideos', form);
		return { folderId: json.data.folderId as string };
	},
	subject: () => 'translation ',
});

/** Drafts: a render would be another export. They are finished at the first poll. */
const createVideo = (verb: string, parameters: IDataObject) =>
	operation(`video: ${verb}`, { render: false, ...parameters }, {
		prepare: atOnce,
		subject: () => 'the video',
		notPaid: NOTHING_CREATED,
	});

function atOnce(simulator: Simulator): IDataObject {
	simulator.nextCreation({ seconds: 0 });
	return {};
}

export const createFromScript = createVideo('createFromScript', { script: 'Hello. Welcome.' });
export const createFromTopic = createVideo('createFromTopic', { topic: 'Tea' });
export const createFromWebPage = createVideo('createFromWebPage', { url: 'https://example.com/a' });

export const waitForCreation: FaultWorkflow = { ...createFromScript, title: 'the wait of video: createFromScript', subject: (key) => `the creation of project ${key}`, isAboutCreated: true, notPaid: undefined };

const document = { fileName: 'report.pdf', mimeType: 'application/pdf' };
export const createFromDocument: FaultWorkflow = { ...createVideo('createFromDocument', {}), file: document };
export const createFromSlides: FaultWorkflow = { ...createVideo('createFromSlides', {}), file: document, subject: () => 'the slides' };
export const uploadDocument: FaultWorkflow = { ...createFromDocument, title: 'the upload of video: createFromDocument', subject: () => 'the document', notPaid: undefined };

/** It is rendered by the same request. */
const createClip = (clothes: string) =>
	operation('video: createAvatarClip', { text: 'Hello.', language: 'en', avatar: id('M000000001'), clothes: id(clothes) }, { subject: () => 'the avatar clip', notPaid: NOTHING_CREATED });

function id(value: string) {
	return { __rl: true, mode: 'id', value };
}

export const createAvatarClip = createClip('BG00000101');
export const createOwnClip = createClip('');
