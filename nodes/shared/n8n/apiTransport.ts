import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { ExecutionCancelled, rethrow } from '../core/errors';
import type { ApiTransport, HttpRequest, HttpResult, SendOptions } from '../core/ports';
import { apiRequest, brokenResponse, brokenUpload, failedRequest, innermostError, readResponse } from './apiRequest';
import type { ResolvedCredential } from './credential';
import { RequestAbort, RequestTimeouts } from './requestAbort';
import type { Runtime } from './runtime';
import { streamClassOf, type ResponseBody, type StreamClass } from './responseBody';
import { isTokenExchangeError, tokenExchangeResult } from './tokenExchange';
import { Upload } from './upload';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/**
 * In timeouts of another request: how long AI Studios may work before it responds, and how long an upload may seem to
 * make no progress. On a slow line the connection takes no chunk while its buffer empties, and once the file is there
 * AI Studios may convert it first.
 */
const TIMEOUTS_OF_LONG_REQUEST = 4;

/**
 * The one way to the API. The v3 token is exchanged by n8n (`preAuthentication`), which does so for
 * every request that gets a 401: so only one request at a time may see one. The first of a run goes
 * alone, and after a 401 one request renews the token while the others wait for it.
 */
export class N8nApiTransport implements ApiTransport {
	private readonly timeouts: RequestTimeouts;
	private readonly longTimeouts: RequestTimeouts;
	private renewal: Promise<unknown> | undefined;
	private renewals = 0;
	/** Of the first response. */
	private streamClass: StreamClass | undefined;

	constructor(
		private readonly context: Context,
		private readonly credential: ResolvedCredential,
		runtime: Runtime,
		private readonly cancelSignal?: AbortSignal,
	) {
		this.timeouts = new RequestTimeouts(runtime.requestTimeoutMs);
		this.longTimeouts = new RequestTimeouts(runtime.requestTimeoutMs * TIMEOUTS_OF_LONG_REQUEST);
	}

	async send(request: HttpRequest, options: SendOptions = {}): Promise<HttpResult> {
		if (this.cancelSignal?.aborted) throw new ExecutionCancelled();
		if (request.multipart) return await this.upload(request, options);
		if (!this.credential.hasToken) return await this.request(request, options);
		if (!this.renewal) return await this.requestWithRenewal(request, options);
		await this.renewal;
		const renewals = this.renewals;
		const result = await this.request(request, options);
		if (!isUnauthorized(result)) return result;
		if (renewals === this.renewals) return await this.requestWithRenewal(request, options);
		await this.renewal;
		return await this.request(request, options);
	}

	/** n8n would send a stream again that it has read: so another request renews the token, and the files are opened anew. */
	private async upload(request: HttpRequest, options: SendOptions): Promise<HttpResult> {
		if (!this.streamClass) {
			const failed = notUploaded(await this.send(this.tokenCheck()));
			if (failed) return failed;
		}
		const renewals = this.renewals;
		const result = await this.request(request, options);
		if (!isUnauthorized(result)) return result;
		if (renewals === this.renewals) await this.requestWithRenewal(this.tokenCheck(), {});
		else await this.renewal;
		return await this.request(request, options);
	}

	/** A small response that needs a valid token. */
	private tokenCheck(): HttpRequest {
		const { method, path } = this.credential.api.workspaces();
		return { method, path };
	}

	/** Sends so that n8n sees a 401, exchanges the token, and sends once more. */
	private async requestWithRenewal(request: HttpRequest, options: SendOptions): Promise<HttpResult> {
		this.renewals += 1;
		const result = this.request(request, options, { ignoreHttpStatusErrors: false });
		this.renewal = result;
		await result;
		await this.rememberToken();
		return await result;
	}

	/** The response may be one that was paid for: it counts more than a credential that n8n cannot read a second time. */
	private async rememberToken(): Promise<void> {
		const credential = await this.context.getCredentials('aiStudiosApi').catch(() => undefined);
		if (credential) this.credential.rememberToken(credential.sessionToken);
	}

	private async request(request: HttpRequest, { outlivesCancel = false }: SendOptions, changes: { ignoreHttpStatusErrors?: false } = {}): Promise<HttpResult> {
		const timeouts = request.isLongRunning || request.multipart ? this.longTimeouts : this.timeouts;
		const abort = new RequestAbort(this.cancelSignal, timeouts.start());
		const upload = this.openUpload(request, abort, outlivesCancel);
		if (outlivesCancel && !upload) abort.outliveCancel();
		const options = { ...apiRequest(this.credential.server, request, timeouts.timeoutMs, upload), ...changes };
		try {
			const { httpRequestWithAuthentication } = this.context.helpers;
			const response = (await httpRequestWithAuthentication.call(abort.withSignal(this.context), 'aiStudiosApi', options)) as IN8nHttpFullResponse;
			this.streamClass ??= streamClassOf(response.body as unknown as ResponseBody);
			return await readResponse(response);
		} catch (error) {
			if (abort.cancelled) return rethrow(new ExecutionCancelled());
			if (upload?.fileError) return rethrow(upload.fileError);
			return await resultOf(error, abort, upload);
		} finally {
			abort.abort();
			upload?.discard();
		}
	}

	/** Every chunk that the connection takes begins the timeout anew. */
	private openUpload({ multipart }: HttpRequest, abort: RequestAbort, outlivesCancel: boolean): Upload | undefined {
		if (!multipart) return undefined;
		if (!this.streamClass) throw new Error('An upload needs a response before it');
		return new Upload(multipart, this.streamClass, ({ isComplete }) => {
			abort.extend(this.longTimeouts.start());
			if (isComplete && outlivesCancel) abort.outliveCancel();
		});
	}
}

function isUnauthorized(result: HttpResult): boolean {
	return result.kind === 'response' && result.status === 401;
}

/** When the request before an upload failed, nothing was uploaded; a rejected credential and a rate limit are reported as such. */
function notUploaded(check: HttpResult): HttpResult | undefined {
	if (check.kind !== 'response') return { kind: 'notSent', cause: check.cause };
	if (check.status < 300) return undefined;
	return check.status < 500 ? check : { kind: 'notSent', cause: `HTTP status ${check.status}` };
}

/** n8n throws its own error around the one of axios or of the token exchange. */
async function resultOf(error: unknown, { timedOut }: RequestAbort, upload?: Upload): Promise<HttpResult> {
	const cause = innermostError(error);
	if (isTokenExchangeError(cause)) return tokenExchangeResult(cause);
	if (!cause.response) return upload && !upload.isComplete ? brokenUpload(cause, timedOut) : failedRequest(cause, timedOut);
	const { status, headers, data } = cause.response;
	const response = { statusCode: status, headers, body: data } as unknown as IN8nHttpFullResponse;
	return await readResponse(response).catch((reason: unknown) => brokenResponse(innermostError(reason), timedOut));
}
