import { objectAt, textAt, type JsonObject } from '../json';

/** Every response of AI Studios is an envelope `{ success, data? }`; a rejection may come with HTTP status 200. */
export function isRejection(envelope: JsonObject): boolean {
	return envelope.success === false;
}

/** A rejection as AI Studios would send it. */
export function rejectionEnvelope(message: string): JsonObject {
	return { success: false, msg: message };
}

/** Why AI Studios says no: v2 has it in `msg`, v3 in `error.msg`. */
export function messageIn(envelope: JsonObject): string | undefined {
	const error = objectAt(envelope, 'error');
	return textAt(envelope, 'msg', 'message') ?? textAt(error, 'msg', 'message') ?? textAt(envelope, 'error');
}
