import { afterAttempt, MAX_ATTEMPTS_WITHOUT_PROGRESS, NO_ATTEMPTS, retryDelayMs, type Attempts } from '../../../nodes/shared/core/download/attempts';

const MINUTE_MS = 60_000;
const failure = (retryAfterMs?: number) => ({ reason: 'HTTP status 503', retryAfterMs });
const attempts = (withoutProgress: number): Attempts => ({ furthest: 5, withoutProgress });
const always = (share: number) => () => share;

test('attempts are counted from the last new byte on, over restarts', () => {
	const ends = [0, 0, 20, 20, 8, 20, 21];
	let counted = NO_ATTEMPTS;
	const counts = ends.map((offset) => {
		counted = afterAttempt(counted, offset);
		return counted.withoutProgress;
	});
	expect(counts).toEqual([1, 2, 0, 1, 2, 3, 0]);
	expect(counted.furthest).toBe(21);
});

test.each<[string, number, number | undefined, shortest: number, longest: number]>([
	['after a new byte', 0, undefined, 250, 500],
	['after one attempt', 1, undefined, 250, 500],
	['after four attempts', 4, undefined, 2_000, 4_000],
	['at most, by itself', MAX_ATTEMPTS_WITHOUT_PROGRESS - 1, undefined, 15_000, 30_000],
	['with a Retry-After', 1, 20_000, 20_000, 20_000],
	['with a Retry-After below its own pause', 4, 100, 2_000, 4_000],
	['with the longest Retry-After', 0, 15 * MINUTE_MS, 15 * MINUTE_MS, 15 * MINUTE_MS],
])('it pauses %s', (_when, withoutProgress, retryAfterMs, shortest, longest) => {
	expect(retryDelayMs(attempts(withoutProgress), failure(retryAfterMs), always(0))).toBe(shortest);
	expect(retryDelayMs(attempts(withoutProgress), failure(retryAfterMs), always(1))).toBe(longest);
});

test.each([
	['after ten attempts without a new byte', MAX_ATTEMPTS_WITHOUT_PROGRESS, 0],
	['when it is asked to wait for more than 15 minutes', 0, 15 * MINUTE_MS + 1],
])('there is no next attempt %s', (_when, withoutProgress, retryAfterMs) => {
	expect(retryDelayMs(attempts(withoutProgress), failure(retryAfterMs), always(0))).toBeUndefined();
});
