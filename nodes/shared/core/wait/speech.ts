import { MINUTE_MS, SECOND_MS } from '../duration';
import { audioOf } from '../download/mediaFile';
import { AiStudiosError } from '../errors';
import type { Client } from '../http/client';
import { requestError } from '../http/failureError';
import type { WaitSettings } from './renderWait';
import { waitForRender, type WaitBatch } from './waitForRender';
import type { WaitTarget } from './waitTarget';

/** How long speech takes is not documented, and AI Studios does not report its progress. */
const MAX_SPEECH_MINUTES = 15;

const SPEECH_WAIT: WaitSettings = { pollIntervalMs: 3 * SECOND_MS, pacing: 'fixed', timeoutMs: MAX_SPEECH_MINUTES * MINUTE_MS, stallTimeoutMs: 0 };

const { errorDescription: PAID } = audioOf({});

/**
 * Waits until the audio of a speech is there.
 * @returns its URL: signed, for a limited time
 * @throws AiStudiosError naming the project key
 */
export async function waitForSpeech(projectKey: string, client: Client, batch: WaitBatch): Promise<string> {
	const { render } = await waitForRender(projectKey, client, SPEECH_WAIT, undefined, batch, SPEECH);
	if (render.videoUrl !== null) return render.videoUrl;
	throw new AiStudiosError('timeout', `The audio of speech ${projectKey} was not there after ${MAX_SPEECH_MINUTES} minutes`, PAID, { projectKey });
}

const SPEECH: WaitTarget = {
	progress: (api, projectKey) => api.speechProgress(projectKey),
	mayBeUnknown: true,

	failed(projectKey, { failureReason }) {
		const reason = failureReason === undefined ? '' : `: ${failureReason}`;
		return new AiStudiosError('renderFailed', `AI Studios could not create speech ${projectKey}${reason}`, PAID, { projectKey });
	},

	pollFailed(projectKey, failure, attempts, api) {
		const { code, message, description, httpStatus } = requestError(failure, api, { subject: `the audio of speech ${projectKey}`, projectKey }, attempts);
		return new AiStudiosError(code, message, code === 'credentials' || code === 'redirected' ? `${description} ${PAID}` : PAID, { projectKey }, httpStatus);
	},
};
