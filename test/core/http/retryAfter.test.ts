import { backoffMs, retryAfterMs } from '../../../nodes/shared/core/http/retryAfter';

const NOW = Date.UTC(2030, 0, 1, 12, 0, 0);

test.each<[string, string | undefined, number | undefined]>([
	['seconds', '2', 2_000],
	['zero seconds', '0', 0],
	['a fraction', '1.5', 1_500],
	['a longer fraction', '1.25', 1_250],
	['spaces around', ' 3 ', 3_000],
	['a date with something before it', '- Tue, 01 Jan 2030 12:00:30 GMT', undefined],
	['a date with something behind it', 'Tue, 01 Jan 2030 12:00:30 GMT+1', undefined],
	['a year', '31536000', 31_536_000_000],
	['a date in the future', 'Tue, 01 Jan 2030 12:00:30 GMT', 30_000],
	['a date in the past', 'Tue, 01 Jan 2030 11:00:00 GMT', 0],
	['the date format of old servers', 'Tuesday, 01-Jan-30 12:00:30 GMT', 30_000],
	['nothing', undefined, undefined],
	['an empty text', '', undefined],
	['a negative number', '-5', undefined],
	['a word', 'soon', undefined],
	['a word with a number, which Date.parse takes for May', 'may 5', undefined],
	['a count of attempts', 'try 2', undefined],
	['a unit', '5s', undefined],
	['two values', '5, 10', undefined],
	['hexadecimal', '0x10', undefined],
	['an exponent', '1e3', undefined],
	['Infinity', 'Infinity', undefined],
	['an ISO date', '2030-01-01T12:00:30Z', undefined],
	['an impossible date', 'Tue, 99 Foo 2030 12:00:30 GMT', undefined],
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
	expect(backoffMs(failures, () => 0)).toBe(least);
	expect(backoffMs(failures, () => 1)).toBe(most);
});
