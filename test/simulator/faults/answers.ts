import { answer, jsonAnswer, xmlError, type Answer } from '../answer';
import { bodyOf, joined, repeated } from '../body';
import { refusalBody } from '../refusal';
import { replaced, withDelivery, type Fault, type FaultContext } from './fault';

const HUGE_BYTES = 11 * 1024 * 1024;
const FILLER = Buffer.alloc(64 * 1024, 'x');

export interface StatusOptions {
	/** Seconds, or any text (malformed ones too); a function is asked when the answer goes out. */
	retryAfter?: number | string | (() => string);
	headers?: Record<string, string>;
	/** Text is sent as a text, everything else as JSON; by default a refusal as its origin words it. */
	body?: unknown;
}

/** An HTTP status instead of an answer; the request is not taken. */
export function status(code: number, options: StatusOptions = {}): Fault {
	const { retryAfter, headers, body } = options;
	return replaced(`status ${code}`, (_true, context) => {
		const made = statusAnswer(code, body, context);
		const wait = typeof retryAfter === 'function' ? retryAfter() : retryAfter;
		if (wait !== undefined) made.headers['retry-after'] = String(wait);
		return { ...made, headers: { ...made.headers, ...headers } };
	});
}

function statusAnswer(code: number, body: unknown, { origin, generation }: FaultContext): Answer {
	const message = `Simulated status ${code}.`;
	if (typeof body === 'string') return answer(code, 'text/plain', body);
	if (body !== undefined) return jsonAnswer(code, body);
	if (origin === 'files') return xmlError(code, 'Simulated', message);
	return jsonAnswer(code, refusalBody(generation, message, code));
}

/** For `retryAfter`: an HTTP date so many real seconds after the answer. */
export const dateIn = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toUTCString();

/** The envelope of a refusal with HTTP 200, as the vendor documents it; the request is not taken. */
export const refusal = (message: string, code = 400): Fault =>
	replaced('refusal', (_true, { generation }) => jsonAnswer(200, refusalBody(generation, message, code)));

/** HTTP 200 with a text that is no JSON. */
export const notJson: Fault = replaced('not JSON', () => answer(200, 'application/json', '{"success": tru'));

/** A web page where data was expected, as gateways and captive portals send it. */
export const htmlPage = (code = 200): Fault =>
	replaced(`HTML page with status ${code}`, () =>
		answer(
			code,
			'text/html; charset=utf-8',
			'<!DOCTYPE html><html><body><h1>One moment, please</h1></body></html>',
		),
	);

/** An XML document where a video was expected. */
export const xmlPage = (code = 200): Fault =>
	replaced(`XML page with status ${code}`, () =>
		answer(code, 'application/xml', '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>'),
	);

/** HTTP 200 and nothing in it; an empty file on a download. */
export const emptyBody: Fault = {
	name: 'empty body',
	taken: true,
	spoil: (given) => ({ ...given, status: 200, body: bodyOf('') }),
};

/** Any JSON value instead of the answer. */
export const wrongJson = (value: unknown, code = 200): Fault =>
	replaced('wrong JSON', () => jsonAnswer(code, value));

/** Any bytes instead of the answer. */
export const rawBody = (content: Buffer | string, code = 200, contentType = 'application/json'): Fault =>
	replaced('raw body', () => answer(code, contentType, bodyOf(content)));

/** Valid JSON of more than 10 MB, streamed; without `Content-Length` when `declared` is false. */
export const hugeBody = (bytes = HUGE_BYTES, declared = true): Fault =>
	replaced('huge body', () => {
		const [start, end] = [bodyOf('{"success":true,"data":{"filler":"'), bodyOf('"}}')];
		const body = joined(joined(start, repeated(FILLER, bytes)), end);
		const made = answer(200, 'application/json', body);
		return declared ? made : withDelivery(made, { declaredLength: 'none' });
	});

/** To a URL of this or another origin. */
export const redirect = (location: string, code = 302): Fault =>
	replaced(`redirect ${code}`, () => answer(code, 'text/plain', 'Elsewhere.', { location }));
