/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test reads raw headers, which fetch hides; this file is not shipped */
import { createHash } from 'crypto';
import { get } from 'node:http';

import { startSimulator } from './index';
import { boxesOf } from './mp4Boxes';
import { manualClock, videoUrlOf } from './testing';
import type { NewProject, Simulator } from './index';

const SIZE = 50_000;
const clock = manualClock();
let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ now: clock.now, urlLifetimeSeconds: 100 });
});
afterEach(async () => await simulator.stop());

const finished = (more: NewProject = {}) => simulator.addProject({ seconds: 0, fileSize: SIZE, ...more }).key;
const urlOf = async (key: string) => await videoUrlOf(simulator, key);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

async function download(headers: Record<string, string> = {}, more: NewProject = {}) {
	const key = finished(more);
	const response = await fetch(await urlOf(key), { headers });
	return { key, response, bytes: await bytesOf(response) };
}

describe('A Range', () => {
	test.each<[string, string, number, [number, number] | undefined]>([
		['of the first byte', 'bytes=0-0', 206, [0, 0]],
		['in the middle', 'bytes=100-199', 206, [100, 199]],
		['to the end', 'bytes=49000-', 206, [49_000, SIZE - 1]],
		['beyond the end, which is shortened', 'bytes=49000-99999', 206, [49_000, SIZE - 1]],
		['of the last bytes', 'bytes=-500', 206, [SIZE - 500, SIZE - 1]],
		['of more last bytes than the file has', 'bytes=-99999', 206, [0, SIZE - 1]],
		['that starts at the end', `bytes=${SIZE}-`, 416, undefined],
		['of no last bytes', 'bytes=-0', 416, undefined],
		['that ends before it starts, which is ignored', 'bytes=9-5', 200, undefined],
		['in another unit, which is ignored', 'lines=1-2', 200, undefined],
		['of several parts, which is ignored', 'bytes=0-1,5-6', 200, undefined],
		['without numbers, which is ignored', 'bytes=-', 200, undefined],
	])('%s: %s returns %i', async (_title, range, status, part) => {
		const { key, response, bytes } = await download({ range });
		expect(response.status).toBe(status);
		if (part) {
			expect(response.headers.get('content-range')).toBe(`bytes ${part[0]}-${part[1]}/${SIZE}`);
			expect(bytes.equals(simulator.videoOf(key).subarray(part[0], part[1] + 1))).toBe(true);
		} else {
			expect(response.headers.get('content-range')).toBe(status === 416 ? `bytes */${SIZE}` : null);
			expect(bytes.length === SIZE).toBe(status === 200);
		}
	});

	test.each<[string, NewProject, (validators: { etag: string; date: string }) => string, number]>([
		['the same strong ETag', {}, ({ etag }) => etag, 206],
		['another ETag', {}, () => '"another"', 200],
		['a weak ETag, even the same', { etag: 'weak' }, ({ etag }) => etag, 200],
		['an ETag that changes with each request', { etag: 'changing' }, ({ etag }) => etag, 200],
		['the date of Last-Modified', {}, ({ date }) => date, 206],
		['another date', {}, () => 'Mon, 01 Jan 2001 00:00:00 GMT', 200],
	])('with If-Range and %s', async (_title, file, pick, status) => {
		const key = finished(file);
		const url = await urlOf(key);
		const { headers } = await fetch(url, { method: 'HEAD' });
		const validators = { etag: headers.get('etag') ?? '', date: headers.get('last-modified') ?? '' };
		const response = await fetch(url, { headers: { range: 'bytes=10-19', 'if-range': pick(validators) } });
		await response.arrayBuffer();
		expect(response.status).toBe(status);
	});

	test('is ignored by a server without ranges', async () => {
		const { response } = await download({ range: 'bytes=0-9' }, { ranges: false });
		expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, null]);
	});
});

describe('A download', () => {
	test('has the headers of object storage', async () => {
		const { response } = await download();
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'video/mp4',
			'content-length': String(SIZE),
			'accept-ranges': 'bytes',
			etag: expect.stringMatching(/^"\w+"$/),
			'last-modified': expect.stringContaining('GMT'),
		});
	});

	test('can be without Content-Length', async () => {
		const { response, bytes } = await download({}, { contentLength: false });
		expect([response.headers.get('content-length'), bytes.length]).toEqual([null, SIZE]);
	});

	test('has its file name percent-encoded in the path', async () => {
		const { key, response } = await download({}, { fileName: 'Grüße an Zoë (100%).mp4' });
		expect(response.status).toBe(200);
		expect(new URL(await urlOf(key)).pathname).toMatch(
			/\/Gr%C3%BC%C3%9Fe%20an%20Zo%C3%AB%20\(100%25\)\.mp4$/,
		);
	});

	test('with credentials is rejected, and they are recorded', async () => {
		const { response, bytes } = await download({ authorization: 'secret' });
		expect([response.status, bytes.toString()]).toEqual([400, expect.stringContaining('<Error>')]);
		expect(simulator.requestsTo('download')[0].headers.authorization).toBe('secret');
	});

	test.each<[string, () => void]>([
		['by the simulator’s clock', () => clock.advance(101)],
		['at once', () => simulator.expireUrls()],
	])('from a URL that expired %s is rejected with XML, and a fresh URL works', async (_title, expire) => {
		const key = finished();
		const old = await urlOf(key);
		expire();
		const rejected = await fetch(old);
		expect([rejected.status, await rejected.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
		expect((await bytesOf(await fetch(await urlOf(key)))).length).toBe(SIZE);
	});

	test('with another path or signature is rejected', async () => {
		const url = await urlOf(finished());
		for (const wrong of [url.replace('X-Sig=', 'X-Sig=0'), url.replace('.mp4', '.mov')]) {
			expect((await fetch(wrong)).status).toBe(403);
		}
		expect((await fetch(`${simulator.filesUrl}/videos/none/none.mp4`)).status).toBe(404);
	});
});

describe('A padded video', () => {
	test('downloaded in parts has the hash of the whole', async () => {
		const size = 3_000_001;
		const key = finished({ fileSize: size });
		const url = await urlOf(key);
		const hash = createHash('sha256');
		for (let from = 0; from < size; from += 700_000) {
			hash.update(await bytesOf(await fetch(url, { headers: { range: `bytes=${from}-${from + 699_999}` } })));
		}
		expect(hash.digest('hex')).toBe(simulator.videoHash(key));
		expect(simulator.bytesSent(key)).toBe(size);
	});

	test('is an MP4 to its last byte', () => {
		const video = simulator.videoOf(finished());
		expect(boxesOf(video).map(({ type }) => type)).toEqual(['ftyp', 'free', 'moov', 'free', 'mdat', 'free']);
		expect(video).toHaveLength(SIZE);
	});

	test('of more than 4 GB has its true Content-Length', async () => {
		const url = await urlOf(finished({ fileSize: 5_000_000_000 }));
		const length = await new Promise((resolve) => {
			get(url, (response) => {
				resolve(response.headers['content-length']);
				response.destroy();
			});
		});
		expect(length).toBe('5000000000');
	});

	test('cannot be smaller than its clip', () => {
		const key = finished({ fileSize: 100 });
		expect(() => simulator.videoOf(key)).toThrow('A video cannot have 100 bytes');
	});
});
