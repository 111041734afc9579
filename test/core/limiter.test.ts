import { limiter } from '../../nodes/shared/core/limiter';
import { FakeClock } from './fakeClock';

test.each([1, 2, 5])('with a limit of %i so many run at once, the others in the order they came', async (maxConcurrent) => {
	const clock = new FakeClock();
	const limit = limiter(maxConcurrent);
	const started: number[] = [];
	let [running, most] = [0, 0];
	const work = (index: number) => async () => {
		started.push(index);
		most = Math.max(most, (running += 1));
		await clock.sleep(100 * ((index * 7) % 5) + 1);
		running -= 1;
		return index;
	};
	const all = Array.from({ length: 12 }, (_, index) => index);
	expect(await Promise.all(all.map(async (index) => await limit(work(index))))).toEqual(all);
	expect(started).toEqual(all);
	expect(most).toBe(maxConcurrent);
});

test('work that fails makes room for the next', async () => {
	const limit = limiter(1);
	const failing = limit(async () => await Promise.reject(new Error('no')));
	const next = limit(async () => await Promise.resolve('yes'));
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('yes');
	expect(await limit(async () => await Promise.resolve('later'))).toBe('later');
});

test('room that the next in the queue takes is not given to a newcomer as well', async () => {
	const clock = new FakeClock();
	const limit = limiter(1);
	let running = 0;
	const work = async () => {
		running += 1;
		const together = running;
		await clock.sleep(1);
		running -= 1;
		return together;
	};
	const first = limit(work);
	const second = limit(work);
	await first;
	const third = limit(work);
	expect(await Promise.all([first, second, third])).toEqual([1, 1, 1]);
});
