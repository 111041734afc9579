import { isObject, numberAt, objectAt, textAt } from '../json';
import { inPath } from './projectKey';
import { renderProgress } from './renderProgress';
import type { Api, Endpoints } from './types';
import { unavailableEndpoint } from './unavailableEndpoint';

const EDITOR = '/api/odin/editor';

const endpoints = {
	/** Page "Exporting projects", 2026-05. */
	exportProject: (template, _settings, { draftOnly } = {}) => {
		if (draftOnly) noDrafts();
		return {
			method: 'POST',
			path: `${EDITOR}/project`,
			body: template,
			subject: 'the export',
			/** The reference shows `{key, cube_used}`, every code sample `{data: {key}}`. */
			parse(envelope) {
				const data = objectAt(envelope, 'data');
				const cubesUsed = numberAt(envelope, 'cube_used') ?? numberAt(data, 'cube_used');
				const projectKey = textAt(data, 'key') ?? textAt(envelope, 'key');
				return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
			},
		};
	},

	/** Page "Check the progress of the project", 2026-05, and the tutorial "Exporting an JSON template-based". */
	progress: (projectKey) => ({
		method: 'GET',
		path: `${EDITOR}/progress/${inPath(projectKey)}`,
		subject: `project ${projectKey}`,
		projectKey,
		/** The URL is `url` in the tutorial and `videoUrl` in the reference. */
		parse(envelope, redact) {
			const data = objectAt(envelope, 'data');
			const fields = { progress: numberAt(data, 'progress'), stateName: textAt(data, 'state'), url: textAt(data, 'url', 'videoUrl') };
			return renderProgress(fields, envelope, redact);
		},
	}),

	/** Page "Get Project by Key", 2026-05. */
	project: (projectKey) => readProject(`${EDITOR}/project/${inPath(projectKey)}`, `project ${projectKey}`),

	/** Page "Get Project by Name", 2026-05. */
	projectByName: (name) => readProject(`${EDITOR}/project/name/${inPath(name)}`, `the project named "${name}"`),
} satisfies Partial<Endpoints>;

const noDrafts = unavailableEndpoint('API version 2 cannot create drafts', 'Turn off Draft Only. This item was not sent to AI Studios.');

function readProject(path: string, subject: string): ReturnType<Endpoints['project']> {
	return {
		method: 'GET',
		path,
		subject,
		parse(envelope) {
			const project = isObject(envelope.response) ? envelope.response : objectAt(envelope, 'data');
			return { scenes: project.scenes };
		},
	};
}

export type V2EndpointName = keyof typeof endpoints;

/** The API of the classic editor, as documented in "AI Studios". */
export const v2: Api = {
	generation: 'v2',
	label: 'API version 2',
	currency: 'cubes',
	credentialFields: 'API Key',
	rejectsFailedRenders: true,
	servers: ['https://v2.aistudios.com', 'https://aistudios.com'],
	acceptsSetting: () => false,
	editorUrl: (server, projectKey) => `${server}/edit.news?id=${inPath(projectKey)}`,
	...endpoints,
	projects: unavailableEndpoint('API version 2 cannot list projects', 'Choose By URL, By ID or By Name instead.'),
	workspaces: unavailableEndpoint('API version 2 cannot list workspaces', 'Remove the Workspace option: API version 2 does not support it.'),
	avatars: unavailableEndpoint('API version 2 cannot list avatars', 'Enter the ID of the avatar instead.'),
};
