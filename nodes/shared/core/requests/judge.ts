import { isObject, objectAt, textAt, type JsonObject } from '../json';
import { retryAfterMs } from './retryAfter';

/** What became of one request. */
export type Answer =
	/** The server answered in full. */
	| { kind: 'answered'; status: number; headers: Record<string, string | undefined>; text: string }
	/** It certainly never reached the server: connection refused, name not resolved. */
	| { kind: 'unsent'; cause: string }
	/** It may have reached the server; no (whole) answer came back. */
	| { kind: 'lost'; cause: string };

/**
 * Why a request brought nothing:
 * `busy` 429 · `unavailable` 408 and 5xx · `unreadable` not JSON · `lost`, `unsent` no answer ·
 * `credentials` 401, 403 · `credits` none left · `notFound` · `moved` a redirect · `refused` else.
 */
export type Reason =
	| 'busy'
	| 'unavailable'
	| 'unreadable'
	| 'lost'
	| 'unsent'
	| 'credentials'
	| 'credits'
	| 'notFound'
	| 'moved'
	| 'refused';

export interface Refusal {
	ok: false;
	reason: Reason;
	/** In AI Studios' own words where it has some. Not yet redacted. */
	why: string;
	status?: number;
	/** How long AI Studios asks to wait. */
	retryAfter?: number;
}

export type Verdict = { ok: true; envelope: JsonObject } | Refusal;

/** Judges by the envelope as well as by the status: a 200 with `success: false` is a refusal. */
export function judge(answer: Answer, now: number): Verdict {
	if (answer.kind !== 'answered') return { ok: false, reason: answer.kind, why: answer.cause };
	const { status, headers, text } = answer;
	const envelope = parsed(text);
	const said = envelope ? messageIn(envelope) : undefined;
	const refuse = (reason: Reason, why: string): Refusal => ({ ok: false, reason, why: said ?? why, status });

	if (status === 429) {
		const retryAfter = retryAfterMs(headers['retry-after'], now);
		return { ...refuse('busy', 'too many requests'), ...(retryAfter === undefined ? {} : { retryAfter }) };
	}
	if (status === 408 || status >= 500) {
		const retryAfter = retryAfterMs(headers['retry-after'], now);
		return { ...refuse('unavailable', `HTTP status ${status}`), ...(retryAfter === undefined ? {} : { retryAfter }) };
	}
	if (status >= 300 && status < 400) return refuse('moved', originOf(headers.location));
	if (status >= 400) return refuse(reasonOfStatus(status) ?? reasonOfWords(said), `HTTP status ${status}`);
	if (!envelope) return refuse('unreadable', `${contentName(headers, text)} instead of JSON`);
	if (envelope.success === false) return refuse(reasonOfWords(said), 'it gave no reason');
	return { ok: true, envelope };
}

function parsed(text: string): JsonObject | undefined {
	try {
		const value = JSON.parse(text) as unknown;
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** v2 says why in `msg`, v3 in `error.msg`. */
export function messageIn(envelope: JsonObject): string | undefined {
	const error = objectAt(envelope, 'error');
	return textAt(envelope, 'msg', 'message') ?? textAt(error, 'msg', 'message') ?? textAt(envelope, 'error');
}

function reasonOfStatus(status: number): Reason | undefined {
	if (status === 401 || status === 403) return 'credentials';
	if (status === 402) return 'credits';
	return status === 404 || status === 410 ? 'notFound' : undefined;
}

/** Refusals also come with HTTP 200, and no list of codes is published: the words have to do. */
function reasonOfWords(said: string | undefined): Reason {
	if (said === undefined) return 'refused';
	if (/unauthori[sz]ed|forbidden|api key|\btoken|\bjwt\b|user key|app ?id|credential|authenticat/i.test(said)) {
		return 'credentials';
	}
	if (/\b(cubes?|credits?|balance|insufficient|quota|payment|plan)\b/i.test(said)) return 'credits';
	if (/not[ _]?(be )?found|no such|does ?n[o']?t exist|unknown project|invalid project/i.test(said)) return 'notFound';
	return 'refused';
}

function originOf(location: string | undefined): string {
	try {
		return new URL(location ?? '').origin;
	} catch {
		return 'another address';
	}
}

function contentName(headers: Record<string, string | undefined>, text: string): string {
	if (text.trim() === '') return 'an empty answer';
	return /html/i.test(headers['content-type'] ?? '') || text.trimStart().startsWith('<') ? 'a web page' : 'a broken answer';
}
