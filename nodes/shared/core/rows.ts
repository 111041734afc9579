/** "row 3 (item 2)": rows as people count them, beside n8n's item index. */
export function rowOf(itemIndex: number): string {
	return `row ${itemIndex + 1} (item ${itemIndex})`;
}

/** "rows 2 to 4 (items 1 to 3), row 7 (item 6)", for ascending indexes; at most `maxRanges` ranges. */
export function listRows(itemIndexes: readonly number[], maxRanges: number): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const index of itemIndexes) {
		const range = ranges.at(-1);
		if (range && range[1] === index - 1) range[1] = index;
		else ranges.push([index, index]);
	}
	return listCapped(ranges.map(([first, last]) => (first === last ? rowOf(first) : `rows ${first + 1} to ${last + 1} (items ${first} to ${last})`)), maxRanges);
}

/** The first `max` entries, and how many more there are. */
export function listCapped(entries: readonly string[], max: number): string {
	const more = entries.length > max ? ` and ${entries.length - max} more` : '';
	return entries.slice(0, max).join(', ') + more;
}
