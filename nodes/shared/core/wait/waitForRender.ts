import type { RenderProgress } from '../api';
import type { ApiResult, Client } from '../http/client';
import { backoffMs } from '../http/retryAfter';
import { nextPollDelay, TUNING } from './pacing';
import { PollSchedule } from './pollSchedule';
import { newWait, RenderWait, type WaitResult, type WaitSettings, type WaitState } from './renderWait';
import { Siblings } from './siblings';
import { RENDER, type WaitTarget } from './waitTarget';

/** The waits of one run of the node for the same kind of work: they share a schedule, and learn from each other. */
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
 * @param target what is waited for instead of a render
 * @throws AiStudiosError (renderFailed, stalled, or why polling failed), naming the project key
 */
export async function waitForRender(
	projectKey: string,
	client: Client,
	settings: WaitSettings,
	onProgress: (render: RenderProgress) => void = () => {},
	batch: WaitBatch = newWaitBatch(client, 1),
	target: WaitTarget = RENDER,
): Promise<WaitResult> {
	const { clock, api } = client;
	const wait = new RenderWait(projectKey, api, settings, newWait(clock.now()), target);

	for (let delay = () => 0; ; ) {
		await batch.schedule.turn(delay);
		const poll = await client.attempt(target.progress(api, projectKey), wait.deadline);
		if (poll.ok) onProgress(poll.value);
		const now = clock.now();
		const result = wait.record(poll, now);
		if (poll.ok) teach(batch, wait.state);
		if (result) return result;
		const pace = paceAfter(poll, wait.state, settings, client, batch);
		delay = () => Math.min(pace(), wait.deadline - now);
	}
}

/** What one poll shows, the others of a batch learn from. */
function teach({ schedule, siblings }: WaitBatch, { samples, render }: WaitState) {
	if (samples.length < 2) return;
	if (render.state !== 'complete') siblings.recordPoll(samples);
	else if (siblings.recordEnd(samples)) schedule.reconsider();
}

/** The delay after a poll, which grows or shrinks with what is known. */
function paceAfter(
	poll: ApiResult<RenderProgress>,
	{ samples, consecutiveFailures }: WaitState,
	{ pollIntervalMs, pacing }: WaitSettings,
	{ clock }: Client,
	{ siblings }: WaitBatch,
): () => number {
	if (!poll.ok) {
		const delay = Math.max(pollIntervalMs, poll.retryAfterMs ?? backoffMs(consecutiveFailures, clock.random));
		return () => delay;
	}
	const chance = clock.random();
	return () => nextPollDelay(samples, pollIntervalMs, pacing, () => chance, TUNING, siblings.paceOf(samples, pollIntervalMs));
}
