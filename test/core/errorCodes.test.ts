import { apiOf } from '../../nodes/shared/core/api';
import { checkedProjectKey } from '../../nodes/shared/core/api/projectKey';
import { notStored } from '../../nodes/shared/core/download/downloadErrors';
import { videoOf } from '../../nodes/shared/core/download/mediaFile';
import { settle, type ErrorCode } from '../../nodes/shared/core/errors';
import type { FailureReason } from '../../nodes/shared/core/http/classifyResponse';
import { requestError } from '../../nodes/shared/core/http/failureError';
import { paymentError } from '../../nodes/shared/core/http/paymentError';
import { renderFailed, renderStalled, waitTimedOut } from '../../nodes/shared/core/wait/waitErrors';

const api = apiOf('v2');
const render = { progress: 42, state: 'rendering' as const, videoUrl: null };
const failed = (reason: FailureReason) => () => requestError({ ok: false, reason, detail: 'detail' }, api, api.progress('p1'), 1);

/** What raises each code; a code that is missing here does not compile. */
const RAISED: Record<ErrorCode, () => unknown> = {
	input: () => checkedProjectKey(''),
	credentials: failed('credentials'),
	credits: failed('credits'),
	notFound: failed('notFound'),
	rejected: failed('rejected'),
	redirected: failed('redirected'),
	rateLimited: failed('rateLimited'),
	unavailable: failed('unavailable'),
	notSent: failed('notSent'),
	paymentInDoubt: () => paymentError({ ok: false, reason: 'noResponse', detail: 'detail' }, api, api.exportProject({}, {}), 1),
	renderFailed: () => renderFailed('p1', { ...render, state: 'failed' }),
	timeout: () => waitTimedOut('p1', render, 60_000),
	stalled: () => renderStalled('p1', render, 60_000),
	download: () => notStored(videoOf('p1'), new Error('disk full')),
};

test.each(Object.entries(RAISED))('an error with the code "%s" says what happened in its message, and what to do in its description', async (code, raise) => {
	const raised = await settle(raise);
	const error = raised.ok ? raised.value : raised.error;
	expect(error).toMatchObject({ name: 'AiStudiosError', code, message: expect.stringMatching(/^[A-Z].*[^.\s]$/), description: expect.stringMatching(/^[A-Z].*\.$/) });
});
