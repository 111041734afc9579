import type { RenderProgress } from '../api';
import type { FailureReason } from '../http/classifyResponse';
import type { Client } from '../http/client';
import { backoffMs } from '../http/retryAfter';
import { shouldRetry } from '../http/shouldRetry';
import { nextPollDelay, type Pacing, type Sample } from './pacing';
import { pollFailed, renderFailed, renderStalled } from './waitErrors';

export interface WaitSettings {
	/** At least so long between two polls. */
	pollIntervalMs: number;
	pacing: Pacing;
	/** After this the wait ends without the video. */
	timeoutMs: number;
	/** Without progress for so long a render counts as stalled; 0 = never. */
	stallTimeoutMs: number;
}

/** How a wait ended that did not fail. */
export interface WaitResult {
	render: RenderProgress;
	timedOut: boolean;
	polls: number;
	waitedMs: number;
}

/** Each costs one delay of up to 30 s: about eight minutes of outage. */
const MAX_CONSECUTIVE_POLL_FAILURES = 20;

/**
 * Polls one project until its video is there, the render has failed, or time is up. A failed poll costs
 * one poll; a successful one resets the count of failures, but never moves the deadline.
 * @throws AiStudiosError (renderFailed, stalled, or why polling failed), naming the project key
 */
export async function waitForRender(
	projectKey: string,
	client: Client,
	settings: WaitSettings,
	onProgress: (render: RenderProgress) => void = () => {},
): Promise<WaitResult> {
	const { clock, api } = client;
	const start = clock.now();
	const deadline = start + settings.timeoutMs;
	const history = new PollHistory(start);
	let failures = 0;

	for (let polls = 1; ; polls += 1) {
		const result = await client.attempt(api.progress(projectKey), deadline);
		const now = clock.now();
		let delayMs: number;
		if (result.ok) {
			failures = 0;
			history.add(result.value, now);
			onProgress(history.render);
			if (history.render.state === 'complete') return { render: history.render, timedOut: false, polls, waitedMs: now - start };
			failIfEnded(projectKey, history, settings, now);
			delayMs = nextPollDelay(history.samples, settings.pollIntervalMs, settings.pacing, clock.random);
		} else {
			failures += 1;
			if (!shouldPollAgain(result.reason, failures, history)) {
				throw pollFailed(projectKey, result, failures, api, history.isEmpty ? undefined : history.render);
			}
			delayMs = Math.max(settings.pollIntervalMs, result.retryAfterMs ?? backoffMs(failures, clock.random));
		}
		if (now >= deadline) return { render: history.render, timedOut: true, polls, waitedMs: now - start };
		await clock.sleep(Math.min(delayMs, deadline - now));
	}
}

/** Failures that end a wait at its first poll; after a successful one they may be a fault of a firewall or proxy on the way. */
const UNEXPECTED: ReadonlySet<FailureReason> = new Set(['credentials', 'redirected', 'notFound']);
const MAX_CONSECUTIVE_UNEXPECTED_FAILURES = 3;

function shouldPollAgain(reason: FailureReason, failures: number, history: PollHistory): boolean {
	if (UNEXPECTED.has(reason) && !history.isEmpty) return failures < MAX_CONSECUTIVE_UNEXPECTED_FAILURES;
	return shouldRetry(reason, failures, MAX_CONSECUTIVE_POLL_FAILURES);
}

/** @throws AiStudiosError when the render failed or stalled */
function failIfEnded(projectKey: string, { render, lastChangeAt }: PollHistory, { stallTimeoutMs }: WaitSettings, now: number) {
	if (render.state === 'failed') throw renderFailed(projectKey, render);
	const stalledMs = now - lastChangeAt;
	if (stallTimeoutMs > 0 && stalledMs >= stallTimeoutMs) throw renderStalled(projectKey, render, stalledMs);
}

/** Polls that are kept for the estimate. */
const MAX_SAMPLES = 20;

/** What the successful polls of one render showed. */
class PollHistory {
	readonly samples: Sample[] = [];
	render: RenderProgress = { progress: 0, state: 'rendering', videoUrl: null };

	/** @param lastChangeAt when progress or state last changed, milliseconds of the clock */
	constructor(public lastChangeAt: number) {}

	get isEmpty(): boolean {
		return this.samples.length === 0;
	}

	add(render: RenderProgress, now: number) {
		if (render.progress !== this.render.progress || render.stateName !== this.render.stateName) this.lastChangeAt = now;
		this.render = render;
		this.samples.push({ at: now, progress: render.progress });
		if (this.samples.length > MAX_SAMPLES) this.samples.shift();
	}
}
