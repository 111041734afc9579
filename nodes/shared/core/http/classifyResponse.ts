import { isRejection, messageIn } from '../api/envelope';
import { reasonInMessage, type RejectionReason } from '../api/rejectionReason';
import { isObject, type JsonObject } from '../json';
import type { Headers, HttpResult } from '../ports';
import { retryAfterMs } from './retryAfter';

/**
 * Why a request was of no use: `rateLimited` 429 · `unavailable` 408 and 5xx · `unreadable` not JSON ·
 * `noResponse`, `notSent` see `HttpResult` · `credentials` 401, 403 · `credits` none left ·
 * `notFound` · `redirected` · `rejected` for any other reason.
 */
export type FailureReason = 'rateLimited' | 'unavailable' | 'unreadable' | 'noResponse' | 'notSent' | 'redirected' | RejectionReason;

export interface ApiFailure {
	ok: false;
	reason: FailureReason;
	/** In AI Studios' own words where there are some. */
	detail: string;
	/** HTTP status, when there was a response. */
	status?: number;
	/** How long AI Studios asks to wait. */
	retryAfterMs?: number;
	/** Whether the response was a JSON object, as AI Studios sends them. */
	hasEnvelope?: boolean;
}

export type ClassifiedResponse = { ok: true; envelope: JsonObject } | ApiFailure;

/** Goes by the envelope as well as by the status: a 200 with `success: false` is a rejection. */
export function classifyResponse(result: HttpResult, now: number): ClassifiedResponse {
	if (result.kind !== 'response') return { ok: false, reason: result.kind, detail: result.cause };
	const { status, headers, text } = result;
	const envelope = parseEnvelope(text);
	const message = envelope && messageIn(envelope);
	const failure = (reason: FailureReason, detail: string): ApiFailure => ({ ok: false, reason, detail, status, hasEnvelope: envelope !== undefined });

	if (status === 429 || status === 408 || status >= 500) {
		const reason = status === 429 ? 'rateLimited' : 'unavailable';
		return { ...failure(reason, message ?? `HTTP status ${status}`), retryAfterMs: retryAfterMs(headers['retry-after'], now) };
	}
	if (status >= 400) return failure(reasonForStatus(status, message), message ?? `HTTP status ${status}`);
	if (status >= 300) return failure('redirected', redirectTarget(headers.location));
	if (!envelope) return failure('unreadable', `${describeContent(headers, text)} instead of a JSON object`);
	if (isRejection(envelope)) return failure(reasonInMessage(message), message ?? 'no reason was given');
	return { ok: true, envelope };
}

function parseEnvelope(text: string): JsonObject | undefined {
	try {
		const value = JSON.parse(text) as unknown;
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function reasonForStatus(status: number, message: string | undefined): RejectionReason {
	if (status === 402) return 'credits';
	if (status === 403 && reasonInMessage(message) === 'credits') return 'credits';
	if (status === 401 || status === 403) return 'credentials';
	return status === 404 || status === 410 ? 'notFound' : reasonInMessage(message);
}

/** Only the origin: the rest may be signed. */
function redirectTarget(location: string | undefined): string {
	if (location === undefined) return 'no target was given';
	return URL.canParse(location) ? new URL(location).origin : 'another page of the same server';
}

function describeContent(headers: Headers, text: string): string {
	if (text.trim() === '') return 'an empty response';
	return /html/i.test(headers['content-type'] ?? '') || text.trimStart().startsWith('<') ? 'a web page' : 'a broken response';
}
