/* eslint-disable @n8n/community-nodes/no-restricted-imports -- stores through Node's streams as n8n does; not shipped */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { videoOf } from '../../../nodes/shared/core/download/mediaFile';
import { AiStudiosError, ExecutionCancelled } from '../../../nodes/shared/core/errors';
import { downloadFrom, rest, status, unreachable, VIDEO, whole, type ScriptedResponse } from './fileServer';

const HALF = 20;

describe('the file arrives whole after', () => {
	/** The server's responses, and the requests that they are for. */
	test.each<[string, ScriptedResponse[], requests: string[], resumed: number]>([
		['nothing at all', [whole()], ['/first'], 0],
		['a cut, then 206 from there', [whole(21), rest(21)], ['/first', '/first bytes=21- if "1"'], 1],
		['a cut within the first bytes', [whole(5), rest(5)], ['/first', '/first bytes=5- if "1"'], 1],
		['a cut before the first byte', [whole(0), whole()], ['/first', '/first'], 0],
		['a cut after the last byte', [{ ...whole(), then: 'cut' }], ['/first'], 0],
		['nine cuts', [whole(4), ...[4, 8, 12, 16, 20, 24, 28, 32].map((at) => rest(at, at + 4)), rest(36)], expect.arrayContaining(['/first', '/first bytes=36- if "1"']), 9],
		['a part that ends too early', [whole(21), { ...rest(21, 28), then: 'end' }, rest(28)], ['/first', '/first bytes=21- if "1"', '/first bytes=28- if "1"'], 2],
		['a cut, then 200 instead of the rest', [whole(HALF), whole()], ['/first', '/first bytes=20- if "1"'], 0],
		['a cut, then 200 that is cut, then the rest', [whole(HALF), whole(28), rest(28)], ['/first', '/first bytes=20- if "1"', '/first bytes=28- if "1"'], 1],
		['a cut, then 416', [whole(HALF), status(416), whole()], ['/first', '/first bytes=20- if "1"', '/first'], 0],
		['a cut, a part of the rest, then 416', [whole(HALF), rest(HALF, 28), status(416), whole()], ['/first', '/first bytes=20- if "1"', '/first bytes=28- if "1"', '/first'], 0],
		['a cut, then 206 from another byte', [whole(HALF), rest(19), whole()], ['/first', '/first bytes=20- if "1"', '/first'], 0],
		['a cut, then 206 without a total', [whole(HALF), rest(HALF, VIDEO.length, { 'content-range': 'bytes 20-39/*' })], ['/first', '/first bytes=20- if "1"'], 1],
		['a cut, then 206 of another file', [whole(HALF), rest(HALF, 40, { etag: '"2"' }), whole()], ['/first', '/first bytes=20- if "1"', '/first'], 0],
		['a cut of a file without a strong ETag', [whole(HALF, { etag: 'W/"1"' }), whole()], ['/first', '/first'], 0],
		['no connection', [unreachable, unreachable, whole()], ['/first', '/first', '/first'], 0],
		['no connection in the middle', [whole(HALF), unreachable, rest(HALF)], ['/first', '/first bytes=20- if "1"', '/first bytes=20- if "1"'], 1],
		['503', [status(503), whole()], ['/first', '/first'], 0],
		['403, with a fresh URL', [status(403), whole()], ['/first', '/fresh1'], 0],
		['a cut, 403, and the rest from a fresh URL', [whole(HALF), status(403), rest(HALF)], ['/first', '/first bytes=20- if "1"', '/fresh1 bytes=20- if "1"'], 1],
		['two expired URLs', [status(404), status(410), whole()], ['/first', '/fresh1', '/fresh2'], 0],
		['a file of unknown length', [{ ...whole(), headers: {} }], ['/first'], 0],
		['a cut of a file whose length only the 206 states', [{ ...whole(HALF), headers: { etag: '"1"' } }, rest(HALF)], ['/first', '/first bytes=20- if "1"'], 1],
	])('%s', async (_what, script, expectedRequests, expectedResumed) => {
		for (const chunkBytes of [1, 7, 64]) {
			const { run, requests, counts } = downloadFrom(script, {}, chunkBytes);
			const { saved, bytes, type, resumed } = await run();
			expect(saved.equals(VIDEO)).toBe(true);
			expect(bytes).toBe(VIDEO.length);
			expect(type.mimeType).toBe('video/mp4');
			expect(resumed).toBe(expectedResumed);
			expect(requests).toEqual(expectedRequests);
			expect(counts.discarded).toBe(counts.opened);
		}
	});
});

