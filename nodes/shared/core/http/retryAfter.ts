import { MINUTE_MS, SECOND_MS } from '../duration';

/** The longest pause that is obeyed; a request to wait longer is reported instead. */
export const MAX_RETRY_AFTER_MS = 15 * MINUTE_MS;

const FIRST_BACKOFF_MS = SECOND_MS / 2;
const MAX_BACKOFF_MS = 30 * SECOND_MS;

/**
 * A `Retry-After` header in milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3).
 * A malformed one loses only its timing: undefined. (Date.parse alone makes a date of "try 2".)
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * SECOND_MS;
	const date = /^[a-z]{3,9}, \d.* GMT$/i.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * The delay before the next attempt after `failures` in a row: half a second, doubled each time up to
 * 30 s, of which a random half is taken off so that items do not come back together.
 */
export function backoffMs(failures: number, random: () => number): number {
	const full = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
	return full / 2 + (full / 2) * random();
}
