import { startSimulator } from './index';
import {
	changedFile, compressed, cutEvenly, ignoreIfRange, ignoreRange, noFault, shortBody, status, times, unknownTotal, wrongContentRange,
	type Fault,
} from './faults';
import { videoUrlOf } from './testing';
import type { Simulator } from './index';

const SIZE = 20_000;
let simulator: Simulator;
let key: string;
let url: string;

beforeEach(async () => {
	simulator = await startSimulator();
	({ key } = simulator.addProject({ seconds: 0, fileSize: SIZE }));
	url = await videoUrlOf(simulator, key);
});
afterEach(async () => await simulator.stop());

describe('A download', () => {
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
		[unknownTotal, 206, 'bytes 100-199/*', 100],
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

	test.each([
		['smaller', 9],
		['larger', 0],
	])('can be compressed to a %s body, whatever the client accepts', async (size, level) => {
		simulator.injectFaults('download', [compressed({ level })]);
		const { response, bytes } = await part({ 'accept-encoding': 'identity', range: 'bytes=5-' });
		expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip']);
		const sent = Number(response.headers.get('content-length'));
		expect(size === 'larger' ? sent > SIZE : sent < SIZE).toBe(true);
		expect(bytes.equals(simulator.videoOf(key))).toBe(true);
	});

	test('can return a range in spite of If-Range', async () => {
		simulator.injectFaults('download', [ignoreIfRange]);
		expect((await part({ range: 'bytes=5-', 'if-range': '"old"' })).response.status).toBe(206);
	});
});
