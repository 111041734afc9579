import type { RenderProgress } from '../api';
import type { ApiResult, Client } from '../http/client';
import { backoffMs } from '../http/retryAfter';
import { nextPollDelay, TUNING } from './pacing';
import { PollSchedule } from './pollSchedule';
import { newWait, RenderWait, type WaitResult, type WaitSettings, type WaitState } from './renderWait';
import { Siblings } from './siblings';

/** The waits of one run of the node: they share a schedule, and learn from each other. */
export interface WaitBatch {
	schedule: PollSchedule;
	siblings: Siblings;
}

/** @param total renders that are waited for together */
export function newWaitBatch({ clock }: Client, total: number, maxPollsPerSecond?: number): WaitBatch {
	return { schedule: new PollSchedule(clock, maxPollsPerSecond), siblings: new Siblings(total) };
}

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
	batch: WaitBatch = newWaitBatch(client, 1),
): Promise<WaitResult> {
	const { clock, api } = client;
	const wait = new RenderWait(projectKey, api, settings, newWait(clock.now()));

	for (let [delay, minDelay] = [0, 0]; ; ) {
		await batch.schedule.turn(delay, minDelay);
		const poll = await client.attempt(api.progress(projectKey), wait.deadline);
		if (poll.ok) onProgress(poll.value);
		const now = clock.now();
		const result = wait.record(poll, now);
		if (result) {
			if (!result.timedOut) recordEnd(batch, wait.state, now);
			return result;
		}
		minDelay = poll.ok && settings.pacing === 'adaptive' ? settings.pollIntervalMs : Number.POSITIVE_INFINITY;
		delay = Math.min(delayAfter(poll, wait.state, settings, client, batch), wait.deadline - now);
	}
}

/** Once the first has ended the others may at any moment, and are polled anew. */
function recordEnd({ schedule, siblings }: WaitBatch, { samples, startedAt }: WaitState, now: number) {
	if (samples.length > 1 && siblings.recordEnd(samples, now - startedAt)) schedule.endDelays();
}

function delayAfter(
	poll: ApiResult<RenderProgress>,
	{ samples, startedAt, render, consecutiveFailures }: WaitState,
	{ pollIntervalMs, pacing }: WaitSettings,
	{ clock }: Client,
	{ siblings }: WaitBatch,
): number {
	if (!poll.ok) return Math.max(pollIntervalMs, poll.retryAfterMs ?? backoffMs(consecutiveFailures, clock.random));
	const limits = siblings.limitsFor(render.progress, clock.now() - startedAt, pollIntervalMs);
	return nextPollDelay(samples, pollIntervalMs, pacing, clock.random, TUNING, limits);
}
