import { apiOf, type Endpoint, type PaidEndpoint } from '../../../nodes/shared/core/api';
import { ExecutionCancelled, settle, type AiStudiosError, type ErrorCode } from '../../../nodes/shared/core/errors';
import type { FailureReason } from '../../../nodes/shared/core/http/classifyResponse';
import type { JsonObject } from '../../../nodes/shared/core/json';
import type { HttpResult } from '../../../nodes/shared/core/ports';
import { clientOf, clientWith, type Sent } from './clientWith';
import { noResponse, notSent, rateLimited, response } from './responses';

const endpoint: Endpoint<JsonObject> = {
	method: 'GET',
	path: '/api/odin/editor/progress/p1',
	subject: 'project p1',
	projectKey: 'p1',
	parse: (envelope) => envelope,
};
const exporting: PaidEndpoint<JsonObject> = { method: 'POST', path: '/api/odin/editor/project', body: { scenes: [] }, subject: 'the export', product: 'export', parse: (envelope) => envelope };

const success = response(200, { success: true });
const rejection = response(200, { success: false, msg: 'no' });
const unreadable = response(200, '<html>');

const times = (sent: Sent[]) => sent.map(({ at }) => at);

async function errorOf(work: Promise<unknown>): Promise<AiStudiosError> {
	const settled = await settle(async () => await work);
	if (settled.ok) throw new Error('It did not fail');
	return settled.error;
}

