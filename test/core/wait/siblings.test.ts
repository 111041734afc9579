import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import { nextPollDelay, TUNING } from '../../../nodes/shared/core/wait/pacing';
import { Siblings } from '../../../nodes/shared/core/wait/siblings';

const INTERVAL_MS = 3 * SECOND_MS;
const samples = (...polls: Array<[seconds: number, progress: number]>) => polls.map(([seconds, progress]) => ({ at: seconds * SECOND_MS, progress }));
const LINEAR = samples([0, 0], [30, 30], [60, 60], [90, 90], [101, 100]);
const FAST_END = samples([0, 0], [30, 30], [60, 60], [70, 100]);
const HALF = samples([0, 0], [60, 60]);
const AT_99 = samples([0, 0], [60, 99], [100, 99]);

/** After these ends. */
function batchOf(...ends: Array<ReturnType<typeof samples>>) {
	const siblings = new Siblings(100);
	for (const end of ends) siblings.recordEnd(end);
	return siblings;
}

const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

/** In seconds. */
function paceOf(siblings: Siblings, polls: ReturnType<typeof samples>) {
	const { sleepMs, maxStallMs, maxMs } = siblings.paceOf(polls, INTERVAL_MS) ?? {};
	return { sleep: Number(sleepMs) / SECOND_MS, maxStall: Number(maxStallMs) / SECOND_MS, max: Number(maxMs) / SECOND_MS };
}

test('a batch of fewer than ten says nothing', () => {
	expect(new Siblings(9).paceOf(HALF, INTERVAL_MS)).toBeUndefined();
});

describe('while none has ended', () => {
	test.each<[string, ReturnType<typeof samples>, number]>([
		['one that is queued is polled every 40 s', samples([0, 0], [90, 0]), 40],
		['one at 99 % every 12 s', AT_99, 12],
	])('%s', (_, polls, seconds) => {
		expect(paceOf(new Siblings(10), polls).maxStall).toBeCloseTo(seconds, 1);
	});

	test('one that moves is polled after 60 % of its time, and every 60 s', () => {
		expect(paceOf(new Siblings(10), HALF)).toMatchObject({ sleep: 24, max: 60 });
	});
});

test('the others are paced anew after the first end, and ever more rarely after that', () => {
	const siblings = new Siblings(1_000);
	const news = times(100, LINEAR).flatMap((end, index) => (siblings.recordEnd(end) ? [index + 1] : []));
	expect(news).toEqual([1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 37, 47, 59, 74, 93]);
});

describe('an estimate', () => {
	test('counts for less than alone until ten of them came true', () => {
		expect(paceOf(batchOf(...times(9, LINEAR)), HALF).sleep).toBeCloseTo(0.4 * 40);
	});

	test('is slept to its end where all came true alike', () => {
		expect(paceOf(batchOf(...times(10, LINEAR)), HALF).sleep).toBeCloseTo(35.5);
	});

	test('is slept to the earliest end that was seen where they did not', () => {
		expect(paceOf(batchOf(...times(10, LINEAR), FAST_END), HALF).sleep).toBeCloseTo(5);
	});
});

describe('where progress does not tell the end', () => {
	/** Forty renders at 99 % that are polled every 10 s, for so long; one of them has ended. */
	const stalledFor = (seconds: number) => {
		const siblings = batchOf(samples([0, 0], [90, 99], [100, 100]));
		for (let second = 100; second < 100 + seconds; second += 10) {
			for (let render = 0; render < 40; render += 1) siblings.recordPoll(samples([second, 99], [second + 10, 99]));
		}
		return siblings;
	};

	test('the longer no other ends, the more rarely renders are polled, by the root and up to 30 s', () => {
		const maxStalls = [0, 20, 80, 3_600].map((seconds) => paceOf(stalledFor(seconds), AT_99).maxStall);
		expect(maxStalls[0]).toBe(4.5);
		expect(maxStalls[1]).toBeCloseTo(Math.sqrt(2 * 0.08 * 800));
		expect(maxStalls[2]).toBeCloseTo(2 * maxStalls[1]);
		expect(maxStalls[3]).toBe(30);
	});

	test('they are polled more often at a progress from which others have ended', () => {
		const siblings = stalledFor(20);
		for (let second = 100; second < 120; second += 10) {
			for (let render = 0; render < 40; render += 1) siblings.recordPoll(samples([second, 30], [second + 10, 30]));
		}
		const at30 = paceOf(siblings, samples([0, 0], [60, 30], [100, 30])).maxStall;
		expect(at30).toBeGreaterThan(1.5 * paceOf(siblings, AT_99).maxStall);
	});
});

test('a render that moves again after a stall is polled within two intervals', () => {
	const restarted = samples([0, 0], [60, 0], [100, 1]);
	const pace = batchOf(...times(10, LINEAR)).paceOf(restarted, INTERVAL_MS);
	expect(pace?.sleepMs).toBeGreaterThan(MINUTE_MS);
	expect(nextPollDelay(restarted, INTERVAL_MS, 'adaptive', () => 0, TUNING, pace)).toBe(2 * INTERVAL_MS);
});
