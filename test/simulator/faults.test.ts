/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test waits; this file is not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

import { bodyOf, joined } from './body';
import { startSimulator } from './index';
import {
	accepted, acceptThenReset, alteredResponse, always, changedFile, cutBody, cutEvenly, dateIn, delay,
	emptyBody, hang, htmlPage, hugeBody, ignoreIfRange, ignoreRange, longContentLength, noFault, notJson,
	rawBody, redirect, rejection, reset, shortBody, stall, status, times, trickle, wrongContentRange,
	wrongJson, xmlPage, type Fault,
} from './faults';
import { callApi, callV2, callV3, exchangeToken, scenesV2, videoUrlOf } from './testing';
import type { Simulator } from './index';

const SIZE = 20_000;
let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ render: { seconds: 0, fileSize: SIZE } });
});
afterEach(async () => await simulator.stop());

/** @param timeoutMs long by default, because the machine may be busy */
async function rawExport(timeoutMs = 20_000): Promise<Response> {
	return await fetch(`${simulator.url}/api/odin/editor/project`, {
		method: 'POST',
		headers: { authorization: simulator.credentials.apiKey, 'content-type': 'application/json' },
		body: JSON.stringify({ scenes: scenesV2() }),
		signal: AbortSignal.timeout(timeoutMs),
	});
}

/** One export as a client sees it: status and text, or 'lost' when no complete response arrives within a second. */
async function clientExport(): Promise<[number, string] | 'lost'> {
	try {
		const response = await rawExport(1_000);
		return [response.status, await response.text()];
	} catch {
		return 'lost';
	}
}

describe('Injected faults', () => {
	test('apply one to each request, and then nothing goes wrong', async () => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter: 2 }), cutBody(20), noFault]);
		const seen = [await clientExport(), await clientExport(), await clientExport(), await clientExport()];
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
		const codes = [await clientExport(), await clientExport(), await clientExport()].map(([code]) => code);
		simulator.injectFaults('exportProject', []);
		expect([...codes, (await clientExport())[0]]).toEqual([200, 503, 503, 200]);
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
		expect((await clientExport())[0]).toBe(200);
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
		[delay(30, status(503)), 503, false],
		[longContentLength(9), 'lost', true],
	])('$name', async (fault, seen, isAccepted) => {
		simulator.injectFaults('exportProject', [fault]);
		const result = await clientExport();
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
		[
			alteredResponse('anything else', ({ body, ...response }) => ({ ...response, body: joined(body, bodyOf('!')) })),
			expect.stringMatching(/"key".*!$/),
		],
	])('can be $name', async (fault, text) => {
		simulator.injectFaults('exportProject', [fault]);
		expect((await clientExport())[1]).toEqual(text);
	});

	test.each<[number | string, string]>([
		[2, '2'],
		['soon', 'soon'],
	])('can have the Retry-After %s', async (retryAfter, expected) => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter })]);
		expect((await rawExport()).headers.get('retry-after')).toBe(expected);
	});

	test('can have a date as its Retry-After, counted from when it is sent', async () => {
		simulator.injectFaults('exportProject', [status(429, { retryAfter: dateIn(3600) })]);
		const date = (await rawExport()).headers.get('retry-after') ?? '';
		const seconds = (Date.parse(date) - Date.now()) / 1000;
		expect(date).toMatch(/GMT$/);
		expect(seconds).toBeGreaterThan(3500);
		expect(seconds).toBeLessThanOrEqual(3600);
	});

	test.each([true, false])('can be larger than 10 MB; has Content-Length: %s', async (withLength) => {
		simulator.injectFaults('exportProject', [hugeBody(undefined, withLength)]);
		const response = await rawExport();
		expect(response.headers.has('content-length')).toBe(withLength);
		expect((await response.text()).length).toBeGreaterThan(10 * 1024 * 1024);
	});

	test('can redirect to another origin', async () => {
		simulator.injectFaults('exportProject', [redirect(`${simulator.filesUrl}/elsewhere`)]);
		await (await rawExport()).text();
		expect(simulator.requestsTo('download')[0]).toMatchObject({
			origin: 'files',
			path: '/elsewhere',
			status: 404,
		});
	});

	test('can arrive slowly', async () => {
		simulator.injectFaults('exportProject', [trickle(400)]);
		const start = Date.now();
		expect((await clientExport())[0]).toBe(200);
		expect(Date.now() - start).toBeGreaterThan(80);
	});

	test('that rejects has the envelope of its generation', async () => {
		simulator.injectFaults('token', [rejection('Closed.', 7)]);
		const { json } = await callApi(simulator, 'v3', 'POST', '/auth/token', {});
		expect(json).toEqual({ success: false, error: { code: 7, msg: 'Closed.' } });
	});
});

