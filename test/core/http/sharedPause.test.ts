import { SharedPause } from '../../../nodes/shared/core/http/sharedPause';
import { FakeClock } from '../fakeClock';

const NEVER = Number.POSITIVE_INFINITY;

describe('a shared pause', () => {
	test('holds all until it is over, and the latest end counts', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(5_000);
		pause.extend(1_000);
		const ends = [pause.over(NEVER), pause.over(NEVER)].map(async (over) => await over.then(() => clock.now()));
		expect(await Promise.all(ends)).toEqual([5_000, 5_000]);
	});

	test('that is extended meanwhile lasts longer', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(2_000);
		const end = pause.over(NEVER).then(() => clock.now());
		await clock.sleep(1_000);
		pause.extend(9_000);
		expect(await end).toBe(10_000);
	});

	test('is not waited for beyond a deadline', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(60_000);
		expect(await pause.over(2_000)).toBe(false);
		expect(clock.now()).toBe(2_000);
		expect(await pause.over(60_000)).toBe(true);
		expect(clock.now()).toBe(60_000);
	});

	test('is over at once when there was none', async () => {
		const clock = new FakeClock();
		expect(await new SharedPause(clock).over(NEVER)).toBe(true);
		expect(clock.slept).toEqual([]);
	});
});
