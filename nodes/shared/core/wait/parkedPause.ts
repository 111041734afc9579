import { MINUTE_MS, SECOND_MS } from '../duration';
import type { Sample } from './pacing';

/** n8n's Wait node keeps a pause of less than 65 s in memory, where a restart ends it; the second more is for the way there. */
export const MIN_PARKED_PAUSE_MS = 66 * SECOND_MS;
const MAX_PARKED_PAUSE_MS = 5 * MINUTE_MS;
/** Estimates err, and the end should be seen soon. */
const SHARE_OF_REMAINING = 0.6;

/** A render that is still waited for. */
export interface ParkedRender {
	samples: readonly Sample[];
	/** Milliseconds of the clock. */
	deadline: number;
}

/**
 * How long a parked wait pauses before it polls all its renders again, in milliseconds. The files are
 * downloaded when the last render has ended, so it is the slowest that counts: 60 % of the shortest
 * time that it can still take, going by its fastest progress so far, but at most five minutes. So many
 * renders that polling them all after such a pause would be more than `maxPollsPerSecond` on average have
 * a longer one. At least 66 s, and else not beyond the last deadline.
 */
export function parkedPauseMs(renders: readonly ParkedRender[], maxPollsPerSecond: number, now: number): number {
	let [remainingMs, untilLastDeadlineMs] = [0, 0];
	for (const { samples, deadline } of renders) {
		remainingMs = Math.max(remainingMs, shortestRemainingMs(samples));
		untilLastDeadlineMs = Math.max(untilLastDeadlineMs, deadline - now);
	}
	const estimateMs = Math.min(remainingMs * SHARE_OF_REMAINING, MAX_PARKED_PAUSE_MS);
	const pollsMs = (renders.length / maxPollsPerSecond) * SECOND_MS;
	return Math.max(MIN_PARKED_PAUSE_MS, Math.min(Math.max(estimateMs, pollsMs), untilLastDeadlineMs));
}

/** Zero for a render that has not moved yet. */
function shortestRemainingMs(samples: readonly Sample[]): number {
	const speeds = samples.slice(1).map(({ at, progress }, index) => (progress - samples[index].progress) / (at - samples[index].at));
	const fastest = Math.max(0, ...speeds);
	const progress = samples.at(-1)?.progress ?? 0;
	return fastest > 0 ? (100 - progress) / fastest : 0;
}
