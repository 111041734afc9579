export type JsonObject = { [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at `key`, or an empty one: for reading responses whose shape nobody promises. */
export function objectAt(value: unknown, key: string): JsonObject {
	const inner = isObject(value) ? value[key] : undefined;
	return isObject(inner) ? inner : {};
}

/** The text at the first of `keys` that holds one; a number counts as its digits. */
export function textAt(value: JsonObject, ...keys: string[]): string | undefined {
	for (const key of keys) {
		const found = value[key];
		if (typeof found === 'string' && found !== '') return found;
		if (typeof found === 'number' && Number.isFinite(found)) return String(found);
	}
	return undefined;
}

/** The number at the first of `keys` that holds one, also when it comes as a string ("45.5"). */
export function numberAt(value: JsonObject, ...keys: string[]): number | undefined {
	const text = textAt(value, ...keys);
	const number = text === undefined ? Number.NaN : Number.parseFloat(text);
	return Number.isFinite(number) ? number : undefined;
}

/** "a list", "an object", "empty" …, for sentences. */
export function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Nothing, or a text of spaces only. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
