import { contractOf, type ApiRequest } from '../../../nodes/shared/core/contract';
import { Stopped } from '../../../nodes/shared/core/errors';
import { Client, mayPass } from '../../../nodes/shared/core/requests/client';
import type { Answer, Reason } from '../../../nodes/shared/core/requests/judge';
import { FakeClock } from '../fakeClock';

const request: ApiRequest = { method: 'GET', path: '/api/odin/editor/progress/p1' };
const reply = (status: number, body = '', headers: Record<string, string> = {}): Answer => ({ kind: 'answered', status, headers, text: body });

const fine = reply(200, '{"success":true}');
const lost: Answer = { kind: 'lost', cause: 'the connection broke' };
const unsent: Answer = { kind: 'unsent', cause: 'the connection was refused' };
const busy = (retryAfter?: string) => reply(429, '', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
const refused = reply(200, '{"success":false,"msg":"no"}');
const unreadable = reply(200, '<html>');

/** A client whose answers are scripted in order; the last one stays. */
function dialogue(...answers: Answer[]) {
	const clock = new FakeClock();
	const sent: Array<{ at: number; request: ApiRequest }> = [];
	const send = async (asked: ApiRequest) => {
		sent.push({ at: clock.now(), request: asked });
		return await Promise.resolve(answers[Math.min(sent.length, answers.length) - 1]);
	};
	return { client: new Client(contractOf('v2'), { send, clock }), clock, sent };
}

describe('reading', () => {
	test('asks once when all is fine', async () => {
		const { client, clock, sent } = dialogue(fine);
		expect(await client.read(request)).toEqual({ ok: true, envelope: { success: true } });
		expect(sent).toEqual([{ at: 0, request }]);
		expect(clock.slept).toEqual([]);
	});

	test.each<[string, Answer]>([
		['429', busy()],
		['408', reply(408)],
		['500', reply(500)],
		['502 with a page', reply(502, '<html>')],
		['503', reply(503)],
		['a lost connection', lost],
		['a server that is not there', unsent],
		['an answer that is not JSON', unreadable],
		['an empty answer', reply(200)],
	])('goes on after %s', async (_what, trouble) => {
		const { client, sent } = dialogue(trouble, trouble, trouble, fine);
		expect((await client.read(request)).ok).toBe(true);
		expect(sent).toHaveLength(4);
	});

	test.each<[string, Answer, Reason]>([
		['429', busy(), 'busy'],
		['503', reply(503), 'unavailable'],
		['a lost connection', lost, 'lost'],
		['a server that is not there', unsent, 'unsent'],
		['an answer that is not JSON', unreadable, 'unreadable'],
	])('gives up after seven times %s, in about a minute', async (_what, trouble, reason) => {
		const { client, clock, sent } = dialogue(trouble);
		expect(await client.read(request)).toMatchObject({ ok: false, reason, tries: 7 });
		expect(sent).toHaveLength(7);
		expect(clock.now()).toBeLessThan(90_000);
		expect(clock.now()).toBeGreaterThan(10_000);
	});

	test('does not believe a refusal before it heard it three times', async () => {
		const { client, sent } = dialogue(refused);
		expect(await client.read(request)).toMatchObject({ reason: 'refused', tries: 3 });
		expect(sent).toHaveLength(3);
		const other = dialogue(refused, refused, fine);
		expect((await other.client.read(request)).ok).toBe(true);
	});

	test.each<[string, Answer, Reason]>([
		['401', reply(401), 'credentials'],
		['403', reply(403), 'credentials'],
		['402', reply(402), 'credits'],
		['404', reply(404), 'notFound'],
		['an unknown project with HTTP 200', reply(200, '{"success":false,"msg":"Project not found"}'), 'notFound'],
		['a redirect', reply(302), 'moved'],
	])('is not repeated after %s', async (_what, trouble, reason) => {
		const { client, clock, sent } = dialogue(trouble, fine);
		expect(await client.read(request)).toMatchObject({ reason, tries: 1 });
		expect(sent).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('obeys Retry-After', async () => {
		const { client, sent } = dialogue(busy('20'), reply(503, '', { 'retry-after': '60' }), fine);
		await client.read(request);
		expect(sent.map(({ at }) => at)).toEqual([0, 20_000, 80_000]);
	});

	test('backs off by itself when Retry-After is malformed, or asks for no pause at all', async () => {
		for (const header of ['soon', '-1', '0', '0.001', 'Mon, 01 Jan 1900 00:00:00 GMT']) {
			const { client, sent } = dialogue(busy(header), busy(header), fine);
			await client.read(request);
			const [, second, third] = sent.map(({ at }) => at);
			expect(second).toBeGreaterThanOrEqual(250);
			expect(third - second).toBeGreaterThanOrEqual(500);
			expect(third).toBeLessThan(2_000);
		}
	});

	test('tells of a pause that is too long instead of sleeping it', async () => {
		const { client, clock, sent } = dialogue(busy('3600'), fine);
		expect(await client.read(request)).toMatchObject({ reason: 'busy', tries: 1, retryAfter: 3_600_000 });
		expect(sent).toHaveLength(1);
		expect(clock.now()).toBe(0);
		expect((await client.read(request)).ok).toBe(true);
		expect(clock.now()).toBe(0);
	});
});

describe('an order, which costs money,', () => {
	test.each<[string, Answer]>([['429', busy()], ['429 with Retry-After', busy('3')], ['a server that was not reached', unsent]])(
		'is sent again after %s: it was certainly not taken',
		async (_what, trouble) => {
			const { client, sent } = dialogue(trouble, trouble, fine);
			expect((await client.order(request)).ok).toBe(true);
			expect(sent).toHaveLength(3);
		},
	);

	test.each<[string, Answer, Reason]>([
		['a lost answer', lost, 'lost'],
		['408', reply(408), 'unavailable'],
		['408 with Retry-After', reply(408, '', { 'retry-after': '1' }), 'unavailable'],
		['500', reply(500), 'unavailable'],
		['502', reply(502, '<html>'), 'unavailable'],
		['503 with Retry-After', reply(503, '', { 'retry-after': '1' }), 'unavailable'],
		['504', reply(504), 'unavailable'],
		['an answer that cannot be read', unreadable, 'unreadable'],
		['an empty answer', reply(200), 'unreadable'],
		['a refusal', refused, 'refused'],
		['401', reply(401), 'credentials'],
		['404', reply(404), 'notFound'],
		['a redirect', reply(307), 'moved'],
	])('is never sent again after %s', async (_what, trouble, reason) => {
		const { client, clock, sent } = dialogue(trouble, fine);
		expect(await client.order(request)).toMatchObject({ ok: false, reason, tries: 1 });
		expect(sent).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('that was refused for now and is lost then is not sent a third time', async () => {
		const { client, sent } = dialogue(busy('1'), lost, fine);
		expect(await client.order(request)).toMatchObject({ reason: 'lost', tries: 2 });
		expect(sent).toHaveLength(2);
	});

	test.each<[string, Answer]>([['429', busy()], ['a server that is not there', unsent]])('is given up after seven times %s', async (_what, trouble) => {
		const { client, sent } = dialogue(trouble);
		expect((await client.order(request)).ok).toBe(false);
		expect(sent).toHaveLength(7);
	});
});

describe('many at once', () => {
	test('no more than six requests are on their way', async () => {
		const clock = new FakeClock();
		let [running, most] = [0, 0];
		const send = async () => {
			most = Math.max(most, (running += 1));
			await clock.sleep(100);
			running -= 1;
			return fine;
		};
		const client = new Client(contractOf('v2'), { send, clock });
		await Promise.all(Array.from({ length: 50 }, async () => await client.read(request)));
		expect(most).toBe(6);
		expect(clock.now()).toBe(900);
	});

	test('one 429 slows all down', async () => {
		const { client, sent } = dialogue(busy('30'), fine);
		await Promise.all([client.read(request), client.once(request)]);
		await client.once(request);
		const late = sent.filter(({ at }) => at > 0);
		expect(sent).toHaveLength(4);
		expect(late.map(({ at }) => at)).toEqual([30_000, 30_000]);
	});

	test('a request that would have to wait too long is not sent', async () => {
		const { client, clock, sent } = dialogue(busy('30'), fine);
		await client.once(request);
		expect(await client.once(request, 5_000)).toMatchObject({ ok: false, reason: 'busy' });
		expect(clock.now()).toBe(5_000);
		expect(sent).toHaveLength(1);
	});

	test('several 429s to requests sent together are one sign, not a row of them', async () => {
		const { client, clock } = dialogue(busy(), busy(), busy(), busy(), busy(), busy(), fine);
		await Promise.all(Array.from({ length: 6 }, async () => await client.once(request)));
		await client.once(request);
		expect(clock.now()).toBeLessThanOrEqual(500);
	});

	test('429s in a row make the pause grow, and an answer ends the row', async () => {
		const { client, sent } = dialogue(busy(), busy(), busy(), fine, busy(), fine);
		for (let count = 0; count < 6; count += 1) await client.once(request);
		const gaps = sent.slice(1).map(({ at }, index) => at - sent[index].at);
		expect(gaps[1]).toBeGreaterThanOrEqual(500);
		expect(gaps[2]).toBeGreaterThanOrEqual(1_000);
		expect(gaps[3]).toBe(0);
		expect(gaps[4]).toBeLessThanOrEqual(500);
	});
});

test('a stop is thrown on, from sending and from sleeping', async () => {
	const clock = new FakeClock();
	const stopped = new Client(contractOf('v2'), { send: async () => await Promise.reject(new Stopped()), clock });
	await expect(stopped.read(request)).rejects.toThrow(Stopped);
	const { client, clock: other, sent } = dialogue(busy('60'));
	const reading = client.read(request);
	soon(() => other.stop());
	await expect(reading).rejects.toThrow(Stopped);
	expect(sent).toHaveLength(1);
});

/** Runs when all that is ready has run, before the fake clock moves on. */
function soon(work: () => void) {
	let turns = 20;
	const turn = (): void => void Promise.resolve().then(() => ((turns -= 1) > 0 ? turn() : work()));
	turn();
}

test.each<[Reason, number]>([
	['busy', 5],
	['unavailable', 5],
	['unreadable', 5],
	['lost', 5],
	['unsent', 5],
	['refused', 3],
	['credentials', 0],
	['credits', 0],
	['notFound', 0],
	['moved', 0],
])('a reader whose limit is five believes "%s" after %i failures', (reason, most) => {
	const asked = [1, 2, 3, 4, 5, 6].filter((failures) => mayPass(reason, failures, 5)).length + 1;
	expect(asked).toBe(Math.max(1, most));
});