describe('the file of a server that compresses it in spite of "identity" arrives whole', () => {
	const COMPRESSED = { 'content-encoding': 'gzip' };

	/** n8n's HTTP client decodes the body, removes Content-Encoding, and leaves the Content-Length. */
	test.each<[string, ScriptedResponse[], requests: string[]]>([
		['with its Content-Encoding', [whole(undefined, { ...COMPRESSED, 'content-length': '30' })], ['/first']],
		['with its Content-Encoding, after a cut', [whole(HALF, COMPRESSED), whole(undefined, COMPRESSED)], ['/first', '/first']],
		['when it is longer than its Content-Length', [whole(undefined, { 'content-length': '30' })], ['/first']],
		['when it is shorter than its Content-Length', [whole(undefined, { 'content-length': '63' })], ['/first']],
		['after a cut without a strong ETag', [whole(HALF, { 'content-length': '30', etag: 'W/"1"' }), whole(undefined, { 'content-length': '30' })], ['/first', '/first']],
		['after a cut behind its Content-Length', [whole(HALF, { 'content-length': '15' }), status(416), whole(undefined, { 'content-length': '15' })], ['/first', '/first bytes=20- if "1"', '/first']],
	])('%s', async (_what, script, expectedRequests) => {
		const { run, requests, counts } = downloadFrom(script);
		const { saved, bytes, resumed } = await run();
		expect(saved.equals(VIDEO)).toBe(true);
		expect(bytes).toBe(VIDEO.length);
		expect(resumed).toBe(0);
		expect(requests).toEqual(expectedRequests);
		expect(counts.discarded).toBe(counts.opened);
	});
});

test('a file of which more bytes are sent than it has restarts', async () => {
	const tooLong = { ...rest(HALF), bytes: VIDEO };
	const { run, requests } = downloadFrom([whole(HALF), tooLong, status(416), whole()]);
	expect((await run()).saved.equals(VIDEO)).toBe(true);
	expect(requests).toEqual(['/first', '/first bytes=20- if "1"', '/first bytes=60- if "1"', '/first']);
});

test('a resumed file is stored once, and no byte of it is saved twice', async () => {
	const { run, counts } = downloadFrom([whole(21), rest(21)]);
	await run();
	expect(counts).toMatchObject({ saves: 1, savedBytes: VIDEO.length });
});

test('a file that restarts is stored anew, and nothing of the first start is kept', async () => {
	const changed = Buffer.concat([VIDEO.subarray(0, 16), Buffer.from('another video')]);
	const { run, counts } = downloadFrom([whole(HALF), whole(undefined, { etag: '"2"' }, changed)]);
	const { saved, bytes } = await run();
	expect(saved.equals(changed)).toBe(true);
	expect(bytes).toBe(changed.length);
	expect(counts.saves).toBe(2);
});

