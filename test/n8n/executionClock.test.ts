import { ExecutionCancelled } from '../../nodes/shared/core/errors';
import { ExecutionClock } from '../../nodes/shared/n8n/executionClock';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { FakeClock } from '../core/fakeClock';

let fake: FakeClock;
let runtime: Runtime;
/** Timers that run at this moment, and the most that ran at once. */
let timers: { running: number; most: number };

beforeEach(() => {
	fake = new FakeClock(1_000_000);
	timers = { running: 0, most: 0 };
	runtime = {
		now: () => fake.now(),
		sleep: async (ms) => {
			timers.running += 1;
			timers.most = Math.max(timers.most, timers.running);
			await fake.sleep(ms);
			timers.running -= 1;
		},
		uptime: () => 0,
		requestTimeoutMs: 30_000,
	};
});

/** How sleeps of these lengths that begin together end: when (milliseconds from the start), or how else. */
async function sleeps(clock: ExecutionClock, lengths: number[]) {
	const start = fake.now();
	return await Promise.all(
		lengths.map(async (ms) =>
			await clock.sleep(ms).then(
				() => fake.now() - start,
				(error: unknown) => (error instanceof ExecutionCancelled ? 'cancelled' : error),
			),
		),
	);
}

test('every sleeper wakes when due, whatever the order', async () => {
	expect(await sleeps(new ExecutionClock(runtime), [2_500, 10, 0, 30_000, 10])).toEqual([2_500, 10, 0, 30_000, 10]);
});

test('a short sleep that begins later does not wait for a long one', async () => {
	const clock = new ExecutionClock(runtime);
	const long = sleeps(clock, [5_000]);
	await fake.sleep(100);
	expect(await sleeps(clock, [50])).toEqual([50]);
	expect(await long).toEqual([5_000]);
});

test('a thousand sleepers share one timer, in slices of a second', async () => {
	const lengths = Array.from({ length: 1_000 }, (_, index) => 60_000 - (index % 7));
	expect(await sleeps(new ExecutionClock(runtime), lengths)).toEqual(lengths);
	expect(Math.max(...fake.slept)).toBe(1_000);
	expect(fake.slept.length).toBeLessThan(80);
	expect(timers.most).toBe(1);
});

test('no timer is left when all have woken', async () => {
	await sleeps(new ExecutionClock(runtime), [10, 1_500]);
	await fake.sleep(5_000);
	expect(timers.running).toBe(0);
});

describe('cancelling the execution', () => {
	test('ends every sleep at once, and the timer within a second', async () => {
		const cancellation = new AbortController();
		const asleep = sleeps(new ExecutionClock(runtime, cancellation.signal), [60_000, 400, 5_000]);
		await fake.sleep(500);
		cancellation.abort();
		expect(await asleep).toEqual(['cancelled', 400, 'cancelled']);
		expect(fake.now()).toBe(1_000_500);
		await fake.sleep(1_000);
		expect(timers.running).toBe(0);
	});

	test('ends the listening as well', async () => {
		const cancellation = new AbortController();
		const removed = jest.spyOn(cancellation.signal, 'removeEventListener');
		const asleep = sleeps(new ExecutionClock(runtime, cancellation.signal), [60_000]);
		cancellation.abort();
		expect(await asleep).toEqual(['cancelled']);
		expect(removed).toHaveBeenCalledTimes(1);
	});

	test('lets no sleep begin afterwards', async () => {
		const clock = new ExecutionClock(runtime, AbortSignal.abort());
		expect(await sleeps(clock, [0, 1_000])).toEqual(['cancelled', 'cancelled']);
		expect(timers.most).toBe(0);
	});

	test('is listened for once, and only while someone sleeps', async () => {
		const { signal } = new AbortController();
		const [added, removed] = [jest.spyOn(signal, 'addEventListener'), jest.spyOn(signal, 'removeEventListener')];
		await sleeps(new ExecutionClock(runtime, signal), [10, 20, 3_000]);
		expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1]);
		expect(removed.mock.calls[0]).toEqual(added.mock.calls[0]);
	});
});
