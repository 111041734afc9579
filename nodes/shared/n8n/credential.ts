import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { contractOf, type Contract } from '../core/contract';
import { AiStudiosError } from '../core/errors';
import type { Generation } from '../core/template/sceneKind';

/** The AI Studios API credential, checked. */
export interface Access {
	contract: Contract;
	/** Without a slash at its end. */
	server: string;
	/** All that must never be shown. */
	secrets: string[];
	/** Something that works but is not safe. */
	warning?: string;
}

const SERVERS: Record<Generation, string[]> = {
	v2: ['https://v2.aistudios.com', 'https://aistudios.com'],
	v3: ['https://app.aistudios.com', 'https://app.aistudios.cn'],
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * What a credential gives access to.
 * @throws AiStudiosError (credentials) when a part is missing, belongs to the other API version, or
 * the server cannot be one
 */
export function accessOf(credential: ICredentialDataDecryptedObject): Access {
	const generation: Generation = credential.apiVersion === 'v3' ? 'v3' : 'v2';
	checkSecrets(generation, credential);
	const url = serverOf(generation, credential);
	const path = url.pathname.replace(/\/+$/, '').replace(/\/+api\/odin(\/v3)?$/, '');
	const secrets = ['apiKey', 'appId', 'userKey', 'sessionToken'].map((name) => text(credential, name)).filter(Boolean);
	const unsafe = url.protocol === 'http:' && !LOOPBACK.test(url.hostname);
	return {
		contract: contractOf(generation),
		server: url.origin + path,
		secrets,
		...(unsafe ? { warning: `The credential travels unprotected: ${url.origin} is plain http.` } : {}),
	};
}

/** The fields of each version, and the labels they have in the editor. */
const FIELDS: Record<Generation, Array<[name: string, label: string]>> = {
	v2: [['apiKey', 'API Key']],
	v3: [['appId', 'App ID'], ['userKey', 'User Key']],
};

/** API keys of version 2 are JWTs; App ID and User Key are not. */
export function looksLikeApiKey(value: string): boolean {
	return /^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

function checkSecrets(generation: Generation, credential: ICredentialDataDecryptedObject) {
	const other: Generation = generation === 'v2' ? 'v3' : 'v2';
	const otherFilled = FIELDS[other].some(([name]) => text(credential, name) !== '');
	for (const [name, label] of FIELDS[generation]) {
		const value = text(credential, name);
		if (value === '') throw missing(`The ${label} is empty`, otherFilled ? other : undefined);
		if (/^bearer\s/i.test(value)) throw wrong(`The ${label} begins with "Bearer"`, 'Enter it in the credential without that word.');
		if (/[^!-~]/.test(value)) throw wrong(`The ${label} holds a blank, a line break or a letter that none has`, 'Copy it once more, and alone, into the credential.');
		if (generation === 'v3' && looksLikeApiKey(value)) {
			throw wrong(`The ${label} looks like an API key of version 2`, 'Choose API Version 2 in the credential and enter the key there, or enter the App ID and User Key of version 3.');
		}
	}
}

function serverOf(generation: Generation, credential: ICredentialDataDecryptedObject): URL {
	const chosen = text(credential, 'server') || SERVERS[generation][0];
	if (chosen !== 'custom') {
		const other: Generation = generation === 'v2' ? 'v3' : 'v2';
		if (SERVERS[other].includes(chosen)) {
			throw wrong(`The server ${chosen} belongs to API version ${other.slice(1)}, but version ${generation.slice(1)} is chosen`, 'Choose the API version and the server that belong together in the AI Studios API credential.');
		}
		if (!SERVERS[generation].includes(chosen)) throw wrong('The server is not one of AI Studios', 'Choose a server in the credential, or Custom.');
		return new URL(chosen);
	}
	const custom = text(credential, 'customServer');
	if (!URL.canParse(custom) || !/^https?:$/.test(new URL(custom).protocol)) {
		throw wrong('The custom server is not a web address', 'Enter it with https:// and without /api/odin, for example https://proxy.example.com.');
	}
	const url = new URL(custom);
	if (url.username || url.password || /[?#]/.test(custom)) {
		throw wrong('The custom server holds more than an address', 'Enter it without user name, password, ? and #.');
	}
	return url;
}

function text(credential: ICredentialDataDecryptedObject, name: string): string {
	const value = credential[name];
	return typeof value === 'string' ? value.trim() : '';
}

function missing(what: string, filled: Generation | undefined): AiStudiosError {
	const hint = filled ? ` The fields of API version ${filled.slice(1)} are filled in: choose that version if they are yours.` : '';
	return wrong(`${what} in the AI Studios API credential`, `Fill it in.${hint}`);
}

function wrong(message: string, advice: string): AiStudiosError {
	return new AiStudiosError('credentials', message, advice);
}