describe('it fails', () => {
	test.each<[string, ScriptedResponse[], attempts: number, message: string]>([
		['when there is no response', [unreachable], 10, 'download of project p1 failed at byte 0 after 10 attempts: the file server could not be reached'],
		['when every connection is cut at once', [whole(0)], 10, 'download of project p1 failed at byte 0 after 10 attempts: the connection broke'],
		['when no new byte comes any more', [whole(HALF), rest(HALF, HALF), rest(HALF, HALF)], 11, 'download of project p1 failed at byte 20 after 10 attempts: the connection broke'],
		['when every part ends too early', [whole(HALF), { ...rest(HALF, HALF), then: 'end' }], 11, 'download of project p1 failed at byte 20 after 10 attempts: the response ended at 20 of 40 bytes'],
		['when it always restarts and never gets further', [whole(HALF, { etag: 'W/"1"' })], 11, 'download of project p1 failed at byte 20 after 10 attempts: the connection broke'],
		['when every URL is expired', [status(403)], 10, 'download of project p1 failed at byte 0 after 10 attempts: HTTP status 403'],
		['when the server is unavailable', [status(503)], 10, 'download of project p1 failed at byte 0 after 10 attempts: HTTP status 503'],
		['when the server asks to wait for an hour', [status(429, { 'retry-after': '3600' })], 1, 'download of project p1 failed at byte 0: HTTP status 429'],
		['when it is rejected', [status(400)], 1, 'download of project p1 was rejected: HTTP status 400'],
		['when it is empty', [{ status: 200, headers: { 'content-length': '0' } }], 1, 'downloaded file of project p1 is not a video but an empty file'],
		['when it is a web page', [{ status: 200, bytes: Buffer.from('<html>one moment</html>') }], 1, 'downloaded file of project p1 is not a video but a web page or an XML response'],
		['when it becomes a web page', [whole(HALF), { status: 200, bytes: Buffer.from('<html>one moment</html>') }], 2, 'downloaded file of project p1 is not a video but a web page or an XML response'],
	])('%s', async (_what, script, attempts, message) => {
		const { run, requests, counts } = downloadFrom(script);
		const error = await failureOf(run());
		expect(error.code).toBe('download');
		expect(error.message).toBe(`The ${message}`);
		expect(error.description.replace(/^The file server asks to wait 60 minutes\. | If it happens again, check .*$/g, '')).toBe(videoOf('p1').errorDescription);
		expect(error.context).toEqual({ projectKey: 'p1', progress: 100, state: 'complete' });
		expect(requests).toHaveLength(attempts);
		expect(counts.discarded).toBe(counts.opened);
	});

	test('with the HTTP status, and the pause that the server asks for', async () => {
		const { httpStatus, description } = await failureOf(downloadFrom([status(429, { 'retry-after': '3600' })]).run());
		expect(httpStatus).toBe(429);
		expect(description).toMatch(/^The file server asks to wait 60 minutes\. The video itself is finished/);
		expect((await failureOf(downloadFrom([status(400)]).run())).httpStatus).toBe(400);
		expect((await failureOf(downloadFrom([unreachable]).run())).httpStatus).toBeUndefined();
	});

	test('with the reason why there is no fresh URL', async () => {
		const gone = new AiStudiosError('notFound', 'AI Studios cannot find project p1');
		const { run, counts } = downloadFrom([whole(HALF), status(403)], { freshUrl: async () => await Promise.reject(gone) });
		expect(await failureOf(run())).toBe(gone);
		expect(counts.discarded).toBe(counts.opened);
	});
});

test('one new byte forgives all attempts before it', async () => {
	const oneByteAtATime = Array.from({ length: VIDEO.length - 1 }, (_, at) => [rest(at + 1, at + 1), rest(at + 1, at + 2)]).flat();
	const { run, requests } = downloadFrom([whole(1), ...oneByteAtATime], {}, 1);
	expect((await run()).saved.equals(VIDEO)).toBe(true);
	expect(requests).toHaveLength(2 * VIDEO.length - 1);
});

test('a file of an unknown format has the type that the server says', async () => {
	const bytes = Buffer.from('\x00\x01\x02 of a format that nobody knows', 'latin1');
	const typed = async (headers: Record<string, string>) => (await downloadFrom([{ headers, bytes }]).run()).type.extension;
	expect(await typed({ 'content-type': 'video/webm' })).toBe('.webm');
	expect(await typed({})).toBe('.mp4');
});

test('pauses grow, and Retry-After is obeyed', async () => {
	const { run, clock } = downloadFrom([status(503, { 'retry-after': '20' }), unreachable, unreachable, whole()]);
	await run();
	const [first, second, third] = clock.slept;
	expect(first).toBe(20_000);
	expect(second).toBeGreaterThanOrEqual(500);
	expect(third).toBeGreaterThanOrEqual(1_000);
});

describe('a cancelled execution is never retried', () => {
	test.each<[string, ScriptedResponse[]]>([
		['before the first byte', [{ instead: 'cancelled' }]],
		['within the first bytes', [{ ...whole(3), then: 'cancel' }]],
		['in the middle', [{ ...whole(HALF), then: 'cancel' }]],
		['while it is resumed', [whole(HALF), { instead: 'cancelled' }]],
	])('%s', async (_when, script) => {
		const { run, requests, counts } = downloadFrom(script);
		await expect(run()).rejects.toThrow(ExecutionCancelled);
		expect(requests).toHaveLength(script.length);
		expect(counts.discarded).toBe(counts.opened);
	});

	test('while it pauses', async () => {
		const { run, requests, clock } = downloadFrom([unreachable]);
		const running = run();
		clock.cancel();
		await expect(running).rejects.toThrow(ExecutionCancelled);
		expect(requests).toHaveLength(1);
	});

	test('while it requests a fresh URL', async () => {
		const { run, requests } = downloadFrom([status(403)], { freshUrl: async () => await Promise.reject(new ExecutionCancelled()) });
		await expect(run()).rejects.toThrow(ExecutionCancelled);
		expect(requests).toHaveLength(1);
	});
});

