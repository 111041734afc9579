import { ApiRejection } from '../rejection';

export type Fields = Record<string, unknown>;

/*
 * Each of these throws an ApiRejection that says which value is wrong: `where` is its place in the
 * body, as in "scenes[0].clips[1]".
 */

export function requireObject(value: unknown, where: string): Fields {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new ApiRejection(`${where} must be an object.`);
	}
	return value as Fields;
}

export function requireArray(value: unknown, where: string): unknown[] {
	if (!Array.isArray(value)) throw new ApiRejection(`${where} must be an array.`);
	return value;
}

export function requireText(fields: Fields, name: string, where: string): string {
	const value = fields[name];
	if (typeof value !== 'string') throw new ApiRejection(`${where}.${name} must be a string.`);
	return value;
}

export function requireFilledText(fields: Fields, name: string, where: string): string {
	const value = requireText(fields, name, where);
	if (value.trim() === '') throw new ApiRejection(`${where}.${name} is empty.`);
	return value;
}

/** A placeholder that was not filled is not a URL, so it is rejected here. */
export function requireUrl(fields: Fields, name: string, where: string): string {
	const value = requireText(fields, name, where);
	if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
		throw new ApiRejection(`${where}.${name} is not a URL: "${value.slice(0, 80)}".`);
	}
	return value;
}

export function requireOneOf(fields: Fields, name: string, allowed: string[], where: string): string {
	const value = requireText(fields, name, where);
	if (!allowed.includes(value)) {
		throw new ApiRejection(`${where}.${name} must be one of ${allowed.join(', ')}, not "${value}".`);
	}
	return value;
}

export function checkNumbers(fields: Fields, names: string[], where: string): void {
	for (const name of names) {
		ifPresent(fields, name, () => {
			if (!Number.isFinite(fields[name])) throw new ApiRejection(`${where}.${name} must be a number.`);
		});
	}
}

/** Runs the check only for a field that was sent; null and an empty string count as sent. */
export function ifPresent(fields: Fields, name: string, check: () => unknown): void {
	if (fields[name] !== undefined) check();
}
