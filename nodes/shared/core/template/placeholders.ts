/** `##FIRST_NAME##`, `## First name ##`, `##Q&A##`: anything on one line without a `#`. */
const PLACEHOLDER = /##[^\S\r\n]*([^#\s](?:[^#\r\n]{0,98}[^#\s])?)[^\S\r\n]*##/gu;

/** A piece of a text: `{ name }` where a value goes, plain text between. */
export type Part = string | { name: string };

export function splitAtPlaceholders(text: string): Part[] {
	const parts: Part[] = [];
	let end = 0;
	for (const match of text.matchAll(PLACEHOLDER)) {
		if (match.index > end) parts.push(text.slice(end, match.index));
		parts.push({ name: match[1] });
		end = match.index + match[0].length;
	}
	if (end < text.length) parts.push(text.slice(end));
	return parts;
}

export function placeholderFor(name: string): string {
	return `##${name}##`;
}

/** The placeholder in a clip's tag: `##NAME##` and nothing else, or NAME in capitals. */
export function placeholderInTag(tag: string): string | undefined {
	if (/^[A-Z][A-Z0-9_]*$/.test(tag)) return tag;
	const [part, ...others] = splitAtPlaceholders(tag);
	return others.length === 0 && typeof part === 'object' ? part.name : undefined;
}

/** What two names must share to mean the same: "First name", "first-name" and FIRST_NAME do. */
export function normalizeName(name: string): string {
	return name.normalize('NFC').toLowerCase().replace(/[\s_-]+/g, '');
}

/** How other tools write placeholders: `{{NAME}}`, `${NAME}`, `[[NAME]]`, `<<NAME>>`, `%%NAME%%`. */
const FOREIGN_PLACEHOLDER = /\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|\[\[[^[\]]{1,80}\]\]|<<[^<>]{1,80}>>|%%[^%]{1,80}%%/g;

const CONTEXT_LENGTH = 20;

/** A `##` in plain text that belongs to no placeholder, with some of the text around it. */
export function strayMarkers(text: string): string[] {
	const plain = splitAtPlaceholders(text).filter((part) => typeof part === 'string');
	return plain.flatMap((part) => {
		const at = part.indexOf('##');
		return at === -1 ? [] : [part.slice(Math.max(0, at - CONTEXT_LENGTH), at + 2 + CONTEXT_LENGTH).trim()];
	});
}

export function foreignPlaceholders(text: string): string[] {
	return text.match(FOREIGN_PLACEHOLDER) ?? [];
}
