import type { Api, Endpoint, PaidEndpoint } from '../api';
import { limiter } from '../limiter';
import type { ApiTransport, Clock, Redact, SendOptions } from '../ports';
import { classifyResponse, type ApiFailure, type FailureReason } from './classifyResponse';
import { requestError } from './failureError';
import { paymentError } from './paymentError';
import { backoffMs, MAX_RETRY_AFTER_MS } from './retryAfter';
import { SharedPause } from './sharedPause';
import { leavesInDoubt, shouldRetry, shouldRetryPayment, shouldRetryUpload } from './shouldRetry';

/** For all items of a node together. */
const MAX_CONCURRENT_REQUESTS = 6;

export interface ClientPorts {
	transport: ApiTransport;
	clock: Clock;
	redact: Redact;
}

/** What one request gave; the failure's detail is fit to be shown. */
export type ApiResult<T> = { ok: true; value: T } | ApiFailure;

/** What a request came to after so many attempts. */
export interface Attempted<T> {
	result: ApiResult<T>;
	attempts: number;
	/** Whether an attempt may have been accepted whose response was lost. */
	inDoubt: boolean;
}

/** Talks to AI Studios: a few requests at once, slowed down together, repeated only where that is safe. */
export class Client {
	readonly clock: Clock;
	private readonly limit = limiter(MAX_CONCURRENT_REQUESTS);
	private readonly pause: SharedPause;
	/** 429 responses in a row, over all items; those to requests that were sent together count as one. */
	private consecutiveRateLimits = 0;

	constructor(
		readonly api: Api,
		private readonly ports: ClientPorts,
	) {
		this.clock = ports.clock;
		this.pause = new SharedPause(ports.clock);
	}

	/**
	 * Reading costs nothing: retried on every transient failure.
	 * @throws AiStudiosError
	 */
	async read<T>(endpoint: Endpoint<T>): Promise<T> {
		const { result, attempts } = await this.change(endpoint);
		if (!result.ok) throw requestError(result, this.api, endpoint, attempts);
		return result.value;
	}

	/** For what costs nothing, but changes something: retried like reading, and the caller learns whether it was in doubt. */
	async change<T>(endpoint: Endpoint<T>): Promise<Attempted<T>> {
		return await this.retry(endpoint, endpoint.multipart ? shouldRetryUpload : shouldRetry);
	}

	/**
	 * For what costs money: sent again only when the server certainly did not accept it, and awaited for its
	 * project key even when the execution is stopped meanwhile.
	 * @throws AiStudiosError (`paymentInDoubt` when nobody knows whether it was accepted)
	 */
	async pay<T>(endpoint: PaidEndpoint<T>): Promise<T> {
		const { result, attempts } = await this.retry(endpoint, shouldRetryPayment, { outlivesCancel: true });
		if (!result.ok) throw paymentError(result, this.api, endpoint, attempts);
		return result.value;
	}

	/**
	 * One request, for callers that retry by themselves. It is not sent, and so `rateLimited`, when a pause
	 * for all requests lasts beyond `deadline` (milliseconds of the clock).
	 */
	async attempt<T>(endpoint: Endpoint<T>, deadline = Number.POSITIVE_INFINITY, options: SendOptions = {}): Promise<ApiResult<T>> {
		return await this.limit(async () => {
			if (!(await this.pause.over(deadline))) return { ok: false, reason: 'rateLimited', detail: 'AI Studios asked to wait' };
			const rateLimitsBefore = this.consecutiveRateLimits;
			const { method, path, body, multipart, isLongRunning } = endpoint;
			const response = classifyResponse(await this.ports.transport.send({ method, path, body, multipart, isLongRunning }, options), this.clock.now());
			if (response.ok || response.reason !== 'rateLimited') this.consecutiveRateLimits = 0;
			else this.pauseAll(rateLimitsBefore + 1, response.retryAfterMs);
			if (!response.ok) return { ...response, detail: this.ports.redact(response.detail) };
			return { ok: true, value: endpoint.parse(response.envelope, this.ports.redact) };
		});
	}

	/** Pauses all requests; a pause that is too long to wait for fails the one request instead. */
	private pauseAll(consecutiveRateLimits: number, pauseMs = backoffMs(consecutiveRateLimits, this.clock.random)) {
		this.consecutiveRateLimits = consecutiveRateLimits;
		if (pauseMs <= MAX_RETRY_AFTER_MS) this.pause.extend(pauseMs);
	}

	private async retry<T>(
		endpoint: Endpoint<T>,
		isWorthAnother: (reason: FailureReason, failures: number) => boolean,
		options: SendOptions = {},
	): Promise<Attempted<T>> {
		for (let [attempts, inDoubt] = [1, false]; ; attempts += 1) {
			const result = await this.attempt(endpoint, Number.POSITIVE_INFINITY, options);
			if (result.ok) return { result, attempts, inDoubt };
			inDoubt ||= leavesInDoubt(result.reason);
			const { reason, retryAfterMs = 0 } = result;
			if (!isWorthAnother(reason, attempts) || retryAfterMs > MAX_RETRY_AFTER_MS) return { result, attempts, inDoubt };
			await this.clock.sleep(Math.max(retryAfterMs, backoffMs(attempts, this.clock.random)));
		}
	}
}
