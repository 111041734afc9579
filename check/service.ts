/* eslint-disable @n8n/community-nodes/no-restricted-imports -- sends requests without n8n; not shipped */
import axios from 'axios';
import type { Readable } from 'node:stream';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import type { Api, Generation } from '../nodes/shared/core/api';
import type { Headers, HttpRequest, HttpResult, Redact } from '../nodes/shared/core/ports';
import { apiOf, failedRequest, resolveCredential, testCredential } from './shipped';

const REQUEST_TIMEOUT_MS = 30_000;

/** The first bytes of a file, or of a part of it. */
export interface FilePart {
	status: number;
	headers: Headers;
	head: Uint8Array;
}

/** The AI Studios to check, and the credential for it. */
export class Service {
	readonly generation: Generation;
	readonly api: Api;
	/** Keys, tokens and project keys: they never leave this process but to AI Studios. */
	readonly secrets: string[];
	readonly redact: Redact;
	/** The header of this name: the API key, or the token once there is one. */
	authorization = '';
	private readonly server: string;

	/** @throws AiStudiosError (credentials) when the credential or the server cannot be right */
	constructor(readonly credential: ICredentialDataDecryptedObject) {
		const { api, server, redact } = resolveCredential(credential);
		this.generation = api.generation;
		this.api = apiOf(api.generation);
		this.server = server;
		this.redact = redact;
		this.secrets = ['apiKey', 'appId', 'userKey'].flatMap((name) => (typeof credential[name] === 'string' ? [credential[name]] : []));
		if (typeof credential.apiKey === 'string') this.authorization = credential.apiKey;
	}

	/** Sends once, and follows no redirect. */
	async send({ method, path, body }: HttpRequest, authorization: string): Promise<HttpResult> {
		const headers = { Accept: 'application/json', 'Content-Type': 'application/json', ...(authorization === '' ? {} : { Authorization: authorization }) };
		try {
			const response = await axios.request<string>({
				method,
				url: this.server + path,
				headers,
				...(body === undefined ? {} : { data: JSON.stringify(body) }),
				...ANY_TEXT,
			});
			return { kind: 'response', status: response.status, headers: response.headers as Headers, text: response.data };
		} catch (error) {
			return failedRequest(error as { code?: string; message?: string }, false);
		}
	}

	/** Whether the credential test of the nodes accepts the credential. */
	async passesCredentialTest(): Promise<boolean> {
		const helpers = {
			request: async ({ method, uri, headers, body }: { method: string; uri: string; headers: Record<string, string>; body?: string }) => {
				const response = await axios.request<string>({ method, url: uri, headers, data: body, ...ANY_TEXT });
				return { statusCode: response.status, headers: response.headers, body: response.data };
			},
		};
		const { status } = await testCredential({ helpers } as unknown as ICredentialTestFunctions, { id: '', name: '', type: 'aiStudiosApi', data: this.credential });
		return status === 'OK';
	}

	/**
	 * Requests a part of a file, without the credential.
	 * @throws when the server cannot be reached
	 */
	async filePart(url: string, headers: Record<string, string>): Promise<FilePart> {
		const response = await axios.get<Readable>(url, { headers, responseType: 'stream', decompress: false, validateStatus: () => true, timeout: REQUEST_TIMEOUT_MS });
		let head: Uint8Array = new Uint8Array();
		for await (const chunk of response.data) {
			head = chunk as Uint8Array;
			break;
		}
		return { status: response.status, headers: response.headers as Headers, head };
	}
}

/** Every status is a response, and its body stays text. */
const ANY_TEXT = {
	responseType: 'text' as const,
	transformResponse: (data: string) => data,
	validateStatus: () => true,
	maxRedirects: 0,
	timeout: REQUEST_TIMEOUT_MS,
};
