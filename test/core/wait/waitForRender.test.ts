import { settle, ExecutionCancelled } from '../../../nodes/shared/core/errors';
import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import type { HttpResult } from '../../../nodes/shared/core/ports';
import type { WaitSettings } from '../../../nodes/shared/core/wait/renderWait';
import { waitForRender } from '../../../nodes/shared/core/wait/waitForRender';
import { clientOf, clientWith, type Sent } from '../http/clientWith';
import { noResponse, notSent, rateLimited, response } from '../http/responses';

const KEY = 'project-1';
const VIDEO_URL = 'http://localhost/videos/1.mp4';

const SETTINGS: WaitSettings = { pollIntervalMs: 3 * SECOND_MS, pacing: 'fixed', timeoutMs: 60 * MINUTE_MS, stallTimeoutMs: 0 };

const at = (progress: number, more: object = {}) => response(200, { success: true, data: { progress, ...more } });
const complete = at(100, { url: VIDEO_URL });
const rejection = response(200, { success: false, msg: 'One moment.' });

/** When each request was sent, in seconds. */
const seconds = (sent: Sent[]) => sent.map((request) => request.at / SECOND_MS);

/** Waits for a render whose polls get these responses in turn, the last one again and again. */
async function wait(responses: HttpResult[], changed: Partial<WaitSettings> = {}, onProgress?: (progress: number) => void) {
	const { client, sent } = clientWith(...responses);
	const settings = { ...SETTINGS, ...changed };
	const settled = await settle(async () => await waitForRender(KEY, client, settings, ({ progress }) => onProgress?.(progress)));
	return { result: settled.ok ? settled.value : undefined, error: settled.ok ? undefined : settled.error, polledAt: seconds(sent) };
}

describe('a render that completes', () => {
	test('is polled every interval until its video is there, and every poll is counted', async () => {
		const { result, polledAt } = await wait([at(0), at(40), at(80), complete]);
		expect(polledAt).toEqual([0, 3, 6, 9]);
		expect(result).toEqual({
			render: { progress: 100, state: 'complete', videoUrl: VIDEO_URL },
			timedOut: false,
			polls: 4,
			waitedMs: 9 * SECOND_MS,
		});
	});

	test('does not count as complete at 100 % without a URL, or with one that is no web address', async () => {
		const { result, polledAt } = await wait([at(100), at(100, { url: '' }), at(100, { url: 'pending' }), at(100, { url: 'ftp://localhost/1.mp4' }), complete]);
		expect(polledAt).toHaveLength(5);
		expect(result?.render.videoUrl).toBe(VIDEO_URL);
	});

	test.each([` ${VIDEO_URL}`, `${VIDEO_URL}\n`, `\r\n\t${VIDEO_URL} `])('has the URL %j without what is around it', async (url) => {
		const { result, polledAt } = await wait([at(100, { url })]);
		expect(polledAt).toHaveLength(1);
		expect(result?.render.videoUrl).toBe(VIDEO_URL);
	});

	test('may go backwards on its way', async () => {
		const seen: number[] = [];
		const { result } = await wait([at(60), at(20), complete], {}, (progress) => seen.push(progress));
		expect(seen).toEqual([60, 20, 100]);
		expect(result?.timedOut).toBe(false);
	});

	test('is polled rarely while its end is far, and often when it is near', async () => {
		const progress = Array.from({ length: 6 }, (_, index) => at(index));
		const { polledAt } = await wait([...progress, at(97), at(98), complete], { pacing: 'adaptive' });
		const pauses = polledAt.slice(1).map((second, index) => second - polledAt[index]);
		expect(pauses).toHaveLength(8);
		expect(Math.max(...pauses.slice(1, 6))).toBeGreaterThan(25);
		expect(Math.max(...pauses.slice(-2))).toBeLessThan(5);
	});
});

