import type { Api, RenderProgress } from '../api';
import { MINUTE_MS, SECOND_MS } from '../duration';
import { AiStudiosError, type ErrorContext } from '../errors';
import type { ApiFailure } from '../http/classifyResponse';
import { requestError } from '../http/failureError';

/** The error for a wait that ran into its timeout. */
export function waitTimedOut(projectKey: string, render: RenderProgress, waitedMs: number): AiStudiosError {
	const minutes = Math.round((waitedMs / MINUTE_MS) * 10) / 10;
	if (render.progress >= 100) {
		return new AiStudiosError(
			'timeout',
			`Project ${projectKey} is rendered, but AI Studios returned no usable download URL for ${minutes} minutes`,
			'Open the project in AI Studios and check whether its video can be played there. If it can, run AI Studios Wait and Download again with this project key.',
			contextOf(projectKey, render),
		);
	}
	return new AiStudiosError(
		'timeout',
		`Project ${projectKey} was not finished after ${minutes} minutes (${describeProgress(render)})`,
		'The render continues at AI Studios. Run AI Studios Wait and Download again with this project key, or increase Timeout.',
		contextOf(projectKey, render),
	);
}

export function renderStalled(projectKey: string, render: RenderProgress, stalledMs: number): AiStudiosError {
	return new AiStudiosError(
		'stalled',
		`Project ${projectKey} made no progress for ${Math.round(stalledMs / SECOND_MS)} seconds (${describeProgress(render)})`,
		'It may still finish. Run AI Studios Wait and Download again with this project key, or increase Stall Timeout.',
		contextOf(projectKey, render),
	);
}

export function renderFailed(projectKey: string, render: RenderProgress): AiStudiosError {
	const reason = render.failureReason === undefined ? '' : `: ${render.failureReason}`;
	return new AiStudiosError(
		'renderFailed',
		`The render of project ${projectKey} failed (${describeProgress(render)})${reason}`,
		'Open the project in AI Studios to see why, correct its template or media, and export it again.',
		contextOf(projectKey, render),
	);
}

/** v2 documents no failed state: a render that fails is one whose progress is rejected for good. */
export function pollFailed(projectKey: string, failure: ApiFailure, attempts: number, api: Api, render?: RenderProgress): AiStudiosError {
	const context = render ? contextOf(projectKey, render) : { projectKey };
	const subject = { subject: `the progress of project ${projectKey}`, projectKey };
	const error = requestError(failure, api, subject, attempts, context);
	if (failure.reason !== 'rejected' || !api.rejectsFailedRenders) return error;
	return new AiStudiosError(
		'renderFailed',
		error.message,
		'Open the project in AI Studios. If its render failed, correct its template or media and export it again; if not, run AI Studios Wait and Download again with this project key.',
		{ ...context, state: 'failed' },
		error.httpStatus,
	);
}

/** What an item shows of a render when its wait went wrong. */
function contextOf(projectKey: string, { progress, state }: RenderProgress): ErrorContext {
	return { projectKey, progress, state };
}

export function describeProgress({ progress, stateName }: RenderProgress): string {
	return stateName === undefined ? `at ${progress} %` : `at ${progress} %, state "${stateName}"`;
}
