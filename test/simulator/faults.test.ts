/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test waits; this file is not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

import { startSimulator } from './index';
import {
	acceptThenReset,
	always,
	changedFile,
	cutBody,
	cutEvenly,
	dateIn,
	delay,
	emptyBody,
	fine,
	hang,
	htmlPage,
	hugeBody,
	ignoreIfRange,
	ignoreRange,
	longContentLength,
	notJson,
	rawBody,
	redirect,
	refusal,
	reset,
	shortBody,
	spoilt,
	stall,
	status,
	taken,
	times,
	trickle,
	wrongContentRange,
	wrongJson,
	xmlPage,
	type Fault,
} from './faults';
import { ask, askV2, scenesV2, videoUrlOf } from './testing';
import type { Simulator } from './index';

const SIZE = 20_000;
let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ render: { seconds: 0, fileSize: SIZE } });
});
afterEach(async () => await simulator.stop());

/** @param patience milliseconds; the machine may be busy */
async function rawExport(patience = 20_000): Promise<Response> {
	return await fetch(`${simulator.url}/api/odin/editor/project`, {
		method: 'POST',
		headers: { authorization: simulator.credentials.apiKey, 'content-type': 'application/json' },
		body: JSON.stringify({ scenes: scenesV2() }),
		signal: AbortSignal.timeout(patience),
	});
}

/** What a client sees of one export: its status and text, or 'lost' when no whole answer came. */
async function exportSeen(): Promise<[number, string] | 'lost'> {
	try {
		const response = await rawExport(1_000);
		return [response.status, await response.text()];
	} catch {
		return 'lost';
	}
}

describe('a script', () => {
	test('reads as a dialogue, and everything is fine after its end', async () => {
		simulator.script('export', [status(429, { retryAfter: 2 }), cutBody(20), fine]);
		const seen = [await exportSeen(), await exportSeen(), await exportSeen(), await exportSeen()];
		expect(seen.map((one) => one[0])).toEqual([429, 'l', 200, 200]);
		expect(
			simulator.requestsTo('export').map(({ faultApplied, bytesSent }) => [faultApplied, bytesSent]),
		).toEqual([
			['status 429', 47],
			['cut after 20 bytes', 20],
			[undefined, 58],
			[undefined, 58],
		]);
	});

	test('can go on for ever, until it is replaced', async () => {
		simulator.script('export', [fine, always(status(503))]);
		const codes = [await exportSeen(), await exportSeen(), await exportSeen()].map((one) => one[0]);
		simulator.script('export', []);
		expect([...codes, (await exportSeen())[0]]).toEqual([200, 503, 503, 200]);
	});

	test('can be for one project or one generation', async () => {
		const [one, other] = [simulator.addProject({ seconds: 0 }), simulator.addProject({ seconds: 0 })];
		simulator.script('progress', [status(500)], { projectKey: one.key });
		simulator.script('export', [status(500)], { generation: 'v3' });
		const codes = [other.key, one.key, one.key].map(
			async (key) => (await askV2(simulator, 'GET', `/editor/progress/${key}`)).status,
		);
		expect(await Promise.all(codes)).toEqual([200, 500, 200]);
		expect((await exportSeen())[0]).toBe(200);
	});
});

describe('an export, to the client and in truth', () => {
	test.each<[Fault, number | 'lost', boolean]>([
		[fine, 200, true],
		[status(500), 500, false],
		[taken(status(502)), 502, true],
		[refusal('No.'), 200, false],
		[reset, 'lost', false],
		[acceptThenReset, 'lost', true],
		[hang, 'lost', false],
		[taken(hang), 'lost', true],
		[cutBody(10), 'lost', true],
		[stall(10), 'lost', true],
		[notJson, 200, false],
		[taken(htmlPage(502)), 502, true],
		[emptyBody, 200, true],
		[delay(30), 200, true],
		[delay(30, status(503)), 503, false],
		[longContentLength(9), 'lost', true],
	])('$name', async (fault, seen, wasTaken) => {
		simulator.script('export', [fault]);
		const answer = await exportSeen();
		expect(answer === 'lost' ? answer : answer[0]).toBe(seen);
		expect(simulator.exports).toHaveLength(wasTaken ? 1 : 0);
	});
});

