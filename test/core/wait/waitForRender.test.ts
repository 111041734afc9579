import { MINUTE, SECOND } from '../../../nodes/shared/core/clock';
import { contractOf } from '../../../nodes/shared/core/contract';
import { Stopped } from '../../../nodes/shared/core/errors';
import { Client } from '../../../nodes/shared/core/requests/client';
import type { Answer } from '../../../nodes/shared/core/requests/judge';
import { waitForRender, type WaitSettings } from '../../../nodes/shared/core/wait/waitForRender';
import { FakeClock } from '../fakeClock';

const KEY = 'project-1';
const URL = 'http://localhost/videos/1.mp4';
const SECRET = 'a-key-nobody-may-see';

const SETTINGS: WaitSettings = { pollInterval: 3 * SECOND, pacing: 'fixed', timeout: 60 * MINUTE, stallTimeout: 0 };

const status = (code: number, headers: Record<string, string> = {}, text = ''): Answer => ({ kind: 'answered', status: code, headers, text });
const json = (body: object) => status(200, {}, JSON.stringify(body));
const at = (progress: number, more: object = {}) => json({ success: true, data: { progress, ...more } });
const done = at(100, { url: URL });
const refused = json({ success: false, msg: 'One moment.' });
const busy = (seconds: string) => status(429, { 'retry-after': seconds });
const lost: Answer = { kind: 'lost', cause: 'the connection broke' };

/** Waits for a render whose polls are answered in turn, the last answer again and again. */
async function wait(answers: Answer[], changed: Partial<WaitSettings> = {}, seen?: (progress: number) => void) {
	const clock = new FakeClock();
	const asked: number[] = [];
	const client = new Client(contractOf('v2'), {
		clock,
		send: async () => {
			asked.push(clock.now() / SECOND);
			return answers[Math.min(asked.length, answers.length) - 1];
		},
	});
	const settings = { ...SETTINGS, ...changed };
	const outcome = await waitForRender(KEY, client, settings, [SECRET], ({ progress }) => seen?.(progress)).then(
		(waited) => ({ waited, error: undefined }),
		(error: unknown) => ({ waited: undefined, error: error as { trouble: string; message: string; advice: string; facts: object } }),
	);
	return { ...outcome, asked };
}

describe('a render that ends', () => {
	test('is asked every interval until its video is there, and every poll is counted', async () => {
		const { waited, asked } = await wait([at(0), at(40), at(80), done]);
		expect(asked).toEqual([0, 3, 6, 9]);
		expect(waited).toEqual({
			render: { progress: 100, state: 'complete', videoUrl: URL },
			timedOut: false,
			polls: 4,
			waitedMs: 9 * SECOND,
		});
	});

	test('is not taken for finished at 100 % without a URL', async () => {
		const { waited, asked } = await wait([at(100), at(100, { url: '' }), done]);
		expect(asked).toHaveLength(3);
		expect(waited?.render.videoUrl).toBe(URL);
	});

	test('may go backwards on its way', async () => {
		const seen: number[] = [];
		const { waited } = await wait([at(60), at(20), done], {}, (progress) => seen.push(progress));
		expect(seen).toEqual([60, 20, 100]);
		expect(waited?.timedOut).toBe(false);
	});

	test('is asked rarely while its end is far, and closely when it is near', async () => {
		const progress = Array.from({ length: 6 }, (_, index) => at(index));
		const { asked } = await wait([...progress, at(97), at(98), done], { pacing: 'adaptive' });
		const pauses = asked.slice(1).map((second, index) => second - asked[index]);
		expect(Math.max(...pauses.slice(1, 6))).toBeGreaterThan(25);
		expect(Math.max(...pauses.slice(-2))).toBeLessThan(5);
	});
});

