import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';
import { rejectionEnvelope } from '../core/api/envelope';
import { tokenEndpoint } from '../core/api/v3';
import { classifyResponse, type ApiFailure, type ClassifiedResponse, type FailureReason } from '../core/http/classifyResponse';
import type { HttpResult } from '../core/ports';
import { apiRequest, readResponse } from './apiRequest';
import { resolveCredential } from './credential';
import { RequestAbort, RequestTimeouts } from './requestAbort';
import { n8nRuntime, type Runtime } from './runtime';

/** The exchange of App ID and User Key for a token returned none. */
class TokenExchangeError extends Error {
	constructor(
		message: string,
		/** Whether AI Studios rejected them, or did not respond properly. */
		readonly rejected: boolean,
	) {
		super(message);
		this.name = 'TokenExchangeError';
	}
}

/** By name: n8n may hold two copies of this package. */
export function isTokenExchangeError(error: { name?: string }): error is TokenExchangeError {
	return error.name === 'TokenExchangeError';
}

/** Without a token the request was not sent, or got a 401. */
export function tokenExchangeResult({ rejected, message }: TokenExchangeError): HttpResult {
	if (!rejected) return { kind: 'notSent', cause: message };
	return { kind: 'response', status: 401, headers: {}, text: JSON.stringify(rejectionEnvelope(message)) };
}

/** Failures that say nothing about App ID and User Key. */
const INCONCLUSIVE: ReadonlySet<FailureReason> = new Set(['rateLimited', 'unavailable', 'unreadable', 'notSent', 'noResponse']);

/**
 * Exchanges App ID and User Key for a token that lives 24 hours (v3).
 * @throws TokenExchangeError, without a secret in it
 */
export async function exchangeToken(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
	runtime: Runtime = n8nRuntime,
): Promise<string> {
	const { server, redact } = resolveCredential(credential);
	const endpoint = tokenEndpoint(String(credential.appId).trim(), String(credential.userKey).trim());
	const abort = new RequestAbort(undefined, new RequestTimeouts(runtime.requestTimeoutMs).start());
	const options = { ...apiRequest(server, endpoint, runtime.requestTimeoutMs), abortSignal: abort.signal };
	const response = await classified(async () => (await helper.helpers.httpRequest(options)) as IN8nHttpFullResponse, runtime);
	abort.abort();
	if (!response.ok) throw exchangeError({ ...response, detail: redact(response.detail) });
	const token = endpoint.parse(response.envelope, redact);
	if (token === undefined) throw new TokenExchangeError('AI Studios responded without a token', false);
	return token;
}

async function classified(send: () => Promise<IN8nHttpFullResponse>, runtime: Runtime): Promise<ClassifiedResponse> {
	try {
		return classifyResponse(await readResponse(await send()), runtime.now());
	} catch {
		return { ok: false, reason: 'notSent', detail: 'AI Studios could not be reached for a token' };
	}
}

function exchangeError({ reason, detail }: ApiFailure): TokenExchangeError {
	return new TokenExchangeError(`no token for this App ID and User Key (${detail})`, !INCONCLUSIVE.has(reason));
}
