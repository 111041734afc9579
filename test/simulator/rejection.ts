import type { Generation } from './options';

/** A request that the API rejects: its message, and the HTTP status it has when rejections have one. */
export class ApiRejection extends Error {
	constructor(
		message: string,
		readonly status = 400,
	) {
		super(message);
	}
}

/** Credentials that are missing, wrong, of the other generation, or expired. */
export const unauthorized = (message: string) => new ApiRejection(message, 401);

export const unknownProject = (keyOrName: string) => new ApiRejection(`There is no project "${keyOrName}".`, 404);

/** The envelope of a rejection: v2 has the message in `msg`, v3 in `error.msg`. */
export function rejectionEnvelope(generation: Generation, message: string, code: number): object {
	return generation === 'v2' ? { success: false, msg: message } : { success: false, error: { code, msg: message } };
}
