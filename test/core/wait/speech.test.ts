import type { HttpResult } from '../../../nodes/shared/core/ports';
import { waitForSpeech } from '../../../nodes/shared/core/wait/speech';
import { newWaitBatch } from '../../../nodes/shared/core/wait/waitForRender';
import { clientOf } from '../http/clientWith';
import { noResponse, response } from '../http/responses';

const URL = 'https://files.example.com/a.mp3?Signature=x';
const PAID = 'The audio is paid for. Turn on Retry On Fail, or retry this execution from the list of executions: then it is downloaded without being created again.';
const PENDING = response(200, { success: true, data: { key: 's1' } });
const READY = response(200, { success: true, data: { key: 's1', url: URL } });
const UNKNOWN = response(404, { success: false, msg: 'No such key' });

function waiting(...responses: HttpResult[]) {
	const { client, clock, sent } = clientOf('v2', async (_request, index) => await Promise.resolve(responses[Math.min(index, responses.length - 1)]));
	return { audio: waitForSpeech('s1', client, newWaitBatch(client, 1)), clock, sent };
}

test('it polls every three seconds until the audio is there, also while AI Studios does not know the key yet', async () => {
	const { audio, sent } = waiting(UNKNOWN, UNKNOWN, PENDING, PENDING, READY);
	expect(await audio).toBe(URL);
	expect(sent.slice(2).map(({ at }, index) => at - sent[index + 1].at).slice(1)).toEqual([3_000, 3_000]);
	expect(new Set(sent.map(({ request }) => request.path))).toEqual(new Set(['/api/odin/simple/find/s1']));
});

test.each<[string, HttpResult, code: string, message: string, description: string]>([
	['is not there in time', PENDING, 'timeout', 'The audio of speech s1 was not there after 15 minutes', PAID],
	['fails', response(200, { success: true, data: { state: 'failed' } }), 'renderFailed', 'AI Studios could not create speech s1', PAID],
	['fails for a reason', response(200, { success: true, msg: 'Too long', data: { state: 'failed' } }), 'renderFailed', 'AI Studios could not create speech s1: Too long', PAID],
	['stays unknown', UNKNOWN, 'notFound', 'AI Studios cannot find the audio of speech s1 after 3 attempts: No such key', PAID],
	['cannot be reached', noResponse, 'unavailable', 'AI Studios returned no usable response for the audio of speech s1 after 20 attempts: the connection broke', PAID],
	['has another credential', response(401, { success: false, msg: 'Who?' }), 'credentials', 'AI Studios rejected the credential for the audio of speech s1 after 3 attempts: Who?', `Check the API Key and the server in the AI Studios API credential. ${PAID}`],
	['is somewhere else', response(302), 'redirected', 'AI Studios redirected the request for the audio of speech s1 after 3 attempts: no target was given', `Check the server in the AI Studios API credential: its address may have changed. The credential was not sent to the other address. ${PAID}`],
])('a speech that %s is an error with its key, and says that it is paid for', async (_what, result, code, message, description) => {
	await expect(waiting(result).audio).rejects.toMatchObject({ code, message, description, context: { projectKey: 's1' } });
});

test('it waits for fifteen minutes', async () => {
	const { audio, clock } = waiting(PENDING);
	await expect(audio).rejects.toThrow('not there');
	expect(clock.now()).toBe(900_000);
});
