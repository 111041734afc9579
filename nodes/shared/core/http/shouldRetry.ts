import type { FailureReason } from './classifyResponse';

/** Attempts of one reading request, and of an export that was certainly not accepted. */
export const MAX_ATTEMPTS = 7;

/** A rejection may be a fault of the moment, so it is believed only at the third attempt. */
const MAX_ATTEMPTS_WHEN_REJECTED = 3;

/** The failures that may pass; after any other there is no second attempt. */
const TRANSIENT: ReadonlySet<FailureReason> = new Set(['rateLimited', 'unavailable', 'unreadable', 'noResponse', 'notSent']);
const CERTAINLY_NOT_ACCEPTED: ReadonlySet<FailureReason> = new Set(['rateLimited', 'notSent']);

/** Whether a reading request that failed `failures` times in a row is worth another attempt. */
export function shouldRetry(reason: FailureReason, failures: number, maxAttempts: number = MAX_ATTEMPTS): boolean {
	if (reason === 'rejected') return failures < MAX_ATTEMPTS_WHEN_REJECTED;
	return TRANSIENT.has(reason) && failures < maxAttempts;
}

/** The same for an upload that costs nothing: a file that is rejected is not sent again. */
export function shouldRetryUpload(reason: FailureReason, failures: number): boolean {
	return reason !== 'rejected' && shouldRetry(reason, failures);
}

/** Whether a paid request may be sent again without any risk of paying twice. */
export function shouldRetryPayment(reason: FailureReason, failures: number): boolean {
	return CERTAINLY_NOT_ACCEPTED.has(reason) && failures < MAX_ATTEMPTS;
}

/** Whether nobody knows if a paid request that failed was accepted. */
export function leavesInDoubt(reason: FailureReason): boolean {
	return TRANSIENT.has(reason) && !CERTAINLY_NOT_ACCEPTED.has(reason);
}
