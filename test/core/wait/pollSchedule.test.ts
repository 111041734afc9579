import { ExecutionCancelled } from '../../../nodes/shared/core/errors';
import { PollSchedule } from '../../../nodes/shared/core/wait/pollSchedule';
import { FakeClock } from '../fakeClock';

/** When turns with these delays that are asked for together come, in milliseconds. */
async function turns(delays: number[], maxPollsPerSecond?: number) {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock, maxPollsPerSecond);
	return await Promise.all(
		delays.map(async (delay) => {
			await schedule.turn(() => delay);
			return clock.now();
		}),
	);
}

test('a single poll begins at once, and the next after its delay to the millisecond', async () => {
	expect(await turns([0])).toEqual([0]);
	expect(await turns([3_000])).toEqual([3_000]);
});

test.each([
	[undefined, 200],
	[1, 1_000],
	[0.5, 2_000],
])('with a limit of %p a second the first polls of a batch are spread evenly, %i ms apart', async (limit, gap) => {
	expect(await turns([0, 0, 0, 0, 0, 0], limit)).toEqual([0, 1, 2, 3, 4, 5].map((index) => index * gap));
});

test('of polls that are due together, the one that has been due for longest goes first', async () => {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock, 1);
	const order: string[] = [];
	const turn = async (name: string, delay: number) => {
		await schedule.turn(() => delay);
		order.push(name);
	};
	const early = [turn('first', 0), turn('far', 5_000), turn('farther', 5_500), turn('blocking', 5_400)];
	await clock.sleep(4_999);
	await Promise.all([...early, turn('near', 450)]);
	expect(order).toEqual(['first', 'far', 'blocking', 'near', 'farther']);
});

test('a poll with a long delay is not put off by those with short ones', async () => {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock, 1);
	let over = false;
	const busy = [1, 2, 3].map(async () => {
		while (!over) await schedule.turn(() => 1_000);
	});
	await schedule.turn(() => 10_000);
	expect(clock.now()).toBeLessThanOrEqual(13_000);
	over = true;
	await Promise.all(busy);
});

test('a delay that is reconsidered counts from when it began, and may end sooner or later', async () => {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock);
	let known = false;
	const at = async (delay: number, delayWhenKnown: number) => {
		await schedule.turn(() => (known ? delayWhenKnown : delay));
		return clock.now();
	};
	const all = [at(60_000, 3_000), at(30_000, 30_000), at(50_000, 0), at(2_000, 40_000)];
	await clock.sleep(1_000);
	known = true;
	schedule.reconsider();
	expect(await Promise.all(all)).toEqual([3_000, 30_000, 1_000, 40_000]);
});

test('turns that are asked for after the execution was cancelled end at once, too', async () => {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock);
	const ends: string[] = [];
	const turn = async () => await schedule.turn(() => 0).then(() => ends.push('came'), () => ends.push('cancelled'));
	const [first, second] = [turn(), turn()];
	clock.cancel();
	await Promise.all([first, second]);
	await Promise.all([turn(), turn(), turn()]);
	expect(ends.slice(0, 2)).toEqual(['came', 'cancelled']);
	expect(ends).toHaveLength(5);
});

test('cancelling the execution ends ten thousand turns at once', async () => {
	const clock = new FakeClock();
	const schedule = new PollSchedule(clock);
	const all = Array.from({ length: 10_000 }, async () => await schedule.turn(() => 0).catch((error: unknown) => error));
	await clock.sleep(999);
	clock.cancel();
	const cancelled = (await Promise.all(all)).filter((result) => result instanceof ExecutionCancelled);
	expect(cancelled).toHaveLength(9_995);
});
