import type { RenderProgress } from '../api';
import type { ApiResult, Client } from '../http/client';
import { backoffMs } from '../http/retryAfter';
import { nextPollDelay } from './pacing';
import { newWait, RenderWait, type WaitResult, type WaitSettings, type WaitState } from './renderWait';

/**
 * Polls one project until its video is there, the render has failed, or time is up. A failed poll costs
 * one poll.
 * @throws AiStudiosError (renderFailed, stalled, or why polling failed), naming the project key
 */
export async function waitForRender(
	projectKey: string,
	client: Client,
	settings: WaitSettings,
	onProgress: (render: RenderProgress) => void = () => {},
): Promise<WaitResult> {
	const { clock, api } = client;
	const wait = new RenderWait(projectKey, api, settings, newWait(clock.now()));

	for (;;) {
		const poll = await client.attempt(api.progress(projectKey), wait.deadline);
		if (poll.ok) onProgress(poll.value);
		const now = clock.now();
		const result = wait.record(poll, now);
		if (result) return result;
		await clock.sleep(Math.min(delayAfter(poll, wait.state, settings, clock.random), wait.deadline - now));
	}
}

function delayAfter(poll: ApiResult<RenderProgress>, { samples, consecutiveFailures }: WaitState, { pollIntervalMs, pacing }: WaitSettings, random: () => number): number {
	if (poll.ok) return nextPollDelay(samples, pollIntervalMs, pacing, random);
	return Math.max(pollIntervalMs, poll.retryAfterMs ?? backoffMs(consecutiveFailures, random));
}
