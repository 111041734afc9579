import type { Generation } from './options';

/** An answer of "no": what the API says, and the HTTP status it would have if refusals had one. */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly status = 400,
	) {
		super(message);
	}
}

/** Credentials that are missing, wrong, of the other generation, or expired. */
export const unauthorized = (message: string) => new Refusal(message, 401);

export const unknownProject = (key: string) => new Refusal(`There is no project "${key}".`, 404);

/** The envelope of a refusal: `msg` in v2, `error` in v3. */
export function refusalBody(generation: Generation, message: string, code: number): object {
	return generation === 'v2'
		? { success: false, msg: message }
		: { success: false, error: { code, msg: message } };
}
