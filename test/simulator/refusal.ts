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
