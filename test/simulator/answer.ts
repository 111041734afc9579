import { bodyOf, type Body } from './body';

/** How an answer travels; without any of these it arrives whole and at once. */
export interface Delivery {
	/** Real milliseconds before the first byte. */
	waitMs?: number;
	/** No answer at all: the connection is reset, or stays open in silence. */
	silence?: 'reset' | 'hang';
	/** Body bytes after which it breaks off … */
	stopAfter?: number;
	/** … by closing the connection, or by staying silent for ever. */
	stopBy?: 'close' | 'hang';
	bytesPerSecond?: number;
	/** A `Content-Length` other than the true one; `none` sends chunked. */
	declaredLength?: number | 'none';
}

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Body;
	delivery: Delivery;
}

export function answer(
	status: number,
	contentType: string,
	body: Body | string,
	headers: Record<string, string> = {},
): Answer {
	const content = typeof body === 'string' ? bodyOf(body) : body;
	return { status, headers: { 'content-type': contentType, ...headers }, body: content, delivery: {} };
}

export function jsonAnswer(status: number, value: unknown): Answer {
	return answer(status, 'application/json; charset=utf-8', JSON.stringify(value) ?? '');
}

/** An error as object storage tells it. */
export function xmlError(status: number, code: string, message: string): Answer {
	const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return answer(status, 'application/xml', xml);
}
