import type { ICredentialTestFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { HttpRequest, HttpResult } from '../core/ports';
import { readText, type ResponseBody } from './responseBody';
import type { Upload } from './upload';

/** Errors that occur before a byte has left: the server certainly accepted nothing. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Codes of a certificate that Node does not accept: the connection is closed before anything is sent on it. */
const CERTIFICATE_REJECTED = /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** Errors of a TLS handshake that failed; those that can come later (bad record, alert about a client certificate) are not among them. */
const HANDSHAKE_FAILED = /wrong version number|handshake failure|unsupported protocol|protocol version|before secure TLS connection/i;

const TIMED_OUT = 'no response came in time';

const CAUSES: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its name could not be resolved',
	EAI_AGAIN: 'its name could not be resolved',
	EHOSTUNREACH: 'it cannot be reached from this network',
	ENETUNREACH: 'it cannot be reached from this network',
	ECONNRESET: 'the connection broke',
	ECONNABORTED: TIMED_OUT,
	ETIMEDOUT: TIMED_OUT,
};

/**
 * A request to AI Studios as n8n's HTTP helpers take it: streamed, every status returned, no redirect
 * followed. (To follow one, axios would keep the whole body in memory.) An upload may take as long as it
 * makes progress: axios would count the timeout from its beginning.
 */
export function apiRequest(server: string, { method, path, body }: HttpRequest, timeoutMs: number, upload?: Upload): IHttpRequestOptions {
	const content = upload ? uploadContent(upload) : body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {};
	return {
		method,
		url: server + path,
		...content,
		headers: { Accept: 'application/json', ...content.headers },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: upload ? 0 : timeoutMs,
	};
}

function uploadContent({ contentType, bytes, stream }: Upload): Pick<IHttpRequestOptions, 'headers' | 'body'> {
	return { headers: { 'Content-Type': contentType, 'Content-Length': bytes }, body: stream as unknown as IHttpRequestOptions['body'] };
}

type LegacyRequestOptions = Parameters<ICredentialTestFunctions['helpers']['request']>[1] & object;

/** The same for n8n's older helper, the only one that a credential test has; the authorization is not added for it. */
export function legacyApiRequest({ method, url, headers, body, timeout }: IHttpRequestOptions, authorization?: string): LegacyRequestOptions {
	return {
		method,
		uri: url,
		headers: { ...headers, ...(authorization === undefined ? {} : { Authorization: authorization }) },
		...(body === undefined ? {} : { body }),
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout,
	};
}

export async function readResponse({ statusCode, headers, body }: IN8nHttpFullResponse): Promise<HttpResult> {
	const text = await readText(body as unknown as ResponseBody);
	return { kind: 'response', status: statusCode, headers: headers as Record<string, string>, text };
}

/** What an error of axios, or of n8n around it, may hold. */
export interface RequestError {
	name?: string;
	message?: string;
	code?: string;
	response?: { status: number; headers: object; data: ResponseBody };
}

/** The error that n8n wrapped. */
export function innermostError(error: unknown): RequestError {
	const { cause } = error as { cause?: unknown };
	const wrapped = error instanceof Error && cause instanceof Error && !('response' in error);
	return wrapped ? innermostError(cause) : (error as RequestError);
}

/** What became of a request that threw `error` before there was a response. */
export function failedRequest(error: RequestError, timedOut: boolean): HttpResult {
	return { kind: isNotSent(error) && !timedOut ? 'notSent' : 'noResponse', cause: causeOf(error, timedOut) };
}

/** What became of an upload that threw `error` before the connection had taken all of it: the server cannot have accepted it. */
export function brokenUpload(error: RequestError, timedOut: boolean): HttpResult {
	return { kind: 'notSent', cause: timedOut ? 'the upload made no progress' : `${causeOf(error, false)} during the upload` };
}

/** What became of a request whose response threw `error` before it was complete. */
export function brokenResponse(error: RequestError, timedOut: boolean): HttpResult {
	return { kind: 'noResponse', cause: causeOf(error, timedOut) };
}

function isNotSent({ code = '', message = '' }: RequestError): boolean {
	return NO_CONNECTION.has(code) || message.startsWith('connect ') || CERTIFICATE_REJECTED.test(code) || HANDSHAKE_FAILED.test(message);
}

function causeOf({ code = '', message = '' }: RequestError, timedOut: boolean): string {
	if (timedOut) return TIMED_OUT;
	if (CERTIFICATE_REJECTED.test(code)) return `its certificate is not trusted (${code})`;
	if (HANDSHAKE_FAILED.test(message)) return 'no secure connection could be made; does the server use http instead of https?';
	return CAUSES[code] ?? (message || 'the connection broke');
}
