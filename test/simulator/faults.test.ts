import { bodyOf, joined } from './body';
import { startSimulator } from './index';
import {
	accepted, acceptThenReset, alteredResponse, always, changedJson, cutBody, dateIn, delay, emptyBody, hang, heldUntil, htmlPage,
	hugeBody, longContentLength, noFault, notJson, rawBody, redirect, rejection, reset, stall, status,
	trickle, wrongJson, xmlPage, type Fault,
} from './faults';
import { callApi, callV2, callV3, exchangeToken, exportResult, fetchExport } from './testing';
import type { Simulator } from './index';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ render: { seconds: 0 } });
});
afterEach(async () => await simulator.stop());

describe('Injected faults', () => {
	test('apply one to each request, and then nothing goes wrong', async () => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter: 2 }), cutBody(20), noFault]);
		const seen = [await exportResult(simulator), await exportResult(simulator), await exportResult(simulator), await exportResult(simulator)];
		expect(seen.map((result) => (result === 'lost' ? result : result[0]))).toEqual([429, 'lost', 200, 200]);
		expect(
			simulator.requestsTo('exportProject').map(({ faultApplied, bytesSent }) => [faultApplied, bytesSent]),
		).toEqual([
			['status 429', 47],
			['cut after 20 bytes', 20],
			[undefined, 58],
			[undefined, 58],
		]);
	});

	test('can apply to all further requests, until they are replaced', async () => {
		simulator.injectFaults('exportProject', [noFault, always(status(503))]);
		const codes = [await exportResult(simulator), await exportResult(simulator), await exportResult(simulator)].map(([code]) => code);
		simulator.injectFaults('exportProject', []);
		expect([...codes, (await exportResult(simulator))[0]]).toEqual([200, 503, 503, 200]);
	});

	test('can be limited to one project', async () => {
		const [one, other] = [simulator.addProject({ seconds: 0 }), simulator.addProject({ seconds: 0 })];
		simulator.injectFaults('progress', [status(500)], { projectKey: one.key });
		const codes = [other.key, one.key, one.key].map(
			async (key) => (await callV2(simulator, 'GET', `/editor/progress/${key}`)).status,
		);
		expect(await Promise.all(codes)).toEqual([200, 500, 200]);
	});

	test('can be limited to one generation', async () => {
		simulator.injectFaults('exportProject', [status(500)], { generation: 'v3' });
		expect((await exportResult(simulator))[0]).toBe(200);
		const token = await exchangeToken(simulator);
		expect((await callV3(simulator, token, 'POST', '/editor/project', {})).status).toBe(500);
	});
});

describe('An export as the client sees it, and whether it is accepted', () => {
	test.each<[Fault, number | 'lost', boolean]>([
		[noFault, 200, true],
		[status(500), 500, false],
		[accepted(status(502)), 502, true],
		[rejection('No.'), 200, false],
		[reset, 'lost', false],
		[acceptThenReset, 'lost', true],
		[hang, 'lost', false],
		[accepted(hang), 'lost', true],
		[cutBody(10), 'lost', true],
		[stall(10), 'lost', true],
		[notJson, 200, false],
		[accepted(htmlPage(502)), 502, true],
		[emptyBody, 200, true],
		[delay(30), 200, true],
		[heldUntil(Promise.resolve()), 200, true],
		[delay(30, status(503)), 503, false],
		[longContentLength(9), 'lost', true],
	])('$name', async (fault, seen, isAccepted) => {
		simulator.injectFaults('exportProject', [fault]);
		const result = await exportResult(simulator);
		expect(result === 'lost' ? result : result[0]).toBe(seen);
		expect(simulator.exports).toHaveLength(isAccepted ? 1 : 0);
	});
});

describe('A response', () => {
	test.each<[Fault, string]>([
		[wrongJson([1, null]), '[1,null]'],
		[rawBody('\u0000', 200), '\u0000'],
		[htmlPage(), '<!DOCTYPE html><html><body><h1>One moment, please</h1></body></html>'],
		[xmlPage(), '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>'],
		[emptyBody, ''],
		[changedJson('JSON with a change', (value) => ({ was: Object.keys(value as object) })), '{"was":["success","data"]}'],
		[
			alteredResponse('anything else', ({ body, ...response }) => ({ ...response, body: joined(body, bodyOf('!')) })),
			expect.stringMatching(/"key".*!$/),
		],
	])('can be $name', async (fault, text) => {
		simulator.injectFaults('exportProject', [fault]);
		expect((await exportResult(simulator))[1]).toEqual(text);
	});

	test.each<[number | string, string]>([
		[2, '2'],
		['soon', 'soon'],
	])('can have the Retry-After %s', async (retryAfter, expected) => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter })]);
		expect((await fetchExport(simulator)).headers.get('retry-after')).toBe(expected);
	});

	test('can have a date as its Retry-After, counted from when it is sent', async () => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter: dateIn(3600) })]);
		const date = (await fetchExport(simulator)).headers.get('retry-after') ?? '';
		const seconds = (Date.parse(date) - Date.now()) / 1000;
		expect(date).toMatch(/GMT$/);
		expect(seconds).toBeGreaterThan(3500);
		expect(seconds).toBeLessThanOrEqual(3600);
	});

	test.each([true, false])('can be larger than 10 MB; has Content-Length: %s', async (withLength) => {
		simulator.injectFaults('exportProject', [hugeBody(undefined, withLength)]);
		const response = await fetchExport(simulator);
		expect(response.headers.has('content-length')).toBe(withLength);
		expect((await response.text()).length).toBeGreaterThan(10 * 1024 * 1024);
	});

	test('can redirect to another origin', async () => {
		simulator.injectFaults('exportProject', [redirect(`${simulator.filesUrl}/elsewhere`)]);
		await (await fetchExport(simulator)).text();
		expect(simulator.requestsTo('download')[0]).toMatchObject({
			origin: 'files',
			path: '/elsewhere',
			status: 404,
		});
	});

	test('can arrive slowly', async () => {
		simulator.injectFaults('exportProject', [trickle(400)]);
		const start = Date.now();
		expect((await exportResult(simulator))[0]).toBe(200);
		expect(Date.now() - start).toBeGreaterThan(80);
	});

	test('that rejects has the envelope of its generation', async () => {
		simulator.injectFaults('token', [rejection('Closed.', 7)]);
		const { json } = await callApi(simulator, 'v3', 'POST', '/auth/token', {});
		expect(json).toEqual({ success: false, error: { code: 7, msg: 'Closed.' } });
	});
});
