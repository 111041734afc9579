/* eslint-disable @n8n/community-nodes/no-restricted-imports -- talks to a whole n8n; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

/** Who owns the n8ns of the tests, and of `npm run n8n`. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Ada',
	lastName: 'Tester',
	password: 'AvatarVideos1',
};

/** What the tests read over n8n's public API. */
const SCOPES = ['execution:read', 'execution:list'];

/** An n8n that is starting can return 404 at first. */
const MAX_ATTEMPTS = 50;

/** n8n's own REST API, as the editor uses it. */
export class Rest {
	private constructor(
		private readonly url: string,
		private readonly cookie: string,
	) {}

	/** Creates the owner of a new n8n and signs in. */
	static async asOwner(url: string): Promise<Rest> {
		for (let attempt = 1; ; attempt += 1) {
			const response = await post(`${url}/rest/owner/setup`, OWNER);
			const text = await response.text();
			if (response.ok) return new Rest(url, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
			if (attempt === MAX_ATTEMPTS) throw new Error(`The owner could not be created: ${response.status} ${text.slice(0, 300)}`);
			await sleep(200);
		}
	}

	/** Publishes a workflow, so that its triggers work. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.call<{ versionId: string }>('GET', `workflows/${id}`);
		await this.call('POST', `workflows/${id}/activate`, { versionId });
	}

	/** n8n's public API, which returns executions as they are stored. */
	async publicApi(scopes = SCOPES): Promise<<T>(path: string) => Promise<T>> {
		const { rawApiKey } = await this.call<{ rawApiKey: string }>('POST', 'api-keys', { label: 'end to end', scopes, expiresAt: null });
		return async <T>(path: string) => {
			const response = await fetch(`${this.url}/api/v1/${path}`, { headers: { 'X-N8N-API-KEY': rawApiKey } });
			const text = await response.text();
			if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${text.slice(0, 300)}`);
			return JSON.parse(text) as T;
		};
	}

	/** A file of n8n's binary data, as the editor downloads it. */
	async file(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await fetch(`${this.url}/rest/binary-data?${query}`, { headers: { Cookie: this.cookie } });
		if (!response.ok) throw new Error(`The file ${id} cannot be read: ${response.status}`);
		return Buffer.from(await response.arrayBuffer());
	}

	/** @returns what n8n's response has under `data` */
	async call<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
		const response = await fetch(`${this.url}/rest/${path}`, {
			method,
			headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
		return (JSON.parse(text) as { data: T }).data;
	}
}

async function post(url: string, body: object): Promise<Response> {
	return await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