describe('a poll that fails', () => {
	test.each<[string, HttpResult]>([
		['503', response(503)],
		['408', response(408)],
		['a page instead of JSON', response(200, '<html>')],
		['a truncated body', response(200, '{"success":tr')],
		['a broken connection', noResponse],
		['a refused connection', notSent],
		['a rejection', rejection],
	])('costs one poll (%s)', async (_, failure) => {
		const { result, polledAt } = await wait([at(10), failure, at(20), complete]);
		expect(polledAt).toEqual([0, 3, 6, 9]);
		expect(result?.polls).toBe(4);
	});

	test('is repeated more and more rarely, up to every 30 s', async () => {
		const { polledAt } = await wait([...Array.from({ length: 12 }, () => noResponse), complete]);
		const pauses = polledAt.slice(1).map((second, index) => second - polledAt[index]);
		expect(pauses).toHaveLength(12);
		expect(pauses[0]).toBe(3);
		expect(pauses.at(-1)).toBeGreaterThanOrEqual(15);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(30);
	});

	test('ends the wait after twenty in a row, with the number of attempts and the last cause', async () => {
		const { error, polledAt } = await wait([at(12), noResponse]);
		expect(polledAt).toHaveLength(21);
		expect(error).toMatchObject({ code: 'unavailable', context: { projectKey: KEY, progress: 12, state: 'rendering' } });
		expect(error?.message).toBe('AI Studios returned no usable response for the progress of project project-1 after 20 attempts: the connection broke');
	});

	test('no longer counts after a successful one', async () => {
		const nineteen = Array.from({ length: 19 }, () => noResponse);
		const { result, polledAt } = await wait([...nineteen, at(1), ...nineteen, at(2), ...nineteen, complete]);
		expect(polledAt).toHaveLength(60);
		expect(result?.polls).toBe(60);
	});

	test('as "success: false" is believed at the third attempt: the render has failed', async () => {
		const { error, polledAt } = await wait([at(5), rejection]);
		expect(polledAt).toHaveLength(4);
		expect(error).toMatchObject({ code: 'renderFailed', httpStatus: 200, context: { projectKey: KEY, progress: 5, state: 'failed' } });
		expect(error?.message).toBe('AI Studios rejected the progress of project project-1 after 3 attempts: One moment.');
	});

	test.each<[string, HttpResult, code: string, message: string]>([
		['401', response(401), 'credentials', 'AI Studios rejected the credential for the progress of project project-1: HTTP status 401'],
		['403', response(403), 'credentials', 'AI Studios rejected the credential for the progress of project project-1: HTTP status 403'],
		['404', response(404), 'notFound', 'AI Studios cannot find the progress of project project-1: HTTP status 404'],
		['a redirect', response(302), 'redirected', 'AI Studios redirected the request for the progress of project project-1: no target was given'],
	])('with %s is not repeated at first, but twice in a row after a successful one', async (_, failure, code, message) => {
		const first = await wait([failure, complete]);
		expect(first.polledAt).toHaveLength(1);
		expect(first.error).toMatchObject({ code, message });
		expect(first.error?.context).toEqual({ projectKey: KEY });

		const { result, polledAt } = await wait([at(10), failure, failure, at(20), failure, failure, complete]);
		expect(result?.timedOut).toBe(false);
		expect(polledAt).toEqual([0, 3, 6, 9, 12, 15, 18]);

		const third = await wait([at(10), failure, failure, failure, complete]);
		expect(third.polledAt).toHaveLength(4);
		expect(third.error).toMatchObject({ code, message: message.replace('project-1:', 'project-1 after 3 attempts:') });
		expect(third.error?.context).toEqual({ projectKey: KEY, progress: 10, state: 'rendering' });
	});
});

describe('a rate limit', () => {
	test.each([
		['is obeyed in seconds', rateLimited('17'), 17],
		['is obeyed as a date', rateLimited('Thu, 01 Jan 1970 00:00:40 GMT'), 40],
		['is not repeated sooner than the interval', rateLimited('0'), 3],
		['loses only its timing when it is malformed', rateLimited('soon'), 3],
	])('%s', async (_, failure, second) => {
		const { result, polledAt } = await wait([failure, complete]);
		expect(polledAt).toEqual([0, second]);
		expect(result?.polls).toBe(2);
	});

	test('of one render slows down all', async () => {
		const { client, sent } = clientOf('v2', async (_request, index, clock) => {
			await clock.sleep(10);
			return index === 0 ? rateLimited('60') : index > 2 ? complete : at(50);
		});
		await Promise.all(['a', 'b', 'c'].map(async (key) => await waitForRender(key, client, SETTINGS)));
		const later = sent.slice(3);
		expect(seconds(sent).slice(0, 3)).toEqual([0, 0, 0]);
		expect(later.map(({ request }) => request.path.slice(-1)).sort()).toEqual(['a', 'b', 'c']);
		expect(Math.min(...seconds(later))).toBe(60.01);
	});
});