describe('a file that cannot be stored', () => {
	const full = async () => await Promise.reject(new Error('ENOSPC: no space left, canceled https://x.example.com/?sig=SIGNED'));

	test('says so, without signed URLs, and is not requested again', async () => {
		const { run, requests, counts } = downloadFrom([whole()], { save: full });
		const { message, description } = await failureOf(run());
		expect(message).toBe('The download of project p1 could not be stored: ENOSPC: no space left, cancelled https://x.example.com/');
		expect(description).toMatch(/^Check whether the disk of this n8n instance is full\./);
		expect(requests).toHaveLength(1);
		expect(counts.discarded).toBe(counts.opened);
	});

	test('says so as well when a stream passes the error back to where the bytes come from', async () => {
		const disk = () => new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
		const { run, requests, counts } = downloadFrom([whole()], { save: async (chunks) => await pipeline(Readable.from(chunks), disk()).then(() => VIDEO) });
		expect((await failureOf(run())).message).toBe('The download of project p1 could not be stored: ENOSPC');
		expect(requests).toHaveLength(1);
		expect(counts.discarded).toBe(counts.opened);
	});

	test.each<[string, ScriptedResponse[], afterMs: number, requests: number]>([
		['the next bytes were awaited', [whole(HALF)], 0, 1],
		['it paused before the next attempt', [whole(HALF)], 100, 1],
		['the file was opened again', [whole(HALF), { ...rest(HALF), delayMs: 10_000 }], 5_000, 2],
		['a fresh URL was requested', [whole(HALF), status(403)], 5_000, 2],
	])('leaves no request, timer or response behind when it failed while %s', async (_when, script, afterMs, expectedRequests) => {
		const { run, requests, counts, clock } = downloadFrom(script, {
			freshUrl: async () => await clock.sleep(10_000).then(() => 'https://files.example.com/fresh'),
			save: async (chunks) => {
				const reading = chunks[Symbol.asyncIterator]();
				await reading.next();
				const pending = [reading.next(), reading.next()].map(async (next) => await next.catch(() => undefined));
				void Promise.all(pending);
				if (afterMs > 0) await clock.sleep(afterMs);
				return await Promise.reject(new Error('the disk is gone'));
			},
		});
		expect((await failureOf(run())).message).toContain('the disk is gone');
		const sleeps = clock.slept.length;
		await clock.sleep(60_000);
		expect(clock.slept.slice(sleeps)).toEqual([60_000]);
		expect(requests).toHaveLength(expectedRequests);
		expect(counts.discarded).toBe(counts.opened);
	});

	test('is distinguished from bytes that failed, whatever error the storage makes of it', async () => {
		const { run } = downloadFrom([whole(HALF), status(400)], {
			save: async (chunks) => await pipeline(Readable.from(chunks), new Writable({ write: (_c, _e, done) => done() })).then(() => VIDEO, async () => await Promise.reject(new Error('wrapped'))),
		});
		expect((await failureOf(run())).message).toBe('The download of project p1 was rejected: HTTP status 400');
	});
});

test('a file that is stored through a real stream restarts as well', async () => {
	const { run, counts } = downloadFrom([whole(HALF), status(416), whole()], {
		save: async (chunks) => {
			const stored: Buffer[] = [];
			const store = new Writable({ write: (chunk: Buffer, _encoding, done) => done(void stored.push(chunk)) });
			await pipeline(Readable.from(chunks), store);
			return Buffer.concat(stored);
		},
	});
	expect((await run()).saved.equals(VIDEO)).toBe(true);
	expect(counts.discarded).toBe(counts.opened);
});

async function failureOf(work: Promise<unknown>): Promise<AiStudiosError> {
	const error: unknown = await work.then(() => new Error('It did not fail'), (thrown: unknown) => thrown);
	if (error instanceof AiStudiosError) return error;
	throw error;
}
