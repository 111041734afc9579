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
	/** How long AI Studios asks to wait, in milliseconds. */
	retryAfter?: number;
	/** What came, when it was a JSON object. */
	envelope?: JsonObject;
}

export type Verdict = { ok: true; envelope: JsonObject } | Refusal;

/** Judges by the envelope as well as by the status: a 200 with `success: false` is a refusal. */
export function judge(answer: Answer, now: number): Verdict {
	if (answer.kind !== 'answered') return { ok: false, reason: answer.kind, why: answer.cause };
	const { status, headers, text } = answer;
	const envelope = parsed(text);
	const said = envelope ? messageIn(envelope) : undefined;
	const refuse = (reason: Reason, why: string): Refusal => ({ ok: false, reason, why, status, envelope });

	if (status === 429 || status === 408 || status >= 500) {
		const refusal = refuse(status === 429 ? 'busy' : 'unavailable', said ?? `HTTP status ${status}`);
		return { ...refusal, retryAfter: retryAfterMs(headers['retry-after'], now) };
	}
	if (status >= 400) return refuse(reasonOfStatus(status, said) ?? reasonOfWords(said), said ?? `HTTP status ${status}`);
	if (status >= 300) return refuse('moved', whereTo(headers.location));
	if (!envelope) return refuse('unreadable', `${contentName(headers, text)} instead of a JSON object`);
	if (envelope.success === false) return refuse(reasonOfWords(said), said ?? 'it gave no reason');
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

const ABOUT_CREDENTIALS =
	/unauthori[sz]ed|api[ _-]?key|\bjwt\b|user[ _-]?key|\bapp[ _-]?id\b|credential|authenticat|authori[sz]ation|(access|auth|session|invalid|expired|bad|no) token|token (is|has|was|not|invalid|expired|missing)/i;
const ABOUT_CREDITS = /\b(cubes?|credits?|balance|funds|quota|payment|subscription)\b|\bplan (is|has|was) /i;
const ABOUT_NOT_FOUND = /not[ _]?(be )?found|no such|no project\b|do(es)?( not|n't) exist|unknown project|invalid project/i;

function reasonOfStatus(status: number, said: string | undefined): Reason | undefined {
	if (status === 402) return 'credits';
	if (status === 403 && reasonOfWords(said) === 'credits') return 'credits';
	if (status === 401 || status === 403) return 'credentials';
	return status === 404 || status === 410 ? 'notFound' : undefined;
}

/** Refusals also come with HTTP 200, and no list of codes is published: the words have to do. */
function reasonOfWords(said: string | undefined): Reason {
	if (said === undefined) return 'refused';
	if (ABOUT_CREDENTIALS.test(said)) return 'credentials';
	if (ABOUT_CREDITS.test(said)) return 'credits';
	return ABOUT_NOT_FOUND.test(said) ? 'notFound' : 'refused';
}

/** Where a redirect leads; only its origin, for the rest may be signed. */
function whereTo(location: string | undefined): string {
	if (location === undefined) return 'it does not say where';
	return URL.canParse(location) ? new URL(location).origin : 'another page of the same server';
}

function contentName(headers: Record<string, string | undefined>, text: string): string {
	if (text.trim() === '') return 'an empty answer';
	return /html/i.test(headers['content-type'] ?? '') || text.trimStart().startsWith('<') ? 'a web page' : 'a broken answer';
}
