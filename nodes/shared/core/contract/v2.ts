import { isObject, numberAt, objectAt, textAt } from '../json';
import { inPath } from './projectKey';
import { renderState } from './renderState';
import type { Contract } from './types';

const EDITOR = '/api/odin/editor';

/** The classic API of the vendor's tutorial. */
export const v2: Contract = {
	generation: 'v2',
	money: 'cubes',
	settings: [],

	exportProject: (template) => ({ method: 'POST', path: `${EDITOR}/project`, body: template }),

	/** The reference answers `{key, cube_used}`, every code sample `{data: {key}}`. */
	exported(envelope) {
		const data = objectAt(envelope, 'data');
		const cubesUsed = numberAt(envelope, 'cube_used') ?? numberAt(data, 'cube_used');
		const projectKey = textAt(data, 'key') ?? textAt(envelope, 'key');
		return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
	},

	progress: (projectKey) => ({ method: 'GET', path: `${EDITOR}/progress/${inPath(projectKey)}` }),

	/** The URL is `url` in the tutorial and `videoUrl` in the reference. */
	rendered(envelope) {
		const data = objectAt(envelope, 'data');
		return renderState(numberAt(data, 'progress'), textAt(data, 'state'), textAt(data, 'url', 'videoUrl'));
	},

	project: (projectKey) => ({ method: 'GET', path: `${EDITOR}/project/${inPath(projectKey)}` }),

	projectByName: (name) => ({ method: 'GET', path: `${EDITOR}/project/name/${inPath(name)}` }),

	designed(envelope) {
		const response = isObject(envelope.response) ? envelope.response : objectAt(envelope, 'data');
		return { name: textAt(response, 'projectName'), template: { scenes: response.scenes } };
	},
};