describe('a poll that fails', () => {
	test.each<[string, Answer]>([
		['503', status(503)],
		['408', status(408)],
		['a page instead of JSON', status(200, {}, '<html>')],
		['a cut body', status(200, {}, '{"success":tr')],
		['a broken connection', lost],
		['a refused connection', { kind: 'unsent', cause: 'the connection was refused' }],
		['a refusal', refused],
	])('costs one poll (%s)', async (_, failure) => {
		const { waited, asked } = await wait([at(10), failure, at(20), done]);
		expect(asked).toEqual([0, 3, 6, 9]);
		expect(waited?.polls).toBe(4);
	});

	test('is repeated more and more rarely, up to every 30 s', async () => {
		const { asked } = await wait([...Array.from({ length: 12 }, () => lost), done]);
		const pauses = asked.slice(1).map((second, index) => second - asked[index]);
		expect(pauses[0]).toBe(3);
		expect(pauses.at(-1)).toBeGreaterThanOrEqual(15);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(30);
	});

	test('is given up after twenty in a row, with the number of tries and the last cause', async () => {
		const { error, asked } = await wait([at(12), lost]);
		expect(asked).toHaveLength(21);
		expect(error).toMatchObject({ trouble: 'unavailable', facts: { projectKey: KEY, progress: 12, state: 'rendering' } });
		expect(error?.message).toMatch(/project-1.*20.*the connection broke/);
	});

	test('is forgiven by a good one', async () => {
		const nineteen = Array.from({ length: 19 }, () => lost);
		const { waited, asked } = await wait([...nineteen, at(1), ...nineteen, at(2), ...nineteen, done]);
		expect(asked).toHaveLength(60);
		expect(waited?.polls).toBe(60);
	});

	test('"success: false" is believed at the third time', async () => {
		const { error, asked } = await wait([at(5), refused]);
		expect(asked).toHaveLength(4);
		expect(error?.message).toContain('One moment.');
	});

	test.each<[string, Answer, string]>([
		['401', status(401), 'credentials'],
		['403', status(403), 'credentials'],
		['404', status(404), 'notFound'],
	])('%s is not repeated', async (_, answer, trouble) => {
		const { error, asked } = await wait([answer, done]);
		expect(asked).toHaveLength(1);
		expect(error).toMatchObject({ trouble, facts: { projectKey: KEY } });
	});
});

describe('"too many requests"', () => {
	test.each([
		['is obeyed in seconds', busy('17'), 17],
		['is obeyed as a date', busy('Thu, 01 Jan 1970 00:00:40 GMT'), 40],
		['is not repeated faster than the interval', busy('0'), 3],
		['loses only its timing when it is malformed', busy('soon'), 3],
	])('%s', async (_, answer, second) => {
		const { waited, asked } = await wait([answer, done]);
		expect(asked).toEqual([0, second]);
		expect(waited?.polls).toBe(2);
	});

	test('told to one slows down all', async () => {
		const clock = new FakeClock();
		const asked: Array<[string, number]> = [];
		const client = new Client(contractOf('v2'), {
			clock,
			send: async ({ path }) => {
				asked.push([path.slice(-1), clock.now() / SECOND]);
				const first = asked.length === 1;
				await clock.sleep(10);
				return first ? busy('60') : asked.length > 3 ? done : at(50);
			},
		});
		await Promise.all(['a', 'b', 'c'].map(async (key) => await waitForRender(key, client, SETTINGS, [])));
		expect(asked.slice(0, 3).map(([, second]) => second)).toEqual([0, 0, 0]);
		expect(asked.slice(3).map(([key]) => key).sort()).toEqual(['a', 'b', 'c']);
		expect(Math.min(...asked.slice(3).map(([, second]) => second))).toBe(60.01);
	});
});

