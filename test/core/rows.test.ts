import { listCapped, listRows, rowOf } from '../../nodes/shared/core/rows';

test('a row is counted from 1, its item from 0', () => {
	expect(rowOf(0)).toBe('row 1 (item 0)');
	expect(rowOf(20)).toBe('row 21 (item 20)');
});

test.each<[number[], number, string]>([
	[[], 5, ''],
	[[20], 5, 'row 21 (item 20)'],
	[[0, 1], 5, 'rows 1 to 2 (items 0 to 1)'],
	[[1, 2, 3, 6], 5, 'rows 2 to 4 (items 1 to 3), row 7 (item 6)'],
	[[0, 2, 4], 5, 'row 1 (item 0), row 3 (item 2), row 5 (item 4)'],
	[[0, 2, 4, 5, 8], 2, 'row 1 (item 0), row 3 (item 2) and 2 more'],
])('the items %j in at most %d ranges: %s', (items, maxRanges, text) => {
	expect(listRows(items, maxRanges)).toBe(text);
});

test('a list without a limit reached is complete', () => {
	expect(listCapped(['a', 'b'], 2)).toBe('a, b');
	expect(listCapped(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
	expect(listCapped([], 2)).toBe('');
});
