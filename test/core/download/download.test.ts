/* eslint-disable @n8n/community-nodes/no-restricted-imports -- stores through Node's streams as n8n does; not shipped */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AiStudiosError, Stopped } from '../../../nodes/shared/core/errors';
import { dialogue, rest, status, unreachable, VIDEO, whole, type Turn } from './fileServer';

const HALF = 20;

describe('the file arrives whole after', () => {
	/** The server's turns, and the requests they answer. */
	test.each<[string, Turn[], requests: string[], resumed: number]>([
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
		['a cut, then 206 from another byte', [whole(HALF), rest(19), whole()], ['/first', '/first bytes=20- if "1"', '/first'], 0],
		['a cut, then 206 of another file', [whole(HALF), rest(HALF, 40, { etag: '"2"' }), whole()], ['/first', '/first bytes=20- if "1"', '/first'], 0],
		['a cut of a file without a strong ETag', [whole(HALF, { etag: 'W/"1"' }), whole()], ['/first', '/first'], 0],
		['a refused connection', [unreachable, unreachable, whole()], ['/first', '/first', '/first'], 0],
		['a refused connection in the middle', [whole(HALF), unreachable, rest(HALF)], ['/first', '/first bytes=20- if "1"', '/first bytes=20- if "1"'], 1],
		['503', [status(503), whole()], ['/first', '/first'], 0],
		['403, with a fresh URL', [status(403), whole()], ['/first', '/fresh1'], 0],
		['a cut, 403, and the rest from a fresh URL', [whole(HALF), status(403), rest(HALF)], ['/first', '/first bytes=20- if "1"', '/fresh1 bytes=20- if "1"'], 1],
		['two expired URLs', [status(404), status(410), whole()], ['/first', '/fresh1', '/fresh2'], 0],
		['a file that does not tell its length', [{ ...whole(), headers: {} }], ['/first'], 0],
		['a cut of a file that tells its length only later', [{ ...whole(HALF), headers: { etag: '"1"' } }, rest(HALF)], ['/first', '/first bytes=20- if "1"'], 1],
	])('%s', async (_what, turns, requests, resumed) => {
		for (const chunk of [1, 7, 64]) {
			const { run, asked, seen } = dialogue(turns, {}, chunk);
			const { saved, bytes, kind, resumed: times } = await run();
			expect(saved.equals(VIDEO)).toBe(true);
			expect(bytes).toBe(VIDEO.length);
			expect(kind.mimeType).toBe('video/mp4');
			expect(times).toBe(resumed);
			expect(asked).toEqual(requests);
			expect(seen.discarded).toBe(seen.opened);
		}
	});
});

test('a resumed file is stored once, and no byte of it is handed on twice', async () => {
	const { run, seen } = dialogue([whole(21), rest(21)]);
	await run();
	expect(seen).toMatchObject({ saves: 1, handedOn: VIDEO.length });
});

test('a file that has to start again is stored anew, and nothing of the first time is kept', async () => {
	const changed = Buffer.concat([VIDEO.subarray(0, 16), Buffer.from('another film')]);
	const { run, seen } = dialogue([whole(HALF), whole(undefined, { etag: '"2"' }, changed)]);
	const { saved, bytes } = await run();
	expect(saved.equals(changed)).toBe(true);
	expect(bytes).toBe(changed.length);
	expect(seen.saves).toBe(2);
});

describe('it is given up', () => {
	test.each<[string, Turn[], tries: number, message: string]>([
		['when nothing answers', [unreachable], 10, 'broke off at byte 0 after 10 tries: the file server could not be reached'],
		['when every connection is cut at once', [whole(0)], 10, 'broke off at byte 0 after 10 tries: the connection broke'],
		['when no new byte comes any more', [whole(HALF), rest(HALF, HALF), rest(HALF, HALF)], 11, 'broke off at byte 20 after 10 tries: the connection broke'],
		['when it always starts again and never gets further', [whole(HALF, { etag: 'W/"1"' })], 11, 'broke off at byte 20 after 10 tries: the connection broke'],
		['when every address is expired', [status(403)], 10, 'broke off at byte 0 after 10 tries: HTTP status 403'],
		['when the server has no time', [status(503)], 10, 'broke off at byte 0 after 10 tries: HTTP status 503'],
		['when it shall wait for an hour', [status(429, { 'retry-after': '3600' })], 1, 'broke off at byte 0 after one try: HTTP status 429'],
		['when it is refused', [status(400)], 1, 'was refused: HTTP status 400'],
		['when there is more than was told', [whole(undefined, { 'content-length': '30' })], 1, 'has the wrong size: 40 bytes instead of 30'],
		['when it is empty', [{ status: 200, headers: { 'content-length': '0' } }], 1, 'is not a video but an empty file'],
		['when it is a web page', [{ status: 200, bytes: Buffer.from('<html>one moment</html>') }], 1, 'is not a video but a web page or an XML answer'],
		['when it becomes a web page', [whole(HALF), { status: 200, bytes: Buffer.from('<html>one moment</html>') }], 2, 'is not a video but a web page or an XML answer'],
	])('%s', async (_what, turns, tries, message) => {
		const { run, asked, seen } = dialogue(turns);
		const error = await failureOf(run());
		expect(error.trouble).toBe('download');
		expect(error.message).toBe(`The download of project p1 ${message}`);
		expect(error.advice).toContain('project key');
		expect(error.facts).toEqual({ projectKey: 'p1', progress: 100, state: 'complete' });
		expect(asked).toHaveLength(tries);
		expect(seen.discarded).toBe(seen.opened);
	});

	test('with the reason why there is no fresh address', async () => {
		const gone = new AiStudiosError('notFound', 'AI Studios does not know project p1');
		const { run, seen } = dialogue([whole(HALF), status(403)], { freshUrl: async () => await Promise.reject(gone) });
		expect(await failureOf(run())).toBe(gone);
		expect(seen.discarded).toBe(seen.opened);
	});
});