describe('A download', () => {
	let key: string;
	let url: string;
	beforeEach(async () => {
		({ key } = simulator.addProject({ seconds: 0 }));
		url = await videoUrlOf(simulator, key);
	});
	const part = async (headers: Record<string, string> = { range: 'bytes=100-199' }) => {
		const response = await fetch(url, { headers });
		return { response, bytes: Buffer.from(await response.arrayBuffer()) };
	};

	test('cut evenly arrives in parts that together are the file', async () => {
		simulator.injectFaults('download', cutEvenly(3, SIZE));
		const chunks: Buffer[] = [];
		let length = 0;
		while (length < SIZE) {
			const response = await fetch(url, { headers: { range: `bytes=${length}-` } });
			try {
				for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
					chunks.push(Buffer.from(chunk));
					length += chunk.length;
				}
			} catch {
				continue;
			}
		}
		expect(Buffer.concat(chunks).equals(simulator.videoOf(key))).toBe(true);
		const outcomes = simulator.requestsTo('download').map(({ outcome }) => outcome);
		expect(outcomes).toEqual(['aborted', 'aborted', 'aborted', 'completed']);
		expect(simulator.bytesSent(key)).toBe(SIZE);
	});

	test.each<[Fault, number, string | null, number]>([
		[noFault, 206, `bytes 100-199/${SIZE}`, 100],
		[ignoreRange, 200, null, SIZE],
		[wrongContentRange({ start: 5 }), 206, `bytes 105-204/${SIZE}`, 100],
		[wrongContentRange({ total: -1 }), 206, `bytes 100-199/${SIZE - 1}`, 100],
		[shortBody(10), 206, `bytes 100-199/${SIZE}`, 90],
		[status(410, { body: 'Gone.' }), 410, null, 5],
	])('with $name', async (fault, code, contentRange, length) => {
		simulator.injectFaults('download', times(1, fault));
		const { response, bytes } = await part();
		expect([response.status, response.headers.get('content-range'), bytes.length]).toEqual([
			code,
			contentRange,
			length,
		]);
	});

	test('of a changed file has the same size, other bytes and another ETag', async () => {
		const before = { etag: (await part()).response.headers.get('etag'), bytes: simulator.videoOf(key) };
		simulator.injectFaults('download', [changedFile]);
		const { response, bytes } = await part({ range: 'bytes=5-', 'if-range': before.etag ?? '' });
		expect([response.status, bytes.length]).toEqual([200, SIZE]);
		expect(bytes.equals(before.bytes)).toBe(false);
		expect(bytes.equals(simulator.videoOf(key))).toBe(true);
	});

	test('can return a range in spite of If-Range', async () => {
		simulator.injectFaults('download', [ignoreIfRange]);
		expect((await part({ range: 'bytes=5-', 'if-range': '"old"' })).response.status).toBe(206);
	});
});

describe('The simulator', () => {
	test('can stop listening and resume at the same port', async () => {
		const { url } = simulator;
		await simulator.pause();
		expect(await clientExport()).toBe('lost');
		await simulator.resume();
		expect(simulator.url).toBe(url);
		expect((await clientExport())[0]).toBe(200);
	});

	test('stops at once while requests hang, and leaves no connection open', async () => {
		simulator.injectFaults('exportProject', [hang, trickle(1)]);
		const requests = [1, 2].map(async () => await (await rawExport(60_000)).text());
		const results = Promise.allSettled(requests);
		while (simulator.requests.length < 2) await sleep(5);
		const stoppedAt = Date.now();
		await simulator.stop();
		expect((await results).map(({ status: result }) => result)).toEqual(['rejected', 'rejected']);
		expect(Date.now() - stoppedAt).toBeLessThan(2_000);
		expect(simulator.openConnections).toBe(0);
	});

	test('listens on loopback only', async () => {
		await expect(startSimulator({ host: '0.0.0.0' })).rejects.toThrow('only listens on loopback');
	});

	test('releases one port when the other is in use', async () => {
		const portInUse = Number(new URL(simulator.url).port);
		const other = await startSimulator();
		const freePort = Number(new URL(other.url).port);
		await other.stop();
		await expect(startSimulator({ apiPort: freePort, filesPort: portInUse })).rejects.toThrow('EADDRINUSE');
		const restarted = await startSimulator({ apiPort: freePort });
		expect(restarted.url).toBe(`http://127.0.0.1:${freePort}`);
		await restarted.stop();
	});
});
