import type { Api, RenderProgress } from '../api';
import type { FailureReason } from '../http/classifyResponse';
import type { ApiResult } from '../http/client';
import { shouldRetry } from '../http/shouldRetry';
import type { Pacing, Sample } from './pacing';
import { renderStalled } from './waitErrors';
import { RENDER, type WaitTarget } from './waitTarget';

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

/** What the polls of one render showed: plain data, so that another process can go on with the wait. Times are milliseconds of the clock. */
export interface WaitState {
	startedAt: number;
	polls: number;
	consecutiveFailures: number;
	/** When progress or state last changed. */
	lastChangeAt: number;
	render: RenderProgress;
	/** The latest successful polls. */
	samples: Sample[];
}

export function newWait(now: number): WaitState {
	return { startedAt: now, polls: 0, consecutiveFailures: 0, lastChangeAt: now, render: { progress: 0, state: 'rendering', videoUrl: null }, samples: [] };
}

/** Each costs one delay of up to 30 s: about eight minutes of outage. */
const MAX_CONSECUTIVE_POLL_FAILURES = 20;
/** Samples that are kept for the estimate. */
const MAX_SAMPLES = 20;

/** The wait for one render, poll by poll. A successful poll resets the count of failures, but nothing moves the deadline. */
export class RenderWait {
	constructor(
		readonly projectKey: string,
		private readonly api: Api,
		private readonly settings: WaitSettings,
		readonly state: WaitState,
		private readonly target: WaitTarget = RENDER,
	) {}

	/** Milliseconds of the clock. */
	get deadline(): number {
		return this.state.startedAt + this.settings.timeoutMs;
	}

	/**
	 * Takes what a poll gave.
	 * @returns how the wait ended, or undefined while it goes on
	 * @throws AiStudiosError (renderFailed, stalled, or why polling failed), naming the project key
	 */
	record(result: ApiResult<RenderProgress>, now: number): WaitResult | undefined {
		this.state.polls += 1;
		if (result.ok) this.recordProgress(result.value, now);
		else this.recordFailure(result);
		if (this.state.render.state === 'complete') return this.result(now, false);
		return now >= this.deadline ? this.result(now, true) : undefined;
	}

	private recordProgress(render: RenderProgress, now: number) {
		const { state } = this;
		state.consecutiveFailures = 0;
		if (render.progress !== state.render.progress || render.stateName !== state.render.stateName) state.lastChangeAt = now;
		state.render = render;
		state.samples = [...state.samples, { at: now, progress: render.progress }].slice(-MAX_SAMPLES);
		if (render.state === 'failed') throw this.target.failed(this.projectKey, render);
		const stalledMs = now - state.lastChangeAt;
		const { stallTimeoutMs } = this.settings;
		if (render.state === 'rendering' && stallTimeoutMs > 0 && stalledMs >= stallTimeoutMs) throw renderStalled(this.projectKey, render, stalledMs);
	}

	private recordFailure(failure: Exclude<ApiResult<RenderProgress>, { ok: true }>) {
		const { state } = this;
		state.consecutiveFailures += 1;
		if (this.shouldPollAgain(failure.reason)) return;
		throw this.target.pollFailed(this.projectKey, failure, state.consecutiveFailures, this.api, state.samples.length > 0 ? state.render : undefined);
	}

	private shouldPollAgain(reason: FailureReason): boolean {
		const { consecutiveFailures, samples } = this.state;
		if (UNEXPECTED.has(reason) && (samples.length > 0 || this.target.mayBeUnknown)) return consecutiveFailures < MAX_CONSECUTIVE_UNEXPECTED_FAILURES;
		return shouldRetry(reason, consecutiveFailures, MAX_CONSECUTIVE_POLL_FAILURES);
	}

	private result(now: number, timedOut: boolean): WaitResult {
		const { render, polls, startedAt } = this.state;
		return { render, timedOut, polls, waitedMs: now - startedAt };
	}
}

/** Failures that end a wait at its first poll; after a successful one they may be a fault of a firewall or proxy on the way. */
const UNEXPECTED: ReadonlySet<FailureReason> = new Set(['credentials', 'redirected', 'notFound']);
const MAX_CONSECUTIVE_UNEXPECTED_FAILURES = 3;
