import { uncanceled } from './redact';

/** What went wrong, in one word, so that the code can decide without reading sentences. */
export type Trouble =
	| 'input' // the user's template, values or key: nothing was sent
	| 'credentials' // refused, or of the wrong generation
	| 'credits' // no cubes or credits left
	| 'notFound' // no such project
	| 'refused' // AI Studios said no, in an envelope or by its status
	| 'busy' // 429: asked too often
	| 'unavailable' // 408, 5xx, an answer that cannot be read
	| 'unsent' // the server was never reached
	| 'lost' // an export that may or may not have been accepted
	| 'failed' // the render ended in failure
	| 'timeout' // the render did not end in time
	| 'stalled' // the progress stood still
	| 'download'; // the video could not be fetched or stored

/** What is known of a project when something goes wrong; it reaches the failed item's JSON. */
export interface Facts {
	projectKey?: string;
	progress?: number;
	state?: string;
}

/**
 * An error made for people: `message` says what happened, `advice` what to do next.
 * Neither may hold a secret or a signed URL: what comes from outside passes `redact` first.
 */
export class AiStudiosError extends Error {
	constructor(
		readonly trouble: Trouble,
		message: string,
		readonly advice: string = '',
		readonly facts: Facts = {},
	) {
		super(uncanceled(message));
		this.name = 'AiStudiosError';
	}
}

/** Thrown by the sleeping and requesting ports when the execution is stopped; nothing may retry it. */
export class Stopped extends Error {
	constructor() {
		super('The execution was stopped');
		this.name = 'Stopped';
	}
}

/** One item's end: the others never notice. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: AiStudiosError };

/** Runs the work of one item. An `AiStudiosError` becomes its outcome; a bug or a stop is thrown on. */
export async function outcomeOf<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
	return await Promise.resolve()
		.then(work)
		.then(
			(value): Outcome<T> => ({ ok: true, value }),
			async (error: unknown): Promise<Outcome<T>> =>
				error instanceof AiStudiosError ? { ok: false, error } : await Promise.reject(error),
		);
}
