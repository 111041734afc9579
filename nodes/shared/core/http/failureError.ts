import type { Api, Endpoint } from '../api';
import { formatDuration } from '../duration';
import { AiStudiosError, type ErrorCode, type ErrorContext } from '../errors';
import type { ApiFailure, FailureReason } from './classifyResponse';
import { leavesInDoubt } from './shouldRetry';

type Subject = Pick<Endpoint<unknown>, 'subject' | 'projectKey'>;

const CODES: Record<FailureReason, ErrorCode> = {
	rateLimited: 'rateLimited',
	unavailable: 'unavailable',
	unreadable: 'unavailable',
	noResponse: 'unavailable',
	notSent: 'notSent',
	credentials: 'credentials',
	credits: 'credits',
	notFound: 'notFound',
	redirected: 'redirected',
	rejected: 'rejected',
};

/** The error for a request that failed for good after so many attempts. */
export function requestError(
	failure: ApiFailure,
	api: Api,
	{ subject, projectKey }: Subject,
	attempts: number,
	context: ErrorContext = projectKey === undefined ? {} : { projectKey },
): AiStudiosError {
	const repeated = attempts > 1 ? ` after ${attempts} attempts` : '';
	const message = `${summaryOf(failure.reason, subject)}${repeated}: ${failure.detail}`;
	return new AiStudiosError(CODES[failure.reason], message, adviceFor(failure, api), context, failure.status);
}

/** The error for an export; after a lost response it says that the render may have been accepted. */
export function exportError(failure: ApiFailure, api: Api, subject: Subject, attempts: number): AiStudiosError {
	if (leavesInDoubt(failure.reason)) return exportInDoubt(`its response was lost (${failure.detail})`, api, failure);
	// What is not found is an avatar or a file that the template names: the project does not exist yet.
	const reason = failure.reason === 'notFound' ? 'rejected' : failure.reason;
	const { code, message, description, context, httpStatus } = requestError({ ...failure, reason }, api, subject, attempts);
	const advice = failure.status === 404 && !failure.hasEnvelope ? CHECK_SERVER : description;
	return new AiStudiosError(code, message, `${advice} This item was not exported.`, context, httpStatus);
}

/** For responses that AI Studios would not give. */
const CHECK_SERVER = 'The response does not look like one from AI Studios: check the server in the AI Studios API credential.';

/** The export was sent, and nobody knows whether it was accepted. */
export function exportInDoubt(problem: string, { currency }: Api, { reason, status }: Partial<ApiFailure> = {}): AiStudiosError {
	const hint = reason === 'unreadable' ? ` ${CHECK_SERVER}` : '';
	return new AiStudiosError(
		'exportInDoubt',
		`The export was sent, but ${problem}: the render may have been accepted`,
		`It was not sent again, because that could cost ${currency} twice. Check your projects in AI Studios: if the project is there, continue with its ID in AI Studios Wait and Download; if not, run this item again in a new execution.${hint}`,
		{},
		status,
	);
}

function summaryOf(reason: FailureReason, subject: string): string {
	switch (reason) {
		case 'credentials':
			return `AI Studios rejected the credential for ${subject}`;
		case 'credits':
		case 'rejected':
			return `AI Studios rejected ${subject}`;
		case 'notFound':
			return `AI Studios cannot find ${subject}`;
		case 'redirected':
			return `AI Studios redirected the request for ${subject}`;
		case 'rateLimited':
			return `AI Studios limited the rate of requests for ${subject}`;
		case 'notSent':
			return `AI Studios could not be reached for ${subject}`;
		default:
			return `AI Studios returned no usable response for ${subject}`;
	}
}

function adviceFor({ reason, retryAfterMs = 0 }: ApiFailure, api: Api): string {
	switch (reason) {
		case 'credentials':
			return `Check the ${api.credentialFields} and the server in the AI Studios API credential.`;
		case 'credits':
			return `Your account may have no ${api.currency} left. Check its plan in AI Studios.`;
		case 'rejected':
			return 'Correct what the message names, then run this item again.';
		case 'notFound':
			return 'Check the project key, and that the credential belongs to the account, server and API version that the project was created with.';
		case 'redirected':
			return 'Check the server in the AI Studios API credential: its address may have changed. The credential was not sent to the other address.';
		case 'rateLimited':
			return `${retryAfterMs > 0 ? `It asks to wait ${formatDuration(retryAfterMs)}. ` : ''}Process fewer items at once, or try again later.`;
		case 'notSent':
			return 'Check the server in the credential and the network connection of this n8n instance.';
		default:
			return 'Your renders are not affected. Run this item again later.';
	}
}
