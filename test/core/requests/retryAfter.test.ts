import { backoff, retryAfterMs } from '../../../nodes/shared/core/requests/retryAfter';
import { SharedPause } from '../../../nodes/shared/core/requests/sharedPause';
import { FakeClock } from '../fakeClock';

const EVER = Number.POSITIVE_INFINITY;
const NOW = Date.UTC(2030, 0, 1, 12, 0, 0);

test.each<[string, string | undefined, number | undefined]>([
	['seconds', '2', 2_000],
	['no seconds', '0', 0],
	['a fraction', '1.5', 1_500],
	['blanks around', ' 3 ', 3_000],
	['a year', '31536000', 31_536_000_000],
	['a date to come', 'Tue, 01 Jan 2030 12:00:30 GMT', 30_000],
	['a date gone by', 'Tue, 01 Jan 2030 11:00:00 GMT', 0],
	['a date of old servers', 'Tuesday, 01-Jan-30 12:00:30 GMT', 30_000],
	['nothing', undefined, undefined],
	['an empty text', '', undefined],
	['a negative number', '-5', undefined],
	['a word', 'soon', undefined],
	['a word with a number, which Date.parse takes for May', 'may 5', undefined],
	['a try count', 'try 2', undefined],
	['a unit', '5s', undefined],
	['two values', '5, 10', undefined],
	['hexadecimal', '0x10', undefined],
	['an exponent', '1e3', undefined],
	['Infinity', 'Infinity', undefined],
	['an ISO date', '2030-01-01T12:00:30Z', undefined],
	['a date that is none', 'Tue, 99 Foo 2030 12:00:30 GMT', undefined],
])('Retry-After with %s', (_what, header, ms) => {
	expect(retryAfterMs(header, NOW)).toBe(ms);
});

test.each([
	[1, 250, 500],
	[2, 500, 1_000],
	[3, 1_000, 2_000],
	[6, 8_000, 16_000],
	[7, 15_000, 30_000],
	[50, 15_000, 30_000],
	[100_000, 15_000, 30_000],
])('after %i failures the delay lies between %i and %i ms', (failures, least, most) => {
	expect(backoff(failures, () => 0)).toBe(least);
	expect(backoff(failures, () => 1)).toBe(most);
});

describe('a shared pause', () => {
	test('holds all until it is over, and its longest end counts', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(5_000);
		pause.extend(1_000);
		const passed = [pause.passed(EVER), pause.passed(EVER)].map(async (end) => await end.then(() => clock.now()));
		expect(await Promise.all(passed)).toEqual([5_000, 5_000]);
	});

	test('that is extended meanwhile holds on', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(2_000);
		const passed = pause.passed(EVER).then(() => clock.now());
		await clock.sleep(1_000);
		pause.extend(9_000);
		expect(await passed).toBe(10_000);
	});

	test('is not waited for beyond the last moment that is of use', async () => {
		const clock = new FakeClock();
		const pause = new SharedPause(clock);
		pause.extend(60_000);
		expect(await pause.passed(2_000)).toBe(false);
		expect(clock.now()).toBe(2_000);
		expect(await pause.passed(60_000)).toBe(true);
		expect(clock.now()).toBe(60_000);
	});

	test('is none when nobody asked for one', async () => {
		const clock = new FakeClock();
		await new SharedPause(clock).passed(EVER);
		expect(clock.slept).toEqual([]);
	});
});
