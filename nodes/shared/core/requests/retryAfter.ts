import { SECOND } from '../clock';

/** The longest pause that is obeyed; one that asks for more is reported instead of slept through. */
export const LONGEST_PAUSE = 15 * 60 * SECOND;

const FIRST_DELAY = SECOND / 2;
const LONGEST_DELAY = 30 * SECOND;

/**
 * A `Retry-After` header in milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3).
 * A malformed one loses only its timing: undefined. (Date.parse alone makes a date of "try 2".)
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * SECOND;
	const date = /^[a-z]{3,9}, \d.* GMT$/i.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * The delay before the next try after `failures` in a row: half a second, doubled each time up to
 * 30 s, of which a random half is taken off so that items do not come back together.
 */
export function backoff(failures: number, random: () => number): number {
	const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(failures - 1, 10));
	return full / 2 + (full / 2) * random();
}
