import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import { Siblings } from '../../../nodes/shared/core/wait/siblings';

const INTERVAL_MS = 3 * SECOND_MS;
const samples = (...polls: Array<[seconds: number, progress: number]>) => polls.map(([seconds, progress]) => ({ at: seconds * SECOND_MS, progress }));
const LINEAR = samples([0, 0], [30, 30], [60, 60], [90, 90], [101, 100]);
const JUMP = samples([0, 0], [30, 5], [40, 100]);

test('a batch of fewer than ten says nothing', () => {
	expect(new Siblings(9).limitsFor(50, MINUTE_MS, INTERVAL_MS)).toBeUndefined();
});

test('while none has ended, each is polled rarely', () => {
	expect(new Siblings(10).limitsFor(0, MINUTE_MS, INTERVAL_MS)).toEqual({ minMs: 9 * SECOND_MS, maxMs: 60 * SECOND_MS, maxStallMs: 15 * SECOND_MS });
});

test('only the first end is news', () => {
	const siblings = new Siblings(10);
	expect([siblings.recordEnd(LINEAR, 101 * SECOND_MS), siblings.recordEnd(LINEAR, 101 * SECOND_MS)]).toEqual([true, false]);
});

test('where estimates came true, more of them is slept', () => {
	const siblings = new Siblings(10);
	for (let count = 0; count < 5; count += 1) siblings.recordEnd(LINEAR, 101 * SECOND_MS);
	expect(siblings.limitsFor(65, 101 * SECOND_MS, INTERVAL_MS)?.shareOfRemaining).toBeCloseTo((0.9 * 35.5) / 40);
	expect(siblings.limitsFor(15, 101 * SECOND_MS, INTERVAL_MS)?.shareOfRemaining).toBeUndefined();
	expect(siblings.limitsFor(65, 101 * SECOND_MS, INTERVAL_MS)?.maxMs).toBe(60 * SECOND_MS);
});

test('where renders ended by surprise, no estimate is relied on', () => {
	const siblings = new Siblings(10);
	siblings.recordEnd(JUMP, 40 * SECOND_MS);
	expect(siblings.limitsFor(50, 40 * SECOND_MS, INTERVAL_MS)?.maxMs).toBe(4.5 * SECOND_MS);
});

test('the longer no other ends, the more rarely a standstill is polled, up to 30 s', () => {
	const siblings = new Siblings(10);
	siblings.recordEnd(LINEAR, 101 * SECOND_MS);
	const stallAfter = (minutes: number) => siblings.limitsFor(50, minutes * MINUTE_MS, INTERVAL_MS)?.maxStallMs;
	expect(stallAfter(1)).toBe(4.5 * SECOND_MS);
	expect(stallAfter(2)).toBeCloseTo(0.03 * 9 * 19 * SECOND_MS);
	expect(stallAfter(60)).toBe(30 * SECOND_MS);
});