test('one new byte forgives all tries before it', async () => {
	const creeping = Array.from({ length: VIDEO.length - 1 }, (_, at) => [rest(at + 1, at + 1), rest(at + 1, at + 2)]).flat();
	const { run, asked } = dialogue([whole(1), ...creeping], {}, 1);
	expect((await run()).saved.equals(VIDEO)).toBe(true);
	expect(asked).toHaveLength(2 * VIDEO.length - 1);
});

test('pauses grow, and Retry-After is obeyed', async () => {
	const { run, clock } = dialogue([status(503, { 'retry-after': '20' }), unreachable, unreachable, whole()]);
	await run();
	const [first, second, third] = clock.slept;
	expect(first).toBe(20_000);
	expect(second).toBeGreaterThanOrEqual(500);
	expect(third).toBeGreaterThanOrEqual(1_000);
});

describe('a stopped execution is never retried', () => {
	test.each<[string, Turn[]]>([
		['before the first byte', [{ instead: 'stopped' }]],
		['within the first bytes', [{ ...whole(3), then: 'stop' }]],
		['in the middle', [{ ...whole(HALF), then: 'stop' }]],
		['while it is taken up again', [whole(HALF), { instead: 'stopped' }]],
	])('%s', async (_when, turns) => {
		const { run, asked, seen } = dialogue(turns);
		await expect(run()).rejects.toThrow(Stopped);
		expect(asked).toHaveLength(turns.length);
		expect(seen.discarded).toBe(seen.opened);
	});

	test('while it pauses', async () => {
		const { run, asked, clock } = dialogue([unreachable]);
		const running = run();
		clock.stop();
		await expect(running).rejects.toThrow(Stopped);
		expect(asked).toHaveLength(1);
	});

	test('while it asks for a fresh address', async () => {
		const { run, asked } = dialogue([status(403)], { freshUrl: async () => await Promise.reject(new Stopped()) });
		await expect(run()).rejects.toThrow(Stopped);
		expect(asked).toHaveLength(1);
	});
});

describe('a file that cannot be stored', () => {
	const full = async () => await Promise.reject(new Error('ENOSPC: no space left, canceled https://x.example.com/?sig=SIGNED'));

	test('says so, without signed URLs, and is not asked for again', async () => {
		const { run, asked, seen } = dialogue([whole()], { save: full });
		const { message, advice } = await failureOf(run());
		expect(message).toBe('The download of project p1 could not be stored: ENOSPC: no space left, cancelled https://x.example.com/');
		expect(advice).toMatch(/^Look whether the disk of this n8n is full\./);
		expect(asked).toHaveLength(1);
		expect(seen.discarded).toBe(seen.opened);
	});

	test('says so as well when a stream hands the trouble back to where the bytes come from', async () => {
		const disk = () => new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
		const { run, asked, seen } = dialogue([whole()], { save: async (chunks) => await pipeline(Readable.from(chunks), disk()).then(() => VIDEO) });
		expect((await failureOf(run())).message).toBe('The download of project p1 could not be stored: ENOSPC');
		expect(asked).toHaveLength(1);
		expect(seen.discarded).toBe(seen.opened);
	});

	test('leaves no request and no timer behind while the next bytes were awaited', async () => {
		const { run, asked, seen, clock } = dialogue([whole(HALF), rest(HALF)], {
			save: async (chunks) => {
				const reading = chunks[Symbol.asyncIterator]();
				await reading.next();
				const pending = [reading.next(), reading.next()].map(async (next) => await next.catch(() => undefined));
				void Promise.all(pending);
				return await Promise.reject(new Error('the disk is gone'));
			},
		});
		expect((await failureOf(run())).message).toContain('the disk is gone');
		await clock.sleep(60_000);
		expect(clock.slept).toEqual([60_000]);
		expect(asked).toHaveLength(1);
		expect(seen.discarded).toBe(seen.opened);
	});

	test('is told from bytes that broke off, whatever the storage makes of it', async () => {
		const { run } = dialogue([whole(HALF), status(400)], {
			save: async (chunks) => await pipeline(Readable.from(chunks), new Writable({ write: (_c, _e, done) => done() })).then(() => VIDEO, async () => await Promise.reject(new Error('wrapped'))),
		});
		expect((await failureOf(run())).message).toBe('The download of project p1 was refused: HTTP status 400');
	});
});

test('a file whose bytes come through a real stream starts again as well', async () => {
	const { run, seen } = dialogue([whole(HALF), status(416), whole()], {
		save: async (chunks) => {
			const kept: Buffer[] = [];
			const store = new Writable({ write: (chunk: Buffer, _encoding, done) => done(void kept.push(chunk)) });
			await pipeline(Readable.from(chunks), store);
			return Buffer.concat(kept);
		},
	});
	expect((await run()).saved.equals(VIDEO)).toBe(true);
	expect(seen.discarded).toBe(seen.opened);
});

async function failureOf(work: Promise<unknown>): Promise<AiStudiosError> {
	const error: unknown = await work.then(() => new Error('It went well'), (thrown: unknown) => thrown);
	if (error instanceof AiStudiosError) return error;
	throw error;
}
