import { apiOf, type RenderProgress } from '../../../nodes/shared/core/api';
import { pollFailed, renderFailed, renderStalled, waitTimedOut } from '../../../nodes/shared/core/wait/waitErrors';

const render: RenderProgress = { progress: 42, state: 'rendering', videoUrl: null };
const context = { projectKey: 'p1', progress: 42, state: 'rendering' };

test.each([
	[30_000, undefined, 'Project p1 was not finished after 0.5 minutes (at 42 %)'],
	[3_600_000, 'encoding', 'Project p1 was not finished after 60 minutes (at 42 %, state "encoding")'],
	[65_000, undefined, 'Project p1 was not finished after 1.1 minutes (at 42 %)'],
])('a wait that times out after %i ms in the state %s', (waitedMs, stateName, message) => {
	expect(waitTimedOut('p1', { ...render, stateName }, waitedMs)).toMatchObject({
		code: 'timeout',
		message,
		description: 'The render continues at AI Studios. Run AI Studios Wait and Download again with this project key, or increase Timeout.',
		context,
	});
});

test.each([
	[3_600_000, undefined],
	[3_600_000, 'exported'],
])('a render at 100 %% without a usable URL is not called unfinished after %i ms in the state %s', (waitedMs, stateName) => {
	expect(waitTimedOut('p1', { ...render, progress: 100, stateName }, waitedMs)).toMatchObject({
		code: 'timeout',
		message: 'Project p1 is rendered, but AI Studios returned no usable download URL for 60 minutes',
		description: 'Open the project in AI Studios and check whether its video can be played there. If it can, run AI Studios Wait and Download again with this project key.',
		context: { ...context, progress: 100 },
	});
});

test('a render that stalls', () => {
	expect(renderStalled('p1', { ...render, stateName: 'encoding' }, 12_000)).toMatchObject({
		code: 'stalled',
		message: 'Project p1 made no progress for 12 seconds (at 42 %, state "encoding")',
		description: 'It may still finish. Run AI Studios Wait and Download again with this project key, or increase Stall Timeout.',
		context,
	});
});

test.each([
	['No such voice', 'The render of project p1 failed (at 42 %, state "failed"): No such voice'],
	[undefined, 'The render of project p1 failed (at 42 %, state "failed")'],
])('a render that fails for the reason %s', (failureReason, message) => {
	expect(renderFailed('p1', { ...render, state: 'failed', stateName: 'failed', failureReason })).toMatchObject({
		code: 'renderFailed',
		message,
		description: 'Open the project in AI Studios to see why, correct its template or media, and export it again.',
		context: { ...context, state: 'failed' },
	});
});

test('with API version 2, which has no failed state, a poll that is rejected for good means a failed render', () => {
	expect(pollFailed('p1', { ok: false, reason: 'rejected', detail: 'One moment.', status: 500 }, 3, apiOf('v2'), render)).toMatchObject({
		code: 'renderFailed',
		message: 'AI Studios rejected the progress of project p1 after 3 attempts: One moment.',
		description:
			'Open the project in AI Studios. If its render failed, correct its template or media and export it again; if not, run AI Studios Wait and Download again with this project key.',
		context: { ...context, state: 'failed' },
		httpStatus: 500,
	});
});

test('with API version 3, which has one, it does not', () => {
	expect(pollFailed('p1', { ok: false, reason: 'rejected', detail: 'One moment.', status: 200 }, 3, apiOf('v3'), render)).toMatchObject({
		code: 'rejected',
		message: 'AI Studios rejected the progress of project p1 after 3 attempts: One moment.',
		description: 'Correct what the message names, then run this item again.',
		context,
		httpStatus: 200,
	});
});

test('a wait without any good poll says nothing of progress and state', () => {
	expect(pollFailed('p1', { ok: false, reason: 'notFound', detail: 'no such project' }, 1, apiOf('v3')).context).toEqual({ projectKey: 'p1' });
});

test('a poll that fails for another reason says so, and how far the render was', () => {
	expect(pollFailed('p1', { ok: false, reason: 'noResponse', detail: 'the connection broke' }, 20, apiOf('v2'), render)).toMatchObject({
		code: 'unavailable',
		message: 'AI Studios returned no usable response for the progress of project p1 after 20 attempts: the connection broke',
		description: 'Your renders are not affected. Run this item again later.',
		context,
		httpStatus: undefined,
	});
});
