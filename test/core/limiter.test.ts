import { limiter } from '../../nodes/shared/core/limiter';
import { FakeClock } from './fakeClock';

test.each([1, 2, 5])('%i run at once, the others in the order they came', async (places) => {
	const clock = new FakeClock();
	const place = limiter(places);
	const begun: number[] = [];
	let [running, most] = [0, 0];
	const work = (index: number) => async () => {
		begun.push(index);
		most = Math.max(most, (running += 1));
		await clock.sleep(100 * ((index * 7) % 5) + 1);
		running -= 1;
		return index;
	};
	const all = Array.from({ length: 12 }, (_, index) => index);
	expect(await Promise.all(all.map(async (index) => await place(work(index))))).toEqual(all);
	expect(begun).toEqual(all);
	expect(most).toBe(places);
});

test('work that fails gives its place back', async () => {
	const place = limiter(1);
	const failing = place(async () => await Promise.reject(new Error('no')));
	const next = place(async () => await Promise.resolve('yes'));
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('yes');
	expect(await place(async () => await Promise.resolve('later'))).toBe('later');
});

test('a place that is handed on is not given away twice', async () => {
	const clock = new FakeClock();
	const place = limiter(1);
	let running = 0;
	const work = async () => {
		running += 1;
		const together = running;
		await clock.sleep(1);
		running -= 1;
		return together;
	};
	const first = place(work);
	const second = place(work);
	await first;
	const third = place(work);
	expect(await Promise.all([first, second, third])).toEqual([1, 1, 1]);
});
