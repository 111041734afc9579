import { SECOND_MS } from '../duration';

export type Pacing = 'adaptive' | 'fixed';

/** One poll of a render: when (milliseconds) and how far it was (0 to 100). */
export interface Sample {
	at: number;
	progress: number;
}

/** A render on its own is polled about this often at least: up to a tenth is added. A batch has `MAX_BATCH_POLL_INTERVAL_MS`. */
export const MAX_POLL_INTERVAL_MS = 30 * SECOND_MS;

/** Between fewer requests and a shorter lag; `npm run bench -- 2` draws the curve these were chosen from. */
export interface Tuning {
	/** How much of the estimated remaining time to sleep: estimates err, and the end is polled closely. */
	shareOfRemaining: number;
	/** How much of the time since the last progress to sleep again. */
	shareOfStall: number;
	/** The longest sleep while a render makes no progress just below 100 %, in intervals. */
	maxIntervalsNearEnd: number;
}

export const TUNING: Tuning = { shareOfRemaining: 0.6, shareOfStall: 0.5, maxIntervalsNearEnd: 1.5 };

/** How to pace a render, by what a batch knows better than one render. */
export interface BatchPace {
	/** How much of the estimated time to sleep. */
	sleepMs: number;
	/** The longest sleep while the render makes no progress. */
	maxStallMs: number;
	maxMs: number;
}

/** After a stall the speed is not known before the second poll that sees progress. */
const RESTART_INTERVALS = 2;

/**
 * The delay before the next poll, in milliseconds: never less than `intervalMs`, not more than about 30 s
 * (or the interval, when that is longer). Adaptive pacing sleeps 60 % of the shortest time that the
 * render can still take, going by its fastest progress so far; while it makes no progress, half as long
 * as it has made none, up to 30 s at 0 % and 1.5 intervals at 99 %. Up to a tenth is added at random, so
 * that items spread. `batch` replaces all that but the interval.
 */
export function nextPollDelay(
	samples: readonly Sample[],
	intervalMs: number,
	pacing: Pacing,
	random: () => number,
	tuning: Tuning = TUNING,
	batch?: BatchPace,
): number {
	if (pacing === 'fixed') return intervalMs;
	const estimate = estimateRemaining(samples);
	const delay = batch ? delayInBatch(estimate, intervalMs, batch) : delayAlone(estimate, intervalMs, tuning);
	return delay + delay * 0.1 * random();
}

function delayAlone({ remaining, remainingMs, stalledMs }: Estimate, intervalMs: number, tuning: Tuning): number {
	const maxMs = Math.max(MAX_POLL_INTERVAL_MS, intervalMs);
	const maxStallMs = stallLimit(remaining, intervalMs * tuning.maxIntervalsNearEnd, maxMs);
	const delay = Math.max(remainingMs * tuning.shareOfRemaining, Math.min(stalledMs * tuning.shareOfStall, maxStallMs));
	return Math.min(Math.max(intervalMs, delay), maxMs);
}

function delayInBatch({ stalledMs, hasRestarted }: Estimate, intervalMs: number, { sleepMs, maxStallMs, maxMs }: BatchPace): number {
	const delay = Math.max(sleepMs, Math.min(stalledMs, maxStallMs));
	return Math.min(Math.max(intervalMs, delay), hasRestarted ? intervalMs * RESTART_INTERVALS : maxMs);
}

/** The longest sleep while a render makes no progress: from `maxMs` at 0 % down to `nearEndMs`. */
export function stallLimit(remaining: number, nearEndMs: number, maxMs: number): number {
	return nearEndMs + (maxMs - nearEndMs) * (remaining / 100) ** 2;
}

export interface Estimate {
	/** Per cent. */
	remaining: number;
	/** Less than 0 when the render is behind it. */
	remainingMs: number;
	/** Since the last progress. */
	stalledMs: number;
	/** The last poll saw the first progress after a stall. */
	hasRestarted: boolean;
}

/** The shortest time that the render can still take, going by its fastest progress so far. */
export function estimateRemaining(samples: readonly Sample[]): Estimate {
	const last = samples.at(-1);
	if (!last) return { remaining: 100, remainingMs: 0, stalledMs: 0, hasRestarted: false };
	const remaining = 100 - last.progress;
	const rising = sinceLastDrop(samples);
	const since = rising.find(({ progress }) => progress === last.progress) ?? last;
	const stalledMs = last.at - since.at;
	const remainingMs = remaining / fastestSpeed(rising, since) - stalledMs;
	const [before, previous] = rising.slice(-3);
	const hasRestarted = rising.length > 2 && last.progress > previous.progress && previous.progress === before.progress;
	return { remaining, remainingMs, stalledMs, hasRestarted };
}

/** Progress that goes backwards starts again: what was before says nothing about the speed. */
function sinceLastDrop(samples: readonly Sample[]): readonly Sample[] {
	const top = samples.findLastIndex(({ progress }, index) => progress > (samples[index + 1]?.progress ?? 100));
	return samples.slice(top + 1);
}

/** Per cent a millisecond in the fastest stretch that ends at `since`; Infinity when it never moved. */
function fastestSpeed(rising: readonly Sample[], since: Sample): number {
	const speeds = rising
		.filter(({ progress }) => progress < since.progress)
		.map(({ at, progress }) => (since.progress - progress) / (since.at - at));
	return speeds.length > 0 ? Math.max(...speeds) : Number.POSITIVE_INFINITY;
}
