import { ExecutionCancelled } from '../../nodes/shared/core/errors';
import { FakeClock } from './fakeClock';

const HOUR_MS = 3_600_000;

test('an hour passes at once, and the sleepers wake in the order of time', async () => {
	const clock = new FakeClock(1_000);
	const woken: Array<[string, number]> = [];
	const sleeper = async (name: string, ms: number) => {
		await clock.sleep(ms);
		woken.push([name, clock.now()]);
	};
	await Promise.all([sleeper('late', HOUR_MS), sleeper('early', 20), sleeper('early too', 20)]);
	expect(woken).toEqual([
		['early', 1_020],
		['early too', 1_020],
		['late', HOUR_MS + 1_000],
	]);
	expect(clock.slept).toEqual([HOUR_MS, 20, 20]);
});

test('time does not pass while anything can still run', async () => {
	const clock = new FakeClock();
	const steps = async () => {
		for (let step = 0; step < 100; step += 1) await Promise.resolve();
		return clock.now();
	};
	const [, when] = await Promise.all([clock.sleep(5), steps()]);
	expect(when).toBe(0);
});

test('cancelling ends every sleep, also one that begins afterwards', async () => {
	const clock = new FakeClock();
	const sleeping = clock.sleep(HOUR_MS);
	clock.cancel();
	await expect(sleeping).rejects.toThrow(ExecutionCancelled);
	await expect(clock.sleep(1)).rejects.toThrow(ExecutionCancelled);
	expect(clock.now()).toBe(0);
});

test('two clocks return the same random numbers, and not the same number every time', () => {
	const [one, other] = [new FakeClock(), new FakeClock()];
	const drawn = [one.random(), one.random()];
	expect([other.random(), other.random()]).toEqual(drawn);
	expect(drawn[0]).not.toBe(drawn[1]);
});