describe('the deadline', () => {
	test('has a last poll of its own', async () => {
		const { waited, asked } = await wait([at(10), at(20), at(30), at(40)], { timeout: 8 * SECOND });
		expect(asked).toEqual([0, 3, 6, 8]);
		expect(waited).toMatchObject({ timedOut: true, polls: 4, waitedMs: 8 * SECOND, render: { progress: 40, state: 'rendering' } });
	});

	test('finds a video that is there at the last poll', async () => {
		const { waited } = await wait([at(10), at(20), at(30), done], { timeout: 8 * SECOND });
		expect(waited).toMatchObject({ timedOut: false, render: { state: 'complete' } });
	});

	test('asks once when there is no time at all', async () => {
		const { waited, asked } = await wait([at(10)], { timeout: 0 });
		expect([asked, waited?.timedOut]).toEqual([[0], true]);
	});

	test.each<[string, Answer[]]>([
		['good polls', [at(1), at(2), at(3), at(4), at(5)]],
		['failing polls', [lost, at(1), lost, lost, at(2), lost]],
		['an outage', [lost]],
		['a pause that ends before it', [busy('19'), at(1)]],
		['a pause that lasts beyond it', [busy('19'), at(1), at(1), busy('15')]],
	])('is never moved by %s', async (_, answers) => {
		const { waited } = await wait(answers, { timeout: 30 * SECOND });
		expect(waited?.timedOut).toBe(true);
		expect(waited?.waitedMs).toBe(30 * SECOND);
	});

	test('is kept while another render made all pause', async () => {
		const clock = new FakeClock();
		const asked: string[] = [];
		const client = new Client(contractOf('v2'), {
			clock,
			send: async ({ path }) => {
				asked.push(path.slice(-1));
				return path.endsWith('b') && clock.now() > 0 ? busy('600') : at(10);
			},
		});
		const waits = ['a', 'b'].map(async (key) => await waitForRender(key, client, { ...SETTINGS, timeout: 20 * SECOND }, []));
		for (const waited of await Promise.all(waits)) expect(waited).toMatchObject({ timedOut: true, waitedMs: 20 * SECOND });
		expect(asked).toEqual(['a', 'b', 'a', 'b']);
	});

	test('ends with the last progress that was seen when its own poll fails', async () => {
		const { waited } = await wait([at(10), at(20), lost], { timeout: 6 * SECOND });
		expect(waited).toMatchObject({ timedOut: true, render: { progress: 20 } });
	});

	test('is kept by a long sleep, too', async () => {
		const { asked } = await wait([at(0)], { timeout: 100 * SECOND, pacing: 'adaptive' });
		expect(asked.at(-1)).toBe(100);
	});
});

describe('a stall', () => {
	const stallTimeout = 10 * SECOND;

	test('is told when nothing has moved for that long', async () => {
		const { error, asked } = await wait([at(10), at(42)], { stallTimeout });
		expect(asked.at(-1)).toBe(15);
		expect(error).toMatchObject({ trouble: 'stalled', facts: { projectKey: KEY, progress: 42 } });
		expect(error?.message).toBe('Project project-1 has not moved for 12 seconds (at 42 %)');
	});

	test.each<[string, Answer[]]>([
		['movement forwards', [at(10), at(10), at(10), at(11), at(11), at(11), done]],
		['movement backwards', [at(10), at(10), at(10), at(9), at(9), at(9), done]],
		['a new state', [at(10), at(10), at(10), at(10, { state: 'encoding' }), at(10, { state: 'encoding' }), done]],
	])('is put off by %s', async (_, answers) => {
		const { waited, asked } = await wait(answers, { stallTimeout });
		expect(asked).toHaveLength(answers.length);
		expect(waited?.timedOut).toBe(false);
	});

	test('is never told when it is off', async () => {
		const { waited } = await wait([at(42)], { timeout: 20 * MINUTE });
		expect(waited?.timedOut).toBe(true);
	});
});

describe('a failed render', () => {
	test('ends the wait at once, with its state, its progress and what AI Studios said', async () => {
		const answer = json({ success: true, msg: `No such voice; key ${SECRET}`, data: { progress: 61, state: 'failed' } });
		const { error, asked } = await wait([at(30), answer, done]);
		expect(asked).toHaveLength(2);
		expect(error).toMatchObject({ trouble: 'failed', facts: { projectKey: KEY, progress: 61, state: 'failed' } });
		expect(error?.message).toMatch(/project-1 failed .*"failed", at 61 %.*No such voice/);
		expect(JSON.stringify(error) + error?.message).not.toContain(SECRET);
	});

	test('is none when the state is unknown: that is still rendering', async () => {
		const { waited } = await wait([at(30, { state: 'brewing' })], { timeout: 5 * SECOND });
		expect(waited).toMatchObject({ timedOut: true, render: { state: 'rendering', stateName: 'brewing' } });
	});
});

test('a stopped execution ends the wait, whatever is going on', async () => {
	const clock = new FakeClock();
	let asked = 0;
	const client = new Client(contractOf('v2'), {
		clock,
		send: async () => {
			asked += 1;
			if (asked === 3) clock.stop();
			return at(10);
		},
	});
	await expect(waitForRender(KEY, client, SETTINGS, [])).rejects.toThrow(Stopped);
	expect(asked).toBe(3);
});
