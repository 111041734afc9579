/** A placeholder as people write it: `##FIRST_NAME##`; letters of any script, digits and `_ - .` or blanks inside. */
const MARK = /##([\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_ .-]*[\p{L}\p{M}\p{N}_.-])?)##/gu;

/** A text cut at its marks: `{ name }` where a value belongs, plain strings between. */
export type Part = string | { name: string };

export function partsOf(text: string): Part[] {
	const parts: Part[] = [];
	let end = 0;
	for (const match of text.matchAll(MARK)) {
		if (match.index > end) parts.push(text.slice(end, match.index));
		parts.push({ name: match[1] });
		end = match.index + match[0].length;
	}
	if (end < text.length) parts.push(text.slice(end));
	return parts;
}

export function markOf(name: string): string {
	return `##${name}##`;
}

/** What two names must share to mean the same: "First name", "first-name" and FIRST_NAME do. */
export function sameName(name: string): string {
	return name.normalize('NFC').toLowerCase().replace(/[\s_-]+/g, '');
}
