import { bodyOf, joined, repeated } from '../body';
import { rejectionEnvelope } from '../rejection';
import { jsonResponse, makeResponse, xmlError, type SimulatedResponse } from '../response';
import { alteredResponse, replacedResponse, withDelivery, type Fault, type FaultContext } from './fault';

const HUGE_BODY_BYTES = 11 * 1024 * 1024;
const FILLER = Buffer.alloc(64 * 1024, 'x');

export interface StatusOptions {
	/** Seconds, or any text (malformed ones too); a function is called when the response is sent. */
	retryAfter?: number | string | (() => string);
	headers?: Record<string, string>;
	/** Text is sent as text, everything else as JSON; by default an error in the format of its origin. */
	body?: unknown;
}

/** An HTTP status instead of the response; the request is not accepted. */
export function status(code: number, { retryAfter, headers, body }: StatusOptions = {}): Fault {
	return replacedResponse(`status ${code}`, (_response, context) => {
		const response = statusResponse(code, body, context);
		const value = typeof retryAfter === 'function' ? retryAfter() : retryAfter;
		if (value !== undefined) response.headers['retry-after'] = String(value);
		return { ...response, headers: { ...response.headers, ...headers } };
	});
}

function statusResponse(code: number, body: unknown, { origin, generation }: FaultContext): SimulatedResponse {
	const message = `Simulated status ${code}.`;
	if (typeof body === 'string') return makeResponse(code, 'text/plain', body);
	if (body !== undefined) return jsonResponse(code, body);
	if (origin === 'files') return xmlError(code, 'Simulated', message);
	return jsonResponse(code, rejectionEnvelope(generation, message, code));
}

/** For `retryAfter`: the HTTP date that is so many real seconds after the response. */
export const dateIn = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toUTCString();

/** The envelope of a rejection with HTTP status 200, as the vendor documents it; the request is not accepted. */
export const rejection = (message: string, code = 400): Fault =>
	replacedResponse('rejection', (_response, { generation }) => jsonResponse(200, rejectionEnvelope(generation, message, code)));

/** HTTP status 200 with text that is not JSON. */
export const notJson: Fault = replacedResponse('not JSON', () => makeResponse(200, 'application/json', '{"success": tru'));

/** A web page where data was expected, as gateways and captive portals send it. */
export const htmlPage = (code = 200): Fault =>
	replacedResponse(`HTML page with status ${code}`, () =>
		makeResponse(
			code,
			'text/html; charset=utf-8',
			'<!DOCTYPE html><html><body><h1>One moment, please</h1></body></html>',
		),
	);

/** An XML document where a video was expected. */
export const xmlPage = (code = 200): Fault =>
	replacedResponse(`XML page with status ${code}`, () =>
		makeResponse(code, 'application/xml', '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>'),
	);

/** HTTP status 200 with an empty body; an empty file on a download. */
export const emptyBody: Fault = alteredResponse('empty body', (response) => ({ ...response, status: 200, body: bodyOf('') }));

/** Any JSON value instead of the response. */
export const wrongJson = (value: unknown, code = 200): Fault =>
	replacedResponse('wrong JSON', () => jsonResponse(code, value));

/** The true response with its JSON changed. */
export const changedJson = (name: string, change: (value: unknown) => unknown): Fault =>
	alteredResponse(name, (response) => {
		const text = Buffer.concat([...response.body.chunks(0, response.body.length)]).toString('utf8');
		return { ...response, body: bodyOf(JSON.stringify(change(JSON.parse(text)))) };
	});

/** A finished video whose URL is another text: in both generations, whatever the field is called. */
export const videoUrl = (change: (url: string) => string): Fault =>
	changedJson('another URL', (value) => JSON.parse(JSON.stringify(value), (field, inner: unknown) => (/^(url|videoUrl|downloadUrl|download_url)$/.test(field) && typeof inner === 'string' ? change(inner) : inner)) as unknown);

/** Any bytes instead of the response. */
export const rawBody = (content: Buffer | string, code = 200, contentType = 'application/json'): Fault =>
	replacedResponse('raw body', () => makeResponse(code, contentType, bodyOf(content)));

/** Valid JSON of more than 10 MB, streamed; without `Content-Length` when `withLength` is false. */
export const hugeBody = (bytes = HUGE_BODY_BYTES, withLength = true): Fault =>
	replacedResponse('huge body', () => {
		const [start, end] = [bodyOf('{"success":true,"data":{"filler":"'), bodyOf('"}}')];
		const body = joined(joined(start, repeated(FILLER, bytes)), end);
		const response = makeResponse(200, 'application/json', body);
		return withLength ? response : withDelivery(response, { contentLength: 'none' });
	});

/** To a URL at this or another origin. */
export const redirect = (location: string, code = 302): Fault =>
	replacedResponse(`redirect ${code}`, () => makeResponse(code, 'text/plain', 'Redirected.', { location }));