describe('the timeout', () => {
	test('has a last poll of its own', async () => {
		const { result, polledAt } = await wait([at(10), at(20), at(30), at(40)], { timeoutMs: 8 * SECOND_MS });
		expect(polledAt).toEqual([0, 3, 6, 8]);
		expect(result).toMatchObject({ timedOut: true, polls: 4, waitedMs: 8 * SECOND_MS, render: { progress: 40, state: 'rendering' } });
	});

	test('finds a video that is there at the last poll', async () => {
		const { result } = await wait([at(10), at(20), at(30), complete], { timeoutMs: 8 * SECOND_MS });
		expect(result).toMatchObject({ timedOut: false, render: { state: 'complete' } });
	});

	test('of zero allows one poll', async () => {
		const { result, polledAt } = await wait([at(10)], { timeoutMs: 0 });
		expect([polledAt, result?.timedOut]).toEqual([[0], true]);
	});

	test.each<[string, HttpResult[]]>([
		['successful polls', [at(1), at(2), at(3), at(4), at(5)]],
		['failed polls', [noResponse, at(1), noResponse, noResponse, at(2), noResponse]],
		['an outage', [noResponse]],
		['a pause that ends before it', [rateLimited('19'), at(1)]],
		['a pause that lasts beyond it', [rateLimited('19'), at(1), at(1), rateLimited('15')]],
	])('is never moved by %s', async (_, responses) => {
		const { result } = await wait(responses, { timeoutMs: 30 * SECOND_MS });
		expect(result?.timedOut).toBe(true);
		expect(result?.waitedMs).toBe(30 * SECOND_MS);
	});

	test('is kept while another render makes all pause', async () => {
		const { client, sent } = clientOf('v2', async ({ path }, _index, clock) =>
			await Promise.resolve(path.endsWith('b') && clock.now() > 0 ? rateLimited('600') : at(10)),
		);
		const waits = ['a', 'b'].map(async (key) => await waitForRender(key, client, { ...SETTINGS, timeoutMs: 20 * SECOND_MS }));
		const results = await Promise.all(waits);
		expect(results).toHaveLength(2);
		for (const result of results) expect(result).toMatchObject({ timedOut: true, waitedMs: 20 * SECOND_MS });
		expect(sent.map(({ request }) => request.path.slice(-1))).toEqual(['a', 'b', 'a', 'b']);
	});

	test('ends with the last progress that was seen when its own poll fails', async () => {
		const { result } = await wait([at(10), at(20), noResponse], { timeoutMs: 6 * SECOND_MS });
		expect(result).toMatchObject({ timedOut: true, render: { progress: 20 } });
	});

	test('is kept by a long sleep, too', async () => {
		const { polledAt } = await wait([at(0)], { timeoutMs: 100 * SECOND_MS, pacing: 'adaptive' });
		expect(polledAt.at(-1)).toBe(100);
	});
});

describe('a stall', () => {
	const stallTimeoutMs = 10 * SECOND_MS;

	test('is reported when there was no progress for that long', async () => {
		const { error, polledAt } = await wait([at(10), at(42)], { stallTimeoutMs });
		expect(polledAt.at(-1)).toBe(15);
		expect(error).toMatchObject({ code: 'stalled', context: { projectKey: KEY, progress: 42 } });
		expect(error?.message).toBe('Project project-1 made no progress for 12 seconds (at 42 %)');
	});

	test.each<[string, HttpResult[]]>([
		['progress forwards', [at(10), at(10), at(10), at(11), at(11), at(11), complete]],
		['progress backwards', [at(10), at(10), at(10), at(9), at(9), at(9), complete]],
		['a new state', [at(10), at(10), at(10), at(10, { state: 'encoding' }), at(10, { state: 'encoding' }), complete]],
	])('is put off by %s', async (_, responses) => {
		const { result, polledAt } = await wait(responses, { stallTimeoutMs });
		expect(polledAt).toHaveLength(responses.length);
		expect(result?.timedOut).toBe(false);
	});

	test('is never reported when it is off', async () => {
		const { result } = await wait([at(42)], { timeoutMs: 20 * MINUTE_MS });
		expect(result?.timedOut).toBe(true);
	});
});

describe('a failed render', () => {
	test('ends the wait at once, with its state, its progress and what AI Studios says', async () => {
		const failed = response(200, { success: true, msg: 'No such voice', data: { progress: 61, state: 'failed' } });
		const { error, polledAt } = await wait([at(30), failed, complete]);
		expect(polledAt).toHaveLength(2);
		expect(error).toMatchObject({ code: 'renderFailed', context: { projectKey: KEY, progress: 61, state: 'failed' } });
		expect(error?.message).toBe('The render of project project-1 failed (at 61 %, state "failed"): No such voice');
	});

	test('is one in a known state of failure only: an unknown state is still rendering', async () => {
		const { result } = await wait([at(30, { state: 'brewing' })], { timeoutMs: 5 * SECOND_MS });
		expect(result).toMatchObject({ timedOut: true, render: { state: 'rendering', stateName: 'brewing' } });
	});
});

test('a cancelled execution ends the wait, whatever is going on', async () => {
	const { client, sent } = clientOf('v2', async (_request, index, clock) => {
		if (index === 2) clock.cancel();
		return await Promise.resolve(at(10));
	});
	await expect(waitForRender(KEY, client, SETTINGS)).rejects.toThrow(ExecutionCancelled);
	expect(sent).toHaveLength(3);
});
