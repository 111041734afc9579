import { apiOf, type Generation } from '../../../nodes/shared/core/api';
import { AiStudiosError, settle } from '../../../nodes/shared/core/errors';
import { Client } from '../../../nodes/shared/core/http/client';
import type { HttpResult, Redact } from '../../../nodes/shared/core/ports';
import { redact } from '../../../nodes/shared/core/redact';
import { waitForRender } from '../../../nodes/shared/core/wait/waitForRender';
import { FakeClock } from '../fakeClock';
import { response } from './responses';

const SECRET = 's3cret-key';
const TOLD = `canceled ${SECRET} at https://files.example.com/a.mp4?Signature=SIGNED for eyJhbGciOiJIUzI1NiJ9.e30.x`;
const SHOWN = 'cancelled *** at https://files.example.com/a.mp4 for ***';

/** A client whose server responds always in the same way, and the texts that it had redacted. */
function clientFor(generation: Generation, result: HttpResult) {
	const redacted: string[] = [];
	const recordingRedact: Redact = (text) => {
		redacted.push(text);
		return redact(text, [SECRET]);
	};
	const transport = { send: async () => await Promise.resolve(result) };
	return { client: new Client(apiOf(generation), { transport, clock: new FakeClock(), redact: recordingRedact }), redacted };
}

async function errorOf(work: Promise<unknown>): Promise<AiStudiosError> {
	const settled = await settle(async () => await work);
	if (settled.ok) throw new Error('It did not fail');
	return settled.error;
}

const everything = (error: AiStudiosError) => `${error.message} ${error.description} ${JSON.stringify(error.context)}`;

/** Every way in which AI Studios, or the connection to it, can bring words of its own. */
const FAILURES: Array<[string, HttpResult]> = [
	['a rejection', response(200, { success: false, msg: TOLD })],
	['a rejection of v3', response(400, { success: false, error: { code: 1, msg: TOLD } })],
	['a rejected credential', response(401, { msg: TOLD })],
	['no credits', response(402, { msg: TOLD })],
	['an unknown project', response(404, { msg: TOLD })],
	['a rate limit', response(429, { msg: TOLD })],
	['a server error', response(500, { msg: TOLD })],
	['no response', { kind: 'noResponse', cause: TOLD }],
	['a request that was not sent', { kind: 'notSent', cause: TOLD }],
];

describe.each(FAILURES)('the message of %s is shown without secrets', (_what, result) => {
	test.each<Generation>(['v2', 'v3'])('in the errors of reading and of exporting (%s)', async (generation) => {
		const { client, redacted } = clientFor(generation, result);
		const errors = [await errorOf(client.read(client.api.progress('p1'))), await errorOf(client.pay(client.api.exportProject({}, {})))];
		for (const error of errors) {
			expect(error.message).toContain(SHOWN);
			expect(everything(error)).not.toMatch(/s3cret-key|SIGNED|eyJ|canceled/);
		}
		expect(redacted).toContain(TOLD);
	});

	test('in the result of a single attempt', async () => {
		const { client, redacted } = clientFor('v2', result);
		expect(await client.attempt(client.api.progress('p1'))).toMatchObject({ ok: false, detail: SHOWN });
		expect(redacted).toEqual([TOLD]);
	});
});

test('a redirect shows the origin of its target only', async () => {
	const { client, redacted } = clientFor('v2', response(302, '', { location: `https://user:${SECRET}@other.example.com/a?Signature=SIGNED` }));
	const error = await errorOf(client.read(client.api.progress('p1')));
	expect(error.message).toBe('AI Studios redirected the request for project p1: https://other.example.com');
	expect(redacted).toEqual(['https://other.example.com']);
});

describe('what AI Studios says about a render is shown without secrets', () => {
	const wait = async (client: Client, timeoutMs: number, stallTimeoutMs = 0) =>
		await waitForRender('p1', client, { pollIntervalMs: 1_000, pacing: 'fixed', timeoutMs, stallTimeoutMs });

	test.each<Generation>(['v2', 'v3'])('the reason and the state of a failed render (%s)', async (generation) => {
		const state = `failed ${SECRET}`;
		const { client, redacted } = clientFor(generation, response(200, { success: true, msg: TOLD, data: { progress: 61, state } }));
		const error = await errorOf(wait(client, 60_000));
		expect(error.message).toBe(`The render of project p1 failed (at 61 %, state "failed ***"): ${SHOWN}`);
		expect(everything(error)).not.toMatch(/s3cret-key|SIGNED|eyJ|canceled/);
		expect(redacted).toEqual([state, TOLD]);
	});

	test('the state of a render that stalled', async () => {
		const { client } = clientFor('v3', response(200, { success: true, data: { progress: 42, state: `encoding ${SECRET}` } }));
		const error = await errorOf(wait(client, 60_000, 5_000));
		expect(error.message).toBe('Project p1 made no progress for 5 seconds (at 42 %, state "encoding ***")');
	});

	test('the state of a render that was not finished in time', async () => {
		const { client } = clientFor('v3', response(200, { success: true, data: { progress: 42, state: `encoding ${SECRET}` } }));
		expect(await wait(client, 5_000)).toMatchObject({ timedOut: true, render: { stateName: 'encoding ***' } });
	});
});
