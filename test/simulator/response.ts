import { bodyOf, type Body } from './body';

/** How a response travels; without any of these it arrives whole and at once. */
export interface Delivery {
	/** Real milliseconds before the first byte. */
	delayMs?: number;
	/** What has to happen before the first byte. */
	heldUntil?: Promise<unknown>;
	/** No response at all: the connection is reset, or stays open and silent. */
	noResponse?: 'reset' | 'hang';
	/** Body bytes after which sending stops … */
	stopAfterBytes?: number;
	/** … and how: the connection is closed, or stays open and silent. */
	stopBy?: 'close' | 'hang';
	bytesPerSecond?: number;
	/** A `Content-Length` other than the true one; `none` sends chunked. */
	contentLength?: number | 'none';
}

export interface SimulatedResponse {
	status: number;
	headers: Record<string, string>;
	body: Body;
	delivery: Delivery;
}

export function makeResponse(
	status: number,
	contentType: string,
	body: Body | string,
	headers: Record<string, string> = {},
): SimulatedResponse {
	const content = typeof body === 'string' ? bodyOf(body) : body;
	return { status, headers: { 'content-type': contentType, ...headers }, body: content, delivery: {} };
}

export function jsonResponse(status: number, value: unknown): SimulatedResponse {
	return makeResponse(status, 'application/json; charset=utf-8', JSON.stringify(value) ?? '');
}

/** An error in the format of object storage. */
export function xmlError(status: number, code: string, message: string): SimulatedResponse {
	const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return makeResponse(status, 'application/xml', xml);
}
