import type { Api, PaidEndpoint, Product } from '../api';
import { AiStudiosError, withDescription } from '../errors';
import type { ApiFailure } from './classifyResponse';
import { requestError } from './failureError';
import { leavesInDoubt } from './shouldRetry';

type Subject = Pick<PaidEndpoint<unknown>, 'subject' | 'projectKey' | 'product'>;

/** For responses that AI Studios would not give. */
const CHECK_SERVER = 'The response does not look like one from AI Studios: check the server in the AI Studios API credential.';

/** What a person does when nobody knows whether the request was accepted. */
const CHECKS: Record<Product, string> = {
	export: 'Check your projects in AI Studios: if the project is there, continue with its ID in AI Studios Wait and Download; if not, run this item again in a new execution.',
	project: 'Check your projects in AI Studios: if the project is there, continue with its ID; if not, run this item again in a new execution.',
	audio: 'Check in AI Studios whether it was charged before you run this item again in a new execution.',
	translation: 'Check your projects in AI Studios: if the translated videos are there, continue with their IDs; if not, run this item again in a new execution.',
};

/** The same for a project that is there already. */
const CHECK_PROJECT = 'Open the project in AI Studios: if its video is being rendered, continue with the project key in AI Studios Wait and Download; if not, render it with Project: Render in a new execution.';

/** The error for a paid request; after a lost response it says that the request may have been accepted. */
export function paymentError(failure: ApiFailure, api: Api, subject: Subject, attempts: number): AiStudiosError {
	if (leavesInDoubt(failure.reason)) return paymentInDoubt(`its response was lost (${failure.detail})`, api, subject, failure);
	// What is not found is an avatar or a file that the request names: the project does not exist yet.
	const reason = failure.reason === 'notFound' && subject.projectKey === undefined ? 'rejected' : failure.reason;
	const error = requestError({ ...failure, reason }, api, subject, attempts);
	const description = failure.status === 404 && !failure.hasEnvelope ? CHECK_SERVER : error.description;
	return withDescription(error, `${description} ${subject.product === 'export' ? 'This item was not exported.' : 'Nothing was created for this item.'}`);
}

/** The request was sent, and nobody knows whether it was accepted. */
export function paymentInDoubt(problem: string, { currency }: Api, { subject, projectKey, product }: Subject, { reason, status }: Partial<ApiFailure> = {}): AiStudiosError {
	const hint = reason === 'unreadable' ? ` ${CHECK_SERVER}` : '';
	const description = `It was not sent again, because that could cost ${currency} twice. ${projectKey === undefined ? CHECKS[product] : CHECK_PROJECT}${hint}`;
	if (product !== 'export') return new AiStudiosError('paymentInDoubt', `The request for ${subject} was sent, but ${problem}: it may have been accepted`, description, {}, status);
	if (projectKey === undefined) return new AiStudiosError('paymentInDoubt', `The export was sent, but ${problem}: the render may have been accepted`, description, {}, status);
	return new AiStudiosError('paymentInDoubt', `The export of project ${projectKey} was sent, but ${problem}: the render may have been accepted`, description, { projectKey }, status);
}
