import { ExecutionCancelled } from '../../../nodes/shared/core/errors';
import { MINUTE_MS } from '../../../nodes/shared/core/duration';
import type { HttpResult } from '../../../nodes/shared/core/ports';
import { waitForCreation } from '../../../nodes/shared/core/wait/creation';
import { newWaitBatch } from '../../../nodes/shared/core/wait/waitForRender';
import { clientOf } from '../http/clientWith';
import { response } from '../http/responses';

const at = (progress: number, state: string) => response(200, { success: true, data: { progress, state } });
const FINISHED = at(100, 'finish');
const GO_ON =
	'AI Studios may still finish it. When the project is complete there, render it with Project: Render and the project key p1: it is paid for, and a new execution would create it again.';

async function wait(...responses: HttpResult[]) {
	const { client, clock, sent } = clientOf('v3', async (_request, index) => responses[Math.min(index, responses.length - 1)]);
	const waiting = waitForCreation('p1', client, newWaitBatch(client, 1));
	return { waiting, clock, sent };
}

test('a project is polled until AI Studios calls it finished', async () => {
	const { waiting, sent } = await wait(at(0, 'ready'), at(100, 'progress'), FINISHED);
	await waiting;
	expect(sent.map(({ request }) => request.path)).toEqual(Array(3).fill('/api/odin/v3/automation/progress?projectId=p1'));
});

test.each([
	['AI Studios does not know at first', response(404, { success: false, error: { msg: 'There is no such project.' } })],
	['whose first poll gets a 502', response(502, {})],
	['whose first poll is rejected', response(200, { success: false, error: { msg: 'One moment.' } })],
])('a project %s is polled again', async (_title, first) => {
	const { waiting, sent } = await wait(first, FINISHED);
	await waiting;
	expect(sent).toHaveLength(2);
});

test('after half an hour the error says how to go on', async () => {
	const { waiting, clock } = await wait(at(40, 'progress'));
	await expect(waiting).rejects.toMatchObject({
		code: 'timeout',
		message: 'Project p1 was not created after 30 minutes (at 40 %, state "progress")',
		description: GO_ON,
		context: { projectKey: 'p1', isDraft: true },
	});
	expect(clock.now()).toBe(30 * MINUTE_MS);
});

test('a creation may fail without a reason', async () => {
	const { waiting } = await wait(response(200, { success: true, data: { progress: 0, state: 'fail' } }));
	await expect(waiting).rejects.toMatchObject({ message: 'AI Studios could not create project p1 (at 0 %, state "fail")' });
});

test('a creation that fails ends the wait at once', async () => {
	const failed = response(200, { success: true, data: { progress: 60, state: 'fail' }, error: { msg: 'The script says nothing.' } });
	const { waiting, sent } = await wait(at(10, 'progress'), failed);
	await expect(waiting).rejects.toMatchObject({
		code: 'renderFailed',
		message: 'AI Studios could not create project p1 (at 60 %, state "fail"): The script says nothing.',
		description: 'Open the project in AI Studios. If it can be used, render it with Project: Render and the project key p1; if not, correct what it is created from and run this item again in a new execution.',
		context: { projectKey: 'p1', isDraft: true },
	});
	expect(sent).toHaveLength(2);
});

test.each([
	['stays unknown', response(404, { success: false, error: { msg: 'There is no such project.' } }), 3, 'notFound', 'AI Studios cannot find the creation of project p1 after 3 attempts: There is no such project.', GO_ON],
	['is rejected', response(200, { success: false, error: { msg: 'No.' } }), 3, 'rejected', 'AI Studios rejected the creation of project p1 after 3 attempts: No.', GO_ON],
	['cannot be read', response(500, {}), 20, 'unavailable', 'AI Studios returned no usable response for the creation of project p1 after 20 attempts: HTTP status 500', GO_ON],
	[
		'is closed to the credential', response(403, {}), 3, 'credentials', 'AI Studios rejected the credential for the creation of project p1 after 3 attempts: HTTP status 403',
		`Check the App ID and User Key and the server in the AI Studios API credential. ${GO_ON}`,
	],
])('a creation whose progress %s is an error with the project key', async (_title, result, polls, code, message, description) => {
	const { waiting, sent } = await wait(result);
	await expect(waiting).rejects.toMatchObject({ code, message, description, context: { projectKey: 'p1', isDraft: true } });
	expect(sent).toHaveLength(polls);
});

test('a cancelled execution ends the wait', async () => {
	const { client } = clientOf('v3', async () => await Promise.reject(new ExecutionCancelled()));
	await expect(waitForCreation('p1', client, newWaitBatch(client, 1))).rejects.toThrow(ExecutionCancelled);
});
