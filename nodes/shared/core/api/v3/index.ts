import { objectAt, textAt } from '../../json';
import { inPath } from '../projectKey';
import type { Api, Endpoint } from '../types';
import { unavailableEndpoint } from '../unavailableEndpoint';
import { acceptsSetting, PREFIX } from './conventions';
import { lists } from './lists';
import { projectDetails, projects } from './projects';
import { videoTools } from './videoTools';
import { voice } from './voice';

const endpoints = {
	/** App ID and User Key are exchanged for a token that lives 24 hours. Page "Generate API Key", 2026-05. */
	token: (appId: string, userKey: string): Endpoint<string | undefined> => ({
		method: 'POST',
		path: `${PREFIX}/auth/token`,
		body: { appId, userKey },
		subject: 'a token',
		parse: (envelope) => textAt(objectAt(envelope, 'data'), 'token'),
	}),

	/** Whether the token that is sent is valid. Page "Confirm authentication", 2026-05. */
	auth: (): Endpoint<boolean> => ({
		method: 'GET',
		path: `${PREFIX}/auth`,
		subject: 'the token',
		parse: (envelope) => objectAt(envelope, 'data').isAuthenticated !== false,
	}),

	...projects,
	...lists,
	...videoTools,
	...voice,
};

export type V3EndpointName = keyof typeof endpoints;

/** Signing in, which only the credential does. */
export const { token: tokenEndpoint, auth: authEndpoint } = endpoints;

/** The API of the AI Studios V3 editor, as documented in "AI Studios V3". */
export const v3: Api = {
	generation: 'v3',
	label: 'API version 3',
	currency: 'credits',
	credentialFields: 'App ID and User Key',
	rejectsFailedRenders: false,
	servers: ['https://app.aistudios.com', 'https://app.aistudios.cn'],
	acceptsSetting,
	editorUrl: (server, projectKey) => `${server}/editor/${inPath(projectKey)}`,
	...endpoints,
	projectDetails,
	projectByName: unavailableEndpoint('API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.'),
	speechProgress: unavailableEndpoint('API version 3 cannot check the progress of a speech', 'It returns the audio at once: take it from the response to the request.'),
};
