import type { RenderProgress } from '../../shared/core/api';
import { SECOND_MS } from '../../shared/core/duration';
import { settle } from '../../shared/core/errors';
import type { ApiResult, Client } from '../../shared/core/http/client';
import { backoffMs } from '../../shared/core/http/retryAfter';
import { shouldRetry } from '../../shared/core/http/shouldRetry';
import { once } from '../../shared/core/once';
import { RenderWait } from '../../shared/core/wait/renderWait';
import type { ItemSettings } from '../itemSettings';
import { hasEnded, savedError, type ParkedItem } from './parkedItem';

/** While n8n polls, a crash would end the wait: a longer pause that AI Studios asks for is slept in the database instead. */
const MAX_POLLING_MS = 20 * SECOND_MS;
/** A failed poll is repeated at once: with v2 a render has failed only when its progress was rejected three times. */
const MAX_ATTEMPTS_PER_ROUND = 3;

interface Poll {
	result: ApiResult<RenderProgress>;
	/** Milliseconds of the clock. */
	at: number;
}

/**
 * One round: polls every project that is still waited for, all in one go. When with that the last wait has
 * ended, the URLs of videos that were complete at an earlier round are read anew, because they expire.
 */
export async function pollParked(client: Client, items: ParkedItem[]): Promise<ParkedItem[]> {
	const deadline = client.clock.now() + MAX_POLLING_MS;
	const rounds = new Map<string, Promise<Poll[]>>();
	const poll = async (projectKey: string) => await once(rounds, projectKey, async () => await pollProject(client, projectKey, deadline));

	const polled = await Promise.all(
		items.map(async (item) => (item.settings && !hasEnded(item) ? await recordPolls(client, item, item.settings, await poll(item.settings.projectKey)) : item)),
	);
	if (!polled.every(hasEnded)) return polled;
	return await Promise.all(polled.map(async (item, index) => (hasEnded(items[index]) ? await withFreshUrl(item, poll) : item)));
}

/** Until one poll succeeds, or none can be expected to. */
async function pollProject(client: Client, projectKey: string, deadline: number): Promise<Poll[]> {
	const { api, clock } = client;
	const polls: Poll[] = [];
	for (;;) {
		const result = await client.attempt(api.progress(projectKey), deadline);
		polls.push({ result, at: clock.now() });
		if (result.ok || result.reason === 'rateLimited' || !shouldRetry(result.reason, polls.length, MAX_ATTEMPTS_PER_ROUND)) return polls;
		await clock.sleep(backoffMs(polls.length, clock.random));
	}
}

async function recordPolls({ api }: Client, item: ParkedItem, settings: ItemSettings, polls: Poll[]): Promise<ParkedItem> {
	const wait = new RenderWait(settings.projectKey, api, settings.wait, structuredClone(item.wait));
	const ended = await settle(() => {
		for (const { result, at } of polls) {
			const end = wait.record(result, at);
			if (end) return end;
		}
		return undefined;
	});
	return { ...item, wait: wait.state, ...(ended.ok ? { result: ended.value } : { error: savedError(ended.error) }) };
}

async function withFreshUrl(item: ParkedItem, poll: (projectKey: string) => Promise<Poll[]>): Promise<ParkedItem> {
	const { settings, result } = item;
	if (!settings || result?.render.state !== 'complete') return item;
	const fresh = (await poll(settings.projectKey)).at(-1)?.result;
	return fresh?.ok && fresh.value.state === 'complete' ? { ...item, result: { ...result, render: fresh.value } } : item;
}
