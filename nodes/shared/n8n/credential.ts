import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { apiOf, otherApi, type Api, type Generation } from '../core/api';
import { AiStudiosError } from '../core/errors';
import type { Redact } from '../core/ports';
import { redact } from '../core/redact';
import { isWebUrl } from '../core/webUrl';

/** The AI Studios API credential, checked. The secrets themselves stay inside. */
export interface ResolvedCredential {
	api: Api;
	/** Without a slash at its end. */
	server: string;
	/** Where a person opens a project: at AI Studios itself, also when requests go through another server. */
	editorUrl(projectKey: string): string;
	/** Whether requests carry a token that expires and has to be exchanged again. */
	hasToken: boolean;
	redact: Redact;
	/** A new token is a secret as well. */
	rememberToken(token: unknown): void;
	/** Something that works but is not safe. */
	warning?: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Checks a credential and what it gives access to.
 * @throws AiStudiosError (credentials) when a part is missing, belongs to the other API version, or the
 * server cannot be one
 */
export function resolveCredential(credential: ICredentialDataDecryptedObject): ResolvedCredential {
	const generation: Generation = credential.apiVersion === 'v3' ? 'v3' : 'v2';
	checkSecrets(generation, credential);
	const url = serverUrl(generation, credential);
	const path = url.pathname.replace(/\/+$/, '').replace(/\/+api\/odin(\/v3)?$/, '');
	const secrets = ['apiKey', 'appId', 'userKey', 'sessionToken'].map((name) => textOf(credential, name)).filter(Boolean);
	const api = apiOf(generation);
	const editorServer = api.servers.includes(url.origin) ? url.origin : api.servers[0];
	const isUnsafe = url.protocol === 'http:' && !LOOPBACK.test(url.hostname);
	return {
		api,
		editorUrl: (projectKey) => api.editorUrl(editorServer, projectKey),
		server: url.origin + path,
		hasToken: generation === 'v3',
		redact: (text) => redact(text, secrets),
		rememberToken: (token) => {
			if (typeof token === 'string' && token !== '') secrets.push(token);
		},
		...(isUnsafe ? { warning: `The credential is sent unencrypted: ${url.origin} uses http instead of https.` } : {}),
	};
}

/** The secrets of each generation, and the labels they have in the editor. */
const SECRETS: Record<Generation, Array<[name: string, label: string]>> = {
	v2: [['apiKey', 'API Key']],
	v3: [['appId', 'App ID'], ['userKey', 'User Key']],
};

/** API keys of version 2 are JWTs; App ID and User Key are not. */
export function looksLikeApiKey(value: string): boolean {
	return /^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

function checkSecrets(generation: Generation, credential: ICredentialDataDecryptedObject) {
	const other = otherApi(generation);
	const otherIsFilled = SECRETS[other.generation].some(([name]) => textOf(credential, name) !== '');
	for (const [name, label] of SECRETS[generation]) {
		const value = textOf(credential, name);
		if (value === '') {
			const hint = otherIsFilled ? ` The fields of ${other.label} are filled in: select that version if they are yours.` : '';
			throw invalid(`The ${label} in the AI Studios API credential is empty`, `Enter it in the credential.${hint}`);
		}
		if (/^bearer\s/i.test(value)) throw invalid(`The ${label} begins with "Bearer"`, 'Enter it in the credential without that word.');
		if (/[^!-~]/.test(value)) {
			throw invalid(`The ${label} contains a space, a line break or a character that is not allowed in it`, 'Copy it again, and nothing else, into the credential.');
		}
		if (generation === 'v3' && looksLikeApiKey(value)) {
			throw invalid(`The ${label} looks like an API key of version 2`, 'Select API Version 2 in the credential and enter the key there, or enter the App ID and User Key of version 3.');
		}
	}
}

function serverUrl(generation: Generation, credential: ICredentialDataDecryptedObject): URL {
	const [api, other] = [apiOf(generation), otherApi(generation)];
	const selected = textOf(credential, 'server') || api.servers[0];
	if (selected === 'custom') return customServerUrl(textOf(credential, 'customServer'));
	if (other.servers.includes(selected)) {
		throw invalid(`The server ${selected} belongs to ${other.label}, but the credential is for ${api.label}`, 'Select the API version and the server that belong together in the AI Studios API credential.');
	}
	if (!api.servers.includes(selected)) throw invalid('The server is not one of AI Studios', 'Select a server in the credential, or Custom.');
	return new URL(selected);
}

function customServerUrl(address: string): URL {
	if (!isWebUrl(address)) {
		throw invalid('The custom server is not a web address', 'Enter it with https:// and without /api/odin, for example https://proxy.example.com.');
	}
	const url = new URL(address);
	if (url.username || url.password || /[?#]/.test(address)) {
		throw invalid('The custom server contains more than an address', 'Enter it without user name, password, ? and #.');
	}
	return url;
}

function textOf(credential: ICredentialDataDecryptedObject, name: string): string {
	const value = credential[name];
	return typeof value === 'string' ? value.trim() : '';
}

function invalid(message: string, description: string): AiStudiosError {
	return new AiStudiosError('credentials', message, description);
}
