import { time } from './clock';
import { onAbort } from './onAbort';

/** Given as the reason, because the error that an abort makes by default costs more than reading an answer. */
const CUT = new Error('The request was let go');

/** Requests that begin within this share of the patience have one deadline, and so one timer. */
const TOGETHER = 1 / 30;

let latest: { deadline: AbortSignal; begun: number; patience: number } | undefined;

/** Aborted when the patience is over that begins now, or began a moment ago for another request. */
function deadline(): AbortSignal {
	const { patience } = time;
	const now = performance.now();
	if (latest?.patience !== patience || now - latest.begun > patience * TOGETHER) {
		latest = { deadline: AbortSignal.timeout(patience), begun: now, patience };
	}
	return latest.deadline;
}

/**
 * Holds one request: it is let go when the execution is stopped, when `cut` is called, or (with
 * `patience`) when its answer is not whole in time. Destroying a response body is not enough for
 * that: n8n's axios hands out a wrapper, and what it wraps stays open while nothing comes.
 */
export class Leash {
	private readonly controller = new AbortController();
	private readonly deadline: AbortSignal | undefined;
	private readonly waits: Array<() => void>;

	/** @param stop the execution's cancel signal */
	constructor(
		stop: AbortSignal | undefined,
		limited: 'patient' | 'unlimited',
	) {
		if (limited === 'patient') this.deadline = deadline();
		this.waits = [stop, this.deadline].flatMap((signal) => (signal ? [onAbort(signal, this.cut)] : []));
		if (stop?.aborted) this.cut();
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	/** Whether time ran out. */
	get late(): boolean {
		return this.deadline?.aborted ?? false;
	}

	/** Closes the connection; harmless when it is closed. */
	readonly cut = () => {
		for (const end of this.waits) end();
		this.controller.abort(CUT);
	};

	/**
	 * The context with this request's signal in the place of the execution's: the authenticated helper
	 * takes no other.
	 */
	around<Context extends object>(context: Context): Context {
		return Object.create(context, {
			getExecutionCancelSignal: { value: () => this.signal },
		}) as Context;
	}
}
