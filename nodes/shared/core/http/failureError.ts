import type { Api, Endpoint } from '../api';
import { formatDuration } from '../duration';
import { AiStudiosError, type ErrorCode, type ErrorContext } from '../errors';
import type { ApiFailure, FailureReason } from './classifyResponse';

type Subject = Pick<Endpoint<unknown>, 'subject' | 'projectKey' | 'folderId'>;

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
	{ subject, projectKey, folderId }: Subject,
	attempts: number,
	context: ErrorContext = projectKey === undefined ? {} : { projectKey },
): AiStudiosError {
	const repeated = attempts > 1 ? ` after ${attempts} attempts` : '';
	const message = `${summaryOf(failure.reason, subject)}${repeated}: ${failure.detail}`;
	return new AiStudiosError(CODES[failure.reason], message, descriptionFor(failure, api, folderId), context, failure.status);
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

function descriptionFor({ reason, retryAfterMs = 0 }: ApiFailure, api: Api, folderId: string | undefined): string {
	switch (reason) {
		case 'credentials':
			return `Check the ${api.credentialFields} and the server in the AI Studios API credential.`;
		case 'credits':
			return `Your account may have no ${api.currency} left. Check its plan in AI Studios.`;
		case 'rejected':
			return 'Correct what the message names, then run this item again.';
		case 'notFound':
			return notFoundDescription(folderId);
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

function notFoundDescription(folderId: string | undefined): string {
	const [key, thing] = folderId === undefined ? ['project key', 'the project'] : ['folder ID', 'the translation'];
	return `Check the ${key}, and that the credential belongs to the account, server and API version that ${thing} was created with.`;
}
