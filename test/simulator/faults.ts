import { answer, jsonAnswer, type Answer, type Delivery } from './answer';
import { bodyOf, joined, repeated, sliced } from './body';
import type { Generation } from './options';

/** What a fault may look at and turn before the request is handled. */
export interface FaultContext {
	generation: Generation;
	headers: Record<string, string | string[] | undefined>;
	/** Exchanges the project's finished file for another of the same size. */
	changeFile: () => void;
}

export interface Fault {
	/** As it stands in the record's `faultApplied`. */
	name: string;
	/** Whether the request is handled (an export is taken and charged) before the answer is spoilt. */
	taken: boolean;
	before?: (context: FaultContext) => void;
	/** Spoils the true answer, or makes one when the request was not taken. */
	spoil: (answer: Answer, context: FaultContext) => Answer;
	/** Stays for all requests to come instead of the next one only. */
	forever?: boolean;
}

const HUGE_BYTES = 11 * 1024 * 1024;
const FILLER = Buffer.alloc(64 * 1024, 'x');

/** No fault at all. */
export const fine: Fault = { name: 'fine', taken: true, spoil: (answer) => answer };

/** This fault for every request from here on. */
export const always = (fault: Fault): Fault => ({ ...fault, forever: true });

/** The same fault several times, to be spread into a script. */
export const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

/** The request is handled first, as `taken(status(502))`: the export is taken, its answer is lost. */
export const taken = (fault: Fault): Fault => ({ ...fault, name: `taken, ${fault.name}`, taken: true });

export interface StatusOptions {
	/** Seconds, or any text (malformed ones too); a function is asked when the answer goes out. */
	retryAfter?: number | string | (() => string);
	headers?: Record<string, string>;
	/** Text is sent as a text, everything else as JSON; a refusal of the generation by default. */
	body?: unknown;
}

/** An HTTP status instead of an answer; the request is not taken. */
export function status(code: number, options: StatusOptions = {}): Fault {
	return replaced(`status ${code}`, (_true, { generation }) => {
		const { retryAfter, headers = {}, body = refusalBody(generation, `Simulated status ${code}.`, code) } = options;
		const wait = typeof retryAfter === 'function' ? retryAfter() : retryAfter;
		const extra = wait === undefined ? headers : { 'retry-after': String(wait), ...headers };
		const made = typeof body === 'string' ? answer(code, 'text/plain', body) : jsonAnswer(code, body);
		return { ...made, headers: { ...made.headers, ...extra } };
	});
}

/** For `retryAfter`: an HTTP date so many real seconds after the answer. */
export const dateIn = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toUTCString();

/** The envelope of a refusal with HTTP 200, as the vendor documents it; the request is not taken. */
export const refusal = (message: string, code = 400): Fault =>
	replaced('refusal', (_true, { generation }) => jsonAnswer(200, refusalBody(generation, message, code)));

export function refusalBody(generation: Generation, message: string, code: number): object {
	return generation === 'v2'
		? { success: false, msg: message }
		: { success: false, error: { code, msg: message } };
}

/** The connection is reset before a byte is answered; the request is not taken. */
export const reset: Fault = { ...spoiltDelivery('reset', { silence: 'reset' }), taken: false };

/** The request is taken, then the connection is reset. */
export const acceptThenReset: Fault = taken(reset);

/** No answer and no end; the request is not taken. */
export const hang: Fault = { ...spoiltDelivery('hang', { silence: 'hang' }), taken: false };

/** The connection closes after so many body bytes of this answer. */
export const cutBody = (bytes: number): Fault =>
	spoiltDelivery(`cut after ${bytes} bytes`, { stopAfter: bytes, stopBy: 'close' });

/** The connection stays open, but nothing comes after so many body bytes of this answer. */
export const stall = (bytes: number): Fault =>
	spoiltDelivery(`stall after ${bytes} bytes`, { stopAfter: bytes, stopBy: 'hang' });

/** The true answer, slowly. */
export const trickle = (bytesPerSecond: number): Fault =>
	spoiltDelivery(`trickle at ${bytesPerSecond} bytes a second`, { bytesPerSecond });

/** Another fault, or the true answer, after so many real milliseconds. */
export function delay(milliseconds: number, then: Fault = fine): Fault {
	const name = `delay of ${milliseconds} ms, ${then.name}`;
	return { ...then, name, spoil: (given, context) => withDelivery(then.spoil(given, context), { waitMs: milliseconds }) };
}

/** HTTP 200 with a text that is no JSON. */
export const notJson: Fault = replaced('not JSON', () => answer(200, 'application/json', '{"success": tru'));

/** A web page where data was expected, as gateways and captive portals send it. */
export const htmlPage = (code = 200): Fault =>
	replaced(`HTML page with status ${code}`, () =>
		answer(code, 'text/html; charset=utf-8', '<!DOCTYPE html><html><body><h1>One moment, please</h1></body></html>'),
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

/** `Range` is not obeyed: 200 and the whole file. */
export const ignoreRange: Fault = {
	...fine,
	name: 'range ignored',
	before: ({ headers }) => {
		delete headers.range;
	},
};

/** `Range` is obeyed in spite of an `If-Range` that does not fit. */
export const ignoreIfRange: Fault = {
	...fine,
	name: 'If-Range ignored',
	before: ({ headers }) => {
		delete headers['if-range'];
	},
};

/** A 206 whose `Content-Range` speaks of another start or total, by so many bytes. */
export function wrongContentRange(shift: { start?: number; total?: number }): Fault {
	return {
		...fine,
		name: 'wrong Content-Range',
		spoil: (given) => {
			const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(given.headers['content-range'] ?? '') ?? [];
			if (total === undefined) return given;
			const [from, to] = [Number(start) + (shift.start ?? 0), Number(end) + (shift.start ?? 0)];
			const range = `bytes ${from}-${to}/${Number(total) + (shift.total ?? 0)}`;
			return { ...given, headers: { ...given.headers, 'content-range': range } };
		},
	};
}

/** From this request on the file is another one (same size, other bytes, other ETag). */
export const changedFile: Fault = { ...fine, name: 'changed file', before: ({ changeFile }) => changeFile() };

/** An answer that lacks its last bytes and does not admit it. */
export const shortBody = (missing: number): Fault => ({
	...fine,
	name: `short by ${missing} bytes`,
	spoil: (given) => ({ ...given, body: sliced(given.body, 0, Math.max(0, given.body.length - missing)) }),
});

/** `Content-Length` promises more bytes than come before the connection closes. */
export const longContentLength = (extra: number): Fault => ({
	...fine,
	name: `Content-Length ${extra} too large`,
	spoil: (given) =>
		withDelivery(given, { declaredLength: given.body.length + extra, stopAfter: given.body.length, stopBy: 'close' }),
});

/** Any change of the true answer that has no name here. */
export const spoilt = (name: string, spoil: Fault['spoil']): Fault => ({ name, taken: true, spoil });

function replaced(name: string, spoil: Fault['spoil']): Fault {
	return { name, taken: false, spoil };
}

function spoiltDelivery(name: string, delivery: Delivery): Fault {
	return { name, taken: true, spoil: (given) => withDelivery(given, delivery) };
}

function withDelivery(given: Answer, delivery: Delivery): Answer {
	return { ...given, delivery: { ...given.delivery, ...delivery } };
}
