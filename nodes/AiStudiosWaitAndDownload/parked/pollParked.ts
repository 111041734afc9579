import type { RenderProgress } from '../../shared/core/api';
import { SECOND_MS } from '../../shared/core/duration';
import { settle } from '../../shared/core/errors';
import type { ApiResult, Client } from '../../shared/core/http/client';
import { RenderWait } from '../../shared/core/wait/renderWait';
import { hasEnded, savedError, type ParkedItem } from './parkedItem';

/** While n8n runs the polls, a crash would end the wait: a long pause that AI Studios asks for is slept in the database instead. */
const MAX_POLLING_MS = 20 * SECOND_MS;

/**
 * Polls each project once that is still waited for, all in one go. When with that the last wait has
 * ended, the URLs of videos that were complete at an earlier poll are read anew, because they expire.
 */
export async function pollParked(client: Client, items: ParkedItem[]): Promise<ParkedItem[]> {
	const poll = pollOnce(client);
	const polled = await Promise.all(items.map(async (item) => (hasEnded(item) ? item : await recordPoll(client, item, poll))));
	if (!polled.every(hasEnded)) return polled;
	return await Promise.all(polled.map(async (item, index) => (hasEnded(items[index]) ? await withFreshUrl(item, poll) : item)));
}

type Poll = (projectKey: string) => Promise<ApiResult<RenderProgress>>;

/** A project that several items name is polled once. */
function pollOnce(client: Client): Poll {
	const polls = new Map<string, Promise<ApiResult<RenderProgress>>>();
	const deadline = client.clock.now() + MAX_POLLING_MS;
	return async (projectKey) => {
		const poll = polls.get(projectKey) ?? client.attempt(client.api.progress(projectKey), deadline);
		polls.set(projectKey, poll);
		return await poll;
	};
}

async function recordPoll({ api, clock }: Client, item: ParkedItem, poll: Poll): Promise<ParkedItem> {
	const { settings } = item;
	if (!settings) return item;
	const result = await poll(settings.projectKey);
	const wait = new RenderWait(settings.projectKey, api, settings.wait, structuredClone(item.wait));
	const recorded = await settle(() => wait.record(result, clock.now()));
	const end = recorded.ok ? { result: recorded.value } : { error: savedError(recorded.error) };
	return { ...item, wait: wait.state, ...end };
}

async function withFreshUrl(item: ParkedItem, poll: Poll): Promise<ParkedItem> {
	const { settings, result } = item;
	if (!settings || result?.render.state !== 'complete') return item;
	const fresh = await poll(settings.projectKey);
	return fresh.ok && fresh.value.state === 'complete' ? { ...item, result: { ...result, render: fresh.value } } : item;
}
