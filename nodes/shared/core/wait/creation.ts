import type { RenderProgress } from '../api';
import { MINUTE_MS, SECOND_MS } from '../duration';
import { AiStudiosError, type ErrorCode } from '../errors';
import type { Client } from '../http/client';
import { requestError } from '../http/failureError';
import type { WaitSettings } from './renderWait';
import { describeProgress } from './waitErrors';
import { waitForRender, type WaitBatch } from './waitForRender';
import type { WaitTarget } from './waitTarget';

/** How long a creation takes is not documented; the sample code of page "Scripts to Video" (2026-05) polls every minute. */
const MAX_CREATION_MINUTES = 30;

const CREATION_WAIT: WaitSettings = { pollIntervalMs: 3 * SECOND_MS, pacing: 'adaptive', timeoutMs: MAX_CREATION_MINUTES * MINUTE_MS, stallTimeoutMs: 0 };

/** Failures whose cause has to be removed before anything else can be done. */
const KEEPS_DESCRIPTION: ReadonlySet<ErrorCode> = new Set(['credentials', 'redirected', 'notSent']);

/**
 * Waits until AI Studios has written and designed a project, so that it can be opened and exported.
 * @throws AiStudiosError naming the project key, and how to go on without paying for another project
 */
export async function waitForCreation(projectKey: string, client: Client, batch: WaitBatch): Promise<void> {
	const { render, timedOut } = await waitForRender(projectKey, client, CREATION_WAIT, undefined, batch, CREATION);
	if (timedOut) throw creationTimedOut(projectKey, render);
}

const CREATION: WaitTarget = {
	progress: (api, projectKey) => api.creationProgress(projectKey),
	mayBeUnknown: true,

	failed(projectKey, creation) {
		const reason = creation.failureReason === undefined ? '' : `: ${creation.failureReason}`;
		return new AiStudiosError(
			'renderFailed',
			`AI Studios could not create project ${projectKey} (${describeProgress(creation)})${reason}`,
			`Open the project in AI Studios. If it can be used, render it with Project: Render and the project key ${projectKey}; if not, correct what it is created from and run this item again in a new execution.`,
			{ projectKey, isDraft: true },
		);
	},

	pollFailed(projectKey, failure, attempts, api) {
		const error = requestError(failure, api, { subject: `the creation of project ${projectKey}`, projectKey }, attempts);
		const kept = KEEPS_DESCRIPTION.has(error.code) ? `${error.description} ` : '';
		return new AiStudiosError(error.code, error.message, kept + goOn(projectKey), { projectKey, isDraft: true }, error.httpStatus);
	},
};

/** The error for a creation that ran into its timeout. */
function creationTimedOut(projectKey: string, creation: RenderProgress): AiStudiosError {
	return new AiStudiosError(
		'timeout',
		`Project ${projectKey} was not created after ${MAX_CREATION_MINUTES} minutes (${describeProgress(creation)})`,
		goOn(projectKey),
		{ projectKey, isDraft: true },
	);
}

function goOn(projectKey: string): string {
	return `AI Studios may still finish it. When the project is complete there, render it with Project: Render and the project key ${projectKey}: it is paid for, and a new execution would create it again.`;
}
