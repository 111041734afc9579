import type { IExecuteFunctions, ILoadOptionsFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { ExecutionCancelled, rethrow } from '../core/errors';
import type { ApiTransport, HttpRequest, HttpResult, SendOptions } from '../core/ports';
import { apiRequest, brokenResponse, failedRequest, innermostError, readResponse } from './apiRequest';
import type { ResolvedCredential } from './credential';
import { RequestAbort, RequestTimeouts } from './requestAbort';
import type { Runtime } from './runtime';
import { isTokenExchangeError, tokenExchangeResult } from './tokenExchange';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * The one way to the API. The v3 token is exchanged by n8n (`preAuthentication`), which does so for
 * every request that gets a 401: so only one request at a time may see one. The first of a run goes
 * alone, and after a 401 one request renews the token while the others wait for it.
 */
export class N8nApiTransport implements ApiTransport {
	private readonly timeouts: RequestTimeouts;
	private renewal: Promise<unknown> | undefined;
	private renewals = 0;

	constructor(
		private readonly context: Context,
		private readonly credential: ResolvedCredential,
		private readonly runtime: Runtime,
		private readonly cancelSignal?: AbortSignal,
	) {
		this.timeouts = new RequestTimeouts(runtime.requestTimeoutMs);
	}

	async send(request: HttpRequest, { outlivesCancel = false }: SendOptions = {}): Promise<HttpResult> {
		if (this.cancelSignal?.aborted) throw new ExecutionCancelled();
		const cancelSignal = outlivesCancel ? undefined : this.cancelSignal;
		if (!this.credential.hasToken) return await this.request(request, cancelSignal);
		if (!this.renewal) return await this.requestWithRenewal(request, cancelSignal);
		await this.renewal;
		const renewals = this.renewals;
		const result = await this.request(request, cancelSignal);
		if (result.kind !== 'response' || result.status !== 401) return result;
		if (renewals === this.renewals) return await this.requestWithRenewal(request, cancelSignal);
		await this.renewal;
		return await this.request(request, cancelSignal);
	}

	/** Sends so that n8n sees a 401, exchanges the token, and sends once more. */
	private async requestWithRenewal(request: HttpRequest, cancelSignal?: AbortSignal): Promise<HttpResult> {
		this.renewals += 1;
		const result = this.request(request, cancelSignal, { ignoreHttpStatusErrors: false });
		this.renewal = result;
		await result;
		this.credential.rememberToken((await this.context.getCredentials('aiStudiosApi')).sessionToken);
		return await result;
	}

	private async request(request: HttpRequest, cancelSignal?: AbortSignal, changes: { ignoreHttpStatusErrors?: false } = {}): Promise<HttpResult> {
		const abort = new RequestAbort(cancelSignal, this.timeouts.start());
		const options = { ...apiRequest(this.credential.server, request, this.runtime.requestTimeoutMs), ...changes };
		try {
			const { httpRequestWithAuthentication } = this.context.helpers;
			const response = await httpRequestWithAuthentication.call(abort.withSignal(this.context), 'aiStudiosApi', options);
			return await readResponse(response as IN8nHttpFullResponse);
		} catch (error) {
			if (cancelSignal?.aborted) return rethrow(new ExecutionCancelled());
			return await resultOf(error, abort);
		} finally {
			abort.abort();
		}
	}
}

/** n8n throws its own error around the one of axios or of the token exchange. */
async function resultOf(error: unknown, { timedOut }: RequestAbort): Promise<HttpResult> {
	const cause = innermostError(error);
	if (isTokenExchangeError(cause)) return tokenExchangeResult(cause);
	if (!cause.response) return failedRequest(cause, timedOut);
	const { status, headers, data } = cause.response;
	const response = { statusCode: status, headers, body: data } as unknown as IN8nHttpFullResponse;
	return await readResponse(response).catch((reason: unknown) => brokenResponse(innermostError(reason), timedOut));
}
