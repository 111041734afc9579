import { otherApi, type Api, type Endpoint, type ListedProject } from '../shared/core/api';
import { creationTimeMs } from '../shared/core/api/creationTime';
import { AiStudiosError, rethrow, settle, withDescription, type ErrorCode } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';

export interface FinishedVideos {
	/** Those that can be downloaded, oldest first. */
	finished: ListedProject[];
	/** The keys of all projects in the list. */
	listed: ReadonlySet<string>;
}

/** Errors that say what only a person can change. */
const NEED_A_PERSON: ReadonlySet<ErrorCode> = new Set(['input', 'credentials', 'redirected']);

/** @throws AiStudiosError (input) for a generation that has no list */
export async function finishedVideos(client: Client): Promise<FinishedVideos> {
	const projects = await readList(client);
	const finished = oldestFirst(projects, client.clock.now()).filter(({ render }) => render.state === 'complete');
	return { finished, listed: new Set(projects.map(({ value }) => value)) };
}

async function readList(client: Client): Promise<ListedProject[]> {
	const list = await settle(async () => await client.read(listEndpoint(client.api)));
	if (list.ok) return list.value;
	if (NEED_A_PERSON.has(list.error.code)) throw list.error;
	const description = 'The next poll retries it, and no finished video is missed. If it fails again and again, check the server in the AI Studios API credential.';
	throw withDescription(list.error, description);
}

function listEndpoint(api: Api): Endpoint<ListedProject[]> {
	try {
		return api.projects();
	} catch {
		return rethrow(
			new AiStudiosError(
				'input',
				`AI Studios Trigger does not work with ${api.label}, which has no list of projects`,
				`Select a credential for ${otherApi(api.generation).label}.`,
			),
		);
	}
}

/** By the time in the keys; where one has none, the list counts as newest first. */
function oldestFirst(projects: ListedProject[], now: number): ListedProject[] {
	const reversed = [...projects].reverse();
	const times = new Map(projects.map(({ value }) => [value, creationTimeMs(value, now)]));
	if ([...times.values()].includes(undefined)) return reversed;
	return reversed.sort((one, other) => (times.get(one.value) ?? 0) - (times.get(other.value) ?? 0));
}
