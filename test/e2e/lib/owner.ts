/* eslint-disable @n8n/community-nodes/no-restricted-imports -- talks to a whole n8n; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

/** Who owns the n8ns of the tests, and of `npm run n8n`. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Ada',
	lastName: 'Tester',
	password: 'AvatarVideos1',
};

/** The first answers of a starting n8n can be 404. */
const TRIES = 50;

/** n8n's own REST API, as the editor uses it. */
export class Rest {
	private constructor(
		private readonly url: string,
		private readonly cookie: string,
	) {}

	/** Makes the owner of a new n8n and signs in. */
	static async asOwner(url: string): Promise<Rest> {
		for (let tries = 1; ; tries += 1) {
			const response = await post(`${url}/rest/owner/setup`, OWNER);
			const answer = await response.text();
			if (response.ok) return new Rest(url, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
			if (tries === TRIES) throw new Error(`The owner could not be made: ${response.status} ${answer.slice(0, 300)}`);
			await sleep(200);
		}
	}

	/** @returns what stands under `data` in n8n's answer */
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
