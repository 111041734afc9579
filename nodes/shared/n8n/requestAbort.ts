import { onAbort } from './onAbort';

/** Given as the reason, because the error that an abort creates by default costs more than reading a response. */
const ABORTED = new Error('The request was aborted');

/** Requests that begin within this share of the timeout have one deadline, and so one timer. */
const GROUPED_SHARE = 1 / 30;

/** Deadlines for the requests of one session. */
export class RequestTimeouts {
	private latest: { signal: AbortSignal; startedAt: number } | undefined;

	constructor(readonly timeoutMs: number) {}

	/** Aborted when the timeout is over that starts now, or started a moment ago for another request. */
	start(): AbortSignal {
		const now = performance.now();
		if (!this.latest || now - this.latest.startedAt > this.timeoutMs * GROUPED_SHARE) {
			this.latest = { signal: AbortSignal.timeout(this.timeoutMs), startedAt: now };
		}
		return this.latest.signal;
	}
}

/**
 * Aborts one request: when the execution is cancelled, when `abort` is called, or when its timeout is
 * over. Destroying a response body is not enough for that: n8n's axios returns a wrapper, and what it
 * wraps stays open while nothing comes.
 */
export class RequestAbort {
	private readonly controller = new AbortController();
	private stopListening: Array<() => void> = [];

	/** @param cancelSignal of the execution */
	constructor(
		private cancelSignal: AbortSignal | undefined,
		private timeout?: AbortSignal,
	) {
		this.listen();
		if (cancelSignal?.aborted) this.abort();
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	get timedOut(): boolean {
		return this.timeout?.aborted ?? false;
	}

	get cancelled(): boolean {
		return this.cancelSignal?.aborted ?? false;
	}

	/** From now on this timeout counts, in the place of the one before. */
	extend(timeout: AbortSignal) {
		if (timeout === this.timeout || this.signal.aborted) return;
		this.timeout = timeout;
		this.listen();
	}

	/** From now on the request is awaited although the execution is cancelled. */
	outliveCancel() {
		if (!this.cancelSignal || this.signal.aborted) return;
		this.cancelSignal = undefined;
		this.listen();
	}

	private listen() {
		for (const stop of this.stopListening) stop();
		this.stopListening = [this.cancelSignal, this.timeout].flatMap((signal) => (signal ? [onAbort(signal, this.abort)] : []));
	}

	/** Closes the connection; harmless when it is closed. */
	readonly abort = () => {
		for (const stop of this.stopListening) stop();
		this.controller.abort(ABORTED);
	};

	/** The context with this request's signal in place of the execution's: n8n's authenticated helper takes no other. */
	withSignal<Context extends object>(context: Context): Context {
		return Object.create(context, {
			getExecutionCancelSignal: { value: () => this.signal },
		}) as Context;
	}
}
