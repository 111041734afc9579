import { formatDuration } from '../duration';
import { AiStudiosError } from '../errors';
import { redact } from '../redact';
import type { AttemptFailure, Attempts } from './attempts';
import type { MediaFile } from './mediaFile';

/** The bytes received are not of the file that the server has now: whoever stores them starts again. */
export class DownloadRestarted extends Error {
	constructor() {
		super('The download restarts from the first byte');
	}
}

/** No attempt is left, or the server asks for too long a pause. */
export function downloadFailed(
	{ subject, errorDescription, context }: MediaFile,
	{ furthest, withoutProgress }: Attempts,
	{ reason, httpStatus, retryAfterMs = 0 }: AttemptFailure,
): AiStudiosError {
	const repeated = withoutProgress > 1 ? ` after ${withoutProgress} attempts` : '';
	const pause = retryAfterMs > 0 ? `The file server asks to wait ${formatDuration(retryAfterMs)}. ` : '';
	return new AiStudiosError('download', `The download of ${subject} failed at byte ${furthest}${repeated}: ${reason}`, `${pause}${errorDescription}`, context, httpStatus);
}

/** The server's response rules out another attempt. */
export function downloadRejected({ subject, errorDescription, context }: MediaFile, { reason, httpStatus }: AttemptFailure): AiStudiosError {
	return new AiStudiosError('download', `The download of ${subject} was rejected: ${reason}`, errorDescription, context, httpStatus);
}

/** @param content what the file is: "a JSON response" */
export function notMedia({ kind, subject, errorDescription, context }: MediaFile, content: string): AiStudiosError {
	return new AiStudiosError(
		'download',
		`The downloaded file of ${subject} is not ${kind === 'video' ? 'a video' : 'audio'} but ${content}`,
		`${errorDescription} If it happens again, check whether a proxy or firewall responds in place of the file server.`,
		context,
	);
}

/** n8n could not store the bytes; `error` may hold anything. */
export function notStored({ subject, errorDescription, context }: MediaFile, error: unknown): AiStudiosError {
	const reason = error instanceof Error ? redact(error.message) : 'unknown error';
	return new AiStudiosError(
		'download',
		`The download of ${subject} could not be stored: ${reason}`,
		`Check whether the disk of this n8n instance is full. ${errorDescription}`,
		context,
	);
}
