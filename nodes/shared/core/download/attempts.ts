import { backoffMs, MAX_RETRY_AFTER_MS } from '../http/retryAfter';

export const MAX_ATTEMPTS_WITHOUT_PROGRESS = 10;

/** Why an attempt ended before the file did. */
export interface AttemptFailure {
	/** In a sentence: "HTTP status 503", "the connection broke". */
	reason: string;
	httpStatus?: number;
	retryAfterMs?: number;
}

/** The attempts of one download, over restarts. */
export interface Attempts {
	/** The furthest byte ever reached. */
	furthest: number;
	/** Attempts in a row that did not get beyond it. */
	withoutProgress: number;
}

export const NO_ATTEMPTS: Attempts = { furthest: 0, withoutProgress: 0 };

/** Counts an attempt that ended at byte `offset`. A new byte forgives all attempts before it. */
export function afterAttempt({ furthest, withoutProgress }: Attempts, offset: number): Attempts {
	return offset > furthest
		? { furthest: offset, withoutProgress: 0 }
		: { furthest, withoutProgress: withoutProgress + 1 };
}

/** Milliseconds until the next attempt; undefined when there shall be none. */
export function retryDelayMs(
	{ withoutProgress }: Attempts,
	{ retryAfterMs = 0 }: AttemptFailure,
	random: () => number,
): number | undefined {
	if (withoutProgress >= MAX_ATTEMPTS_WITHOUT_PROGRESS || retryAfterMs > MAX_RETRY_AFTER_MS) return undefined;
	return Math.max(retryAfterMs, backoffMs(Math.max(1, withoutProgress), random));
}
