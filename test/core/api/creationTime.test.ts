import { creationTimeMs } from '../../../nodes/shared/core/api/creationTime';

const NOW = Date.UTC(2026, 4, 1);
const EARLIEST = Date.UTC(2015, 0, 1);
const REST = 'a9e1b7d3458c6f9a';
const keyOf = (time: number, rest = REST) => (time / 1_000).toString(16).padStart(8, '0') + rest;

test.each<[what: string, key: string, time: number | undefined]>([
	['of a day', keyOf(Date.UTC(2025, 6, 1)), Date.UTC(2025, 6, 1)],
	['in capitals', keyOf(Date.UTC(2025, 6, 1)).toUpperCase(), Date.UTC(2025, 6, 1)],
	['of this second', keyOf(NOW), NOW],
	['of the next second', keyOf(NOW + 1_000), undefined],
	['of the first second that counts', keyOf(EARLIEST), EARLIEST],
	['of the second before', keyOf(EARLIEST - 1_000), undefined],
	['that is too short', keyOf(NOW).slice(0, -1), undefined],
	['that is too long', `${keyOf(NOW)}0`, undefined],
	['that has something before it', `x${keyOf(NOW)}`, undefined],
	['of other letters', keyOf(NOW, 'g9e1b7d3458c6f9a'), undefined],
	['that is none', 'my-project', undefined],
])('a project key %s is from %s', (_what, key, time) => {
	expect(creationTimeMs(key, NOW)).toBe(time);
});
