import { formatDuration } from '../duration';
import { AiStudiosError } from '../errors';
import { redact } from '../redact';
import type { AttemptFailure, Attempts } from './attempts';

const RUN_AGAIN =
	'The video itself is finished and stays available at AI Studios: run AI Studios Wait and Download again with this project key.';

/** The bytes received are not of the file that the server has now: whoever stores them starts again. */
export class DownloadRestarted extends Error {
	constructor() {
		super('The download restarts from the first byte');
	}
}

/** No attempt is left, or the server asks for too long a pause. */
export function downloadFailed(
	projectKey: string,
	{ furthest, withoutProgress }: Attempts,
	{ reason, httpStatus, retryAfterMs = 0 }: AttemptFailure,
): AiStudiosError {
	const repeated = withoutProgress > 1 ? ` after ${withoutProgress} attempts` : '';
	const pause = retryAfterMs > 0 ? `The file server asks to wait ${formatDuration(retryAfterMs)}. ` : '';
	const message = `The download of project ${projectKey} failed at byte ${furthest}${repeated}: ${reason}`;
	return downloadError(projectKey, message, `${pause}${RUN_AGAIN}`, httpStatus);
}

/** The server's response rules out another attempt. */
export function downloadRejected(projectKey: string, { reason, httpStatus }: AttemptFailure): AiStudiosError {
	return downloadError(projectKey, `The download of project ${projectKey} was rejected: ${reason}`, RUN_AGAIN, httpStatus);
}

/** @param content what the file is: "a JSON response" */
export function notAVideo(projectKey: string, content: string): AiStudiosError {
	return downloadError(
		projectKey,
		`The downloaded file of project ${projectKey} is not a video but ${content}`,
		`${RUN_AGAIN} If it happens again, check whether a proxy or firewall responds in place of the file server.`,
	);
}

/** n8n could not store the bytes; `error` may hold anything. */
export function notStored(projectKey: string, error: unknown): AiStudiosError {
	const reason = error instanceof Error ? redact(error.message) : 'unknown error';
	return downloadError(
		projectKey,
		`The download of project ${projectKey} could not be stored: ${reason}`,
		`Check whether the disk of this n8n instance is full. ${RUN_AGAIN}`,
	);
}

function downloadError(projectKey: string, message: string, description: string, httpStatus?: number): AiStudiosError {
	return new AiStudiosError('download', message, description, { projectKey, progress: 100, state: 'complete' }, httpStatus);
}