describe('reading', () => {
	test('sends one request when all is well, and nothing of the endpoint but the request', async () => {
		const { client, clock, sent } = clientWith(success);
		expect(await client.read(endpoint)).toEqual({ success: true });
		expect(sent).toEqual([{ at: 0, request: { method: 'GET', path: '/api/odin/editor/progress/p1' }, options: {} }]);
		expect(clock.slept).toEqual([]);
	});

	test('returns what the endpoint parses', async () => {
		const { client, sent } = clientWith(response(200, { success: true, data: { progress: '42' } }));
		expect(await client.read(apiOf('v2').progress('p1'))).toEqual({ progress: 42, state: 'rendering', videoUrl: null });
		expect(sent).toHaveLength(1);
	});

	test.each<[string, HttpResult]>([
		['429', rateLimited()],
		['408', response(408)],
		['500', response(500)],
		['502 with a page', response(502, '<html>')],
		['503', response(503)],
		['a lost connection', noResponse],
		['a server that is not there', notSent],
		['a response that is not JSON', unreadable],
		['an empty response', response(200)],
	])('is retried after %s', async (_what, failure) => {
		const { client, sent } = clientWith(failure, failure, failure, success);
		expect(await client.read(endpoint)).toEqual({ success: true });
		expect(sent).toHaveLength(4);
	});

	test.each<[string, HttpResult, ErrorCode, message: string]>([
		['429', rateLimited(), 'rateLimited', 'AI Studios limited the rate of requests for project p1 after 7 attempts: HTTP status 429'],
		['503', response(503), 'unavailable', 'AI Studios returned no usable response for project p1 after 7 attempts: HTTP status 503'],
		['a lost connection', noResponse, 'unavailable', 'AI Studios returned no usable response for project p1 after 7 attempts: the connection broke'],
		['a server that is not there', notSent, 'notSent', 'AI Studios could not be reached for project p1 after 7 attempts: the connection was refused'],
		['a response that is not JSON', unreadable, 'unavailable', 'AI Studios returned no usable response for project p1 after 7 attempts: a web page instead of a JSON object'],
	])('fails after seven attempts with %s, in about a minute', async (_what, failure, code, message) => {
		const { client, clock, sent } = clientWith(failure);
		expect(await errorOf(client.read(endpoint))).toMatchObject({ code, message, context: { projectKey: 'p1' } });
		expect(sent).toHaveLength(7);
		expect(clock.now()).toBeLessThan(90_000);
		expect(clock.now()).toBeGreaterThan(10_000);
	});

	test('does not believe a rejection before the third attempt', async () => {
		const { client, sent } = clientWith(rejection);
		expect(await errorOf(client.read(endpoint))).toMatchObject({ code: 'rejected', message: 'AI Studios rejected project p1 after 3 attempts: no' });
		expect(sent).toHaveLength(3);
		const other = clientWith(rejection, rejection, success);
		expect(await other.client.read(endpoint)).toEqual({ success: true });
		expect(other.sent).toHaveLength(3);
	});

	test.each<[string, HttpResult, ErrorCode, message: string]>([
		['401', response(401), 'credentials', 'AI Studios rejected the credential for project p1: HTTP status 401'],
		['403', response(403), 'credentials', 'AI Studios rejected the credential for project p1: HTTP status 403'],
		['402', response(402), 'credits', 'AI Studios rejected project p1: HTTP status 402'],
		['404', response(404), 'notFound', 'AI Studios cannot find project p1: HTTP status 404'],
		['an unknown project with HTTP 200', response(200, { success: false, msg: 'Project not found' }), 'notFound', 'AI Studios cannot find project p1: Project not found'],
		['a redirect', response(302), 'redirected', 'AI Studios redirected the request for project p1: no target was given'],
	])('is not retried after %s', async (_what, failure, code, message) => {
		const { client, clock, sent } = clientWith(failure, success);
		expect(await errorOf(client.read(endpoint))).toMatchObject({ code, message });
		expect(sent).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('obeys Retry-After', async () => {
		const { client, sent } = clientWith(rateLimited('20'), response(503, '', { 'retry-after': '60' }), success);
		await client.read(endpoint);
		expect(times(sent)).toEqual([0, 20_000, 80_000]);
	});

	test('backs off by itself when Retry-After is malformed, or asks for no pause at all', async () => {
		for (const header of ['soon', '-1', '0', '0.001', 'Mon, 01 Jan 1900 00:00:00 GMT']) {
			const { client, sent } = clientWith(rateLimited(header), rateLimited(header), success);
			await client.read(endpoint);
			expect(sent).toHaveLength(3);
			const [, second, third] = times(sent);
			expect(second).toBeGreaterThanOrEqual(250);
			expect(third - second).toBeGreaterThanOrEqual(500);
			expect(third).toBeLessThan(2_000);
		}
	});

	test('reports a pause that is too long instead of sleeping it', async () => {
		const { client, clock, sent } = clientWith(rateLimited('3600'), success);
		const error = await errorOf(client.read(endpoint));
		expect(error).toMatchObject({ code: 'rateLimited', message: 'AI Studios limited the rate of requests for project p1: HTTP status 429', httpStatus: 429 });
		expect(error.description).toMatch(/^It asks to wait 60 minutes\. /);
		expect(sent).toHaveLength(1);
		expect(clock.now()).toBe(0);
		expect(await client.read(endpoint)).toEqual({ success: true });
		expect(clock.now()).toBe(0);
	});
});

describe('an export, which costs money,', () => {
	test.each<[string, HttpResult]>([
		['429', rateLimited()],
		['429 with Retry-After', rateLimited('3')],
		['a server that was not reached', notSent],
	])('is retried after %s: it was certainly not accepted', async (_what, failure) => {
		const { client, sent } = clientWith(failure, failure, success);
		expect(await client.pay(exporting)).toEqual({ success: true });
		expect(sent.map(({ request }) => request)).toEqual(Array(3).fill({ method: 'POST', path: '/api/odin/editor/project', body: { scenes: [] } }));
	});

	const inDoubt = (detail: string) => `The export was sent, but its response was lost (${detail}): the render may have been accepted`;

	test.each<[string, HttpResult, ErrorCode, message: string]>([
		['a lost response', noResponse, 'paymentInDoubt', inDoubt('the connection broke')],
		['408', response(408), 'paymentInDoubt', inDoubt('HTTP status 408')],
		['408 with Retry-After', response(408, '', { 'retry-after': '1' }), 'paymentInDoubt', inDoubt('HTTP status 408')],
		['500', response(500), 'paymentInDoubt', inDoubt('HTTP status 500')],
		['502', response(502, '<html>'), 'paymentInDoubt', inDoubt('HTTP status 502')],
		['503 with Retry-After', response(503, '', { 'retry-after': '1' }), 'paymentInDoubt', inDoubt('HTTP status 503')],
		['504', response(504), 'paymentInDoubt', inDoubt('HTTP status 504')],
		['a response that cannot be read', unreadable, 'paymentInDoubt', inDoubt('a web page instead of a JSON object')],
		['an empty response', response(200), 'paymentInDoubt', inDoubt('an empty response instead of a JSON object')],
		['a rejection', rejection, 'rejected', 'AI Studios rejected the export: no'],
		['401', response(401), 'credentials', 'AI Studios rejected the credential for the export: HTTP status 401'],
		['404', response(404), 'rejected', 'AI Studios rejected the export: HTTP status 404'],
		['a redirect', response(307), 'redirected', 'AI Studios redirected the request for the export: no target was given'],
	])('is never sent again after %s', async (_what, failure, code, message) => {
		const { client, clock, sent } = clientWith(failure, success);
		expect(await errorOf(client.pay(exporting))).toMatchObject({ code, message });
		expect(sent).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('that was rate limited and then got no response is not sent a third time', async () => {
		const { client, sent } = clientWith(rateLimited('1'), noResponse, success);
		expect(await errorOf(client.pay(exporting))).toMatchObject({ code: 'paymentInDoubt', message: inDoubt('the connection broke') });
		expect(sent).toHaveLength(2);
	});

	test.each<[string, HttpResult, ErrorCode, message: string]>([
		['429', rateLimited(), 'rateLimited', 'AI Studios limited the rate of requests for the export after 7 attempts: HTTP status 429'],
		['a server that is not there', notSent, 'notSent', 'AI Studios could not be reached for the export after 7 attempts: the connection was refused'],
	])('fails after seven attempts with %s', async (_what, failure, code, message) => {
		const { client, sent } = clientWith(failure);
		expect(await errorOf(client.pay(exporting))).toMatchObject({ code, message });
		expect(sent).toHaveLength(7);
	});
});

describe('a single attempt', () => {
	test('returns what the endpoint parses', async () => {
		const { client, sent } = clientWith(success);
		expect(await client.attempt(endpoint)).toEqual({ ok: true, value: { success: true } });
		expect(sent).toHaveLength(1);
	});

	test.each<[string, HttpResult, FailureReason, status: number | undefined]>([
		['429', rateLimited('7'), 'rateLimited', 429],
		['503', response(503), 'unavailable', 503],
		['no response', noResponse, 'noResponse', undefined],
		['a server that is not there', notSent, 'notSent', undefined],
		['a response that is not JSON', unreadable, 'unreadable', 200],
		['a rejection', rejection, 'rejected', 200],
		['401', response(401), 'credentials', 401],
		['404', response(404), 'notFound', 404],
		['a redirect', response(302), 'redirected', 302],
	])('returns the reason of its failure, and is not retried, after %s', async (_what, failure, reason, status) => {
		const { client, clock, sent } = clientWith(failure, success);
		const result = await client.attempt(endpoint);
		expect(result).toMatchObject({ ok: false, reason });
		expect(result).toHaveProperty('detail', expect.stringMatching(/./));
		expect('status' in result ? result.status : undefined).toBe(status);
		expect(sent).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});
});

describe('many requests at once', () => {
	test('are sent six at a time', async () => {
		let [running, most] = [0, 0];
		const { client, clock, sent } = clientOf('v2', async (_request, _index, ownClock) => {
			most = Math.max(most, (running += 1));
			await ownClock.sleep(100);
			running -= 1;
			return success;
		});
		await Promise.all(Array.from({ length: 50 }, async () => await client.read(endpoint)));
		expect(most).toBe(6);
		expect(clock.now()).toBe(900);
		expect(sent).toHaveLength(50);
	});

	test('all pause when one is rate limited', async () => {
		const { client, clock, sent } = clientWith(rateLimited('30'), success);
		const reading = client.read(endpoint);
		const sentTogether = client.attempt(endpoint);
		await clock.sleep(1_000);
		const results = await Promise.all([sentTogether, client.attempt(endpoint), client.attempt(endpoint)]);
		expect(results).toEqual(Array(3).fill({ ok: true, value: { success: true } }));
		expect(await reading).toEqual({ success: true });
		expect(times(sent)).toEqual([0, 0, 30_000, 30_000, 30_000]);
	});

	test('are not sent when the pause lasts beyond their deadline', async () => {
		const { client, clock, sent } = clientWith(rateLimited('30'), success);
		await client.attempt(endpoint);
		expect(await client.attempt(endpoint, 5_000)).toMatchObject({ ok: false, reason: 'rateLimited' });
		expect(clock.now()).toBe(5_000);
		expect(sent).toHaveLength(1);
	});

	test('count once when they were sent together and all are rate limited', async () => {
		const { client, clock, sent } = clientWith(...Array<HttpResult>(6).fill(rateLimited()), success);
		await Promise.all(Array.from({ length: 6 }, async () => await client.attempt(endpoint)));
		expect(await client.attempt(endpoint)).toMatchObject({ ok: true });
		expect(sent).toHaveLength(7);
		expect(clock.now()).toBeGreaterThanOrEqual(250);
		expect(clock.now()).toBeLessThanOrEqual(500);
	});

	test('pause longer after each 429 in a row, until another response ends the row', async () => {
		const { client, sent } = clientWith(rateLimited(), rateLimited(), rateLimited(), success, rateLimited(), success);
		for (let count = 0; count < 6; count += 1) await client.attempt(endpoint);
		const gaps = times(sent).slice(1).map((at, index) => at - sent[index].at);
		expect(gaps).toHaveLength(5);
		expect(gaps[1]).toBeGreaterThanOrEqual(500);
		expect(gaps[2]).toBeGreaterThanOrEqual(1_000);
		expect(gaps[3]).toBe(0);
		expect(gaps[4]).toBeGreaterThanOrEqual(250);
		expect(gaps[4]).toBeLessThanOrEqual(500);
	});
});

test('a response of 500 ends a row of 429 as well', async () => {
	const { client, sent } = clientWith(rateLimited(), rateLimited(), response(500), rateLimited(), success);
	for (let count = 0; count < 5; count += 1) await client.attempt(endpoint);
	expect(times(sent)[4] - times(sent)[3]).toBeLessThanOrEqual(500);
});

test('a request that may not wait as long as all have to is rate limited', async () => {
	const { client } = clientWith(rateLimited('60'), success);
	await client.attempt(endpoint);
	expect(await client.attempt(endpoint, 1_000)).toEqual({ ok: false, reason: 'rateLimited', detail: 'AI Studios asked to wait' });
});

test('an execution that is stopped still awaits what it pays for, and nothing else', async () => {
	const { client, sent } = clientWith(success);
	await client.pay(exporting);
	await client.read(endpoint);
	expect(sent.map(({ options }) => options?.outlivesCancel ?? false)).toEqual([true, false]);
});

describe('a cancelled execution', () => {
	test('is thrown on from sending, and not retried', async () => {
		const { client, sent } = clientOf('v2', async () => await Promise.reject(new ExecutionCancelled()));
		await expect(client.read(endpoint)).rejects.toThrow(ExecutionCancelled);
		await expect(client.pay(exporting)).rejects.toThrow(ExecutionCancelled);
		expect(sent).toHaveLength(2);
	});

	test('is thrown on from sleeping', async () => {
		const { client, clock, sent } = clientWith(rateLimited('60'));
		const reading = client.read(endpoint);
		whenAllHasRun(() => clock.cancel());
		await expect(reading).rejects.toThrow(ExecutionCancelled);
		expect(sent).toHaveLength(1);
		expect(clock.now()).toBe(0);
	});
});

/** Runs `work` when all that is ready has run, before the fake clock advances. */
function whenAllHasRun(work: () => void) {
	let turns = 20;
	const turn = (): void => void Promise.resolve().then(() => ((turns -= 1) > 0 ? turn() : work()));
	turn();
}
