import type { Operation } from '../run';
import { createSpeech } from './createSpeech';
import { createTranslation } from './createTranslation';
import { createAvatarClip } from './createAvatarClip';
import { createFromDocument, createFromSlides } from './createFromFile';
import { createFromScript, createFromTopic, createFromWebPage } from './createVideo';
import { deleteProjects } from './deleteProject';
import { getAvatars } from './getAvatars';
import { getProject } from './getProject';
import { getProjects } from './getProjects';
import { getTranslation } from './getTranslation';
import { renderProject } from './renderProject';

/** By resource and operation, as the parameters name them. */
export const operations: Record<string, Record<string, Operation>> = {
	avatar: { getMany: getAvatars },
	project: {
		delete: deleteProjects,
		get: getProject,
		getMany: getProjects,
		render: renderProject,
	},
	speech: { create: createSpeech },
	translation: {
		create: createTranslation,
		get: getTranslation,
	},
	video: { createAvatarClip, createFromDocument, createFromScript, createFromSlides, createFromTopic, createFromWebPage },
};
