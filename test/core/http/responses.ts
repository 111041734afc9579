import type { HttpResult } from '../../../nodes/shared/core/ports';

/** A response with this status; a body that is not a text is sent as JSON. */
export function response(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResult {
	return { kind: 'response', status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

export const rateLimited = (retryAfter?: string) => response(429, '', retryAfter === undefined ? {} : { 'retry-after': retryAfter });

export const noResponse: HttpResult = { kind: 'noResponse', cause: 'the connection broke' };

export const notSent: HttpResult = { kind: 'notSent', cause: 'the connection was refused' };