describe('an answer', () => {
	test.each<[Fault, string]>([
		[wrongJson([1, null]), '[1,null]'],
		[rawBody('\u0000', 200), '\u0000'],
		[htmlPage(), '<!DOCTYPE html><html><body><h1>One moment, please</h1></body></html>'],
		[xmlPage(), '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>'],
		[emptyBody, ''],
		[
			spoilt('other status', (given) => ({ ...given, status: 299, body: given.body })),
			expect.stringContaining('"key"'),
		],
	])('can be $name', async (fault, text) => {
		simulator.script('export', [fault]);
		expect((await exportSeen())[1]).toEqual(text);
	});

	test.each<[number | string | (() => string), RegExp]>([
		[2, /^2$/],
		['soon', /^soon$/],
		[dateIn(60), /GMT$/],
	])('can have the Retry-After %s', async (retryAfter, expected) => {
		simulator.script('export', [status(429, { retryAfter })]);
		expect((await rawExport()).headers.get('retry-after')).toMatch(expected);
	});

	test.each([true, false])('can be larger than 10 MB, with its length declared: %s', async (declared) => {
		simulator.script('export', [hugeBody(undefined, declared)]);
		const response = await rawExport();
		expect(response.headers.has('content-length')).toBe(declared);
		expect((await response.text()).length).toBeGreaterThan(10 * 1024 * 1024);
	});

	test('can lead elsewhere', async () => {
		simulator.script('export', [redirect(`${simulator.filesUrl}/elsewhere`)]);
		await (await rawExport()).text();
		expect(simulator.requestsTo('download')[0]).toMatchObject({
			origin: 'files',
			path: '/elsewhere',
			status: 404,
		});
	});

	test('can come slowly', async () => {
		simulator.script('export', [trickle(400)]);
		const start = Date.now();
		expect((await exportSeen())[0]).toBe(200);
		expect(Date.now() - start).toBeGreaterThan(80);
	});

	test('refuses as its generation does', async () => {
		simulator.script('token', [refusal('Closed.', 7)]);
		const { json } = await ask(simulator, 'v3', 'POST', '/auth/token', {});
		expect(json).toEqual({ success: false, error: { code: 7, msg: 'Closed.' } });
	});
});

describe('a download', () => {
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

	test('cut evenly comes in pieces that make the whole', async () => {
		simulator.script('download', cutEvenly(3, SIZE));
		const pieces: Buffer[] = [];
		let length = 0;
		while (length < SIZE) {
			const response = await fetch(url, { headers: { range: `bytes=${length}-` } });
			try {
				for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
					pieces.push(Buffer.from(chunk));
					length += chunk.length;
				}
			} catch {
				continue;
			}
		}
		expect(Buffer.concat(pieces).equals(simulator.videoOf(key))).toBe(true);
		expect(simulator.requestsTo('download').map(({ outcome }) => outcome)).toEqual([
			'cut',
			'cut',
			'cut',
			'answered',
		]);
		expect(simulator.bytesSent(key)).toBe(SIZE);
	});

	test.each<[Fault, number, string | null, number]>([
		[fine, 206, `bytes 100-199/${SIZE}`, 100],
		[ignoreRange, 200, null, SIZE],
		[wrongContentRange({ start: 5 }), 206, `bytes 105-204/${SIZE}`, 100],
		[wrongContentRange({ total: -1 }), 206, `bytes 100-199/${SIZE - 1}`, 100],
		[shortBody(10), 206, `bytes 100-199/${SIZE}`, 90],
		[status(410, { body: 'Gone.' }), 410, null, 5],
	])('with $name', async (fault, code, contentRange, length) => {
		simulator.script('download', times(1, fault));
		const { response, bytes } = await part();
		expect([response.status, response.headers.get('content-range'), bytes.length]).toEqual([
			code,
			contentRange,
			length,
		]);
	});

	test('of a changed file has the same size, other bytes and another ETag', async () => {
		const before = { etag: (await part()).response.headers.get('etag'), bytes: simulator.videoOf(key) };
		simulator.script('download', [changedFile]);
		const { response, bytes } = await part({ range: 'bytes=5-', 'if-range': before.etag ?? '' });
		expect([response.status, bytes.length]).toEqual([200, SIZE]);
		expect(bytes.equals(before.bytes)).toBe(false);
		expect(bytes.equals(simulator.videoOf(key))).toBe(true);
	});

	test('may hand out a part in spite of If-Range', async () => {
		simulator.script('download', [ignoreIfRange]);
		expect((await part({ range: 'bytes=5-', 'if-range': '"old"' })).response.status).toBe(206);
	});
});

describe('the simulator', () => {
	test('can stop listening and come back at the same port', async () => {
		const { url } = simulator;
		await simulator.pause();
		expect(await exportSeen()).toBe('lost');
		await simulator.resume();
		expect(simulator.url).toBe(url);
		expect((await exportSeen())[0]).toBe(200);
	});

	test('ends at once while requests hang, and leaves no connection', async () => {
		simulator.script('export', [hang, trickle(1)]);
		const waiting = [exportSeen(), exportSeen()];
		while (simulator.requests.length < 2) await sleep(5);
		await simulator.stop();
		expect(await Promise.all(waiting)).toEqual(['lost', 'lost']);
		expect(simulator.openConnections).toBe(0);
	});

	test('listens on loopback only', async () => {
		await expect(startSimulator({ host: '0.0.0.0' })).rejects.toThrow('stays on loopback');
	});

	test('does not hold one port when the other is taken', async () => {
		const taken = Number(new URL(simulator.url).port);
		await expect(startSimulator({ filesPort: taken })).rejects.toThrow('EADDRINUSE');
	});
});
