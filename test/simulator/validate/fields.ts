import { Refusal } from '../refusal';

export type Fields = Record<string, unknown>;

/** Checks that read like a list of rules; each refuses with the place of the wrong value. */
export function fieldsOf(value: unknown, where: string): Fields {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new Refusal(`${where} must be an object.`);
	}
	return value as Fields;
}

export function listOf(value: unknown, where: string): unknown[] {
	if (!Array.isArray(value)) throw new Refusal(`${where} must be a list.`);
	return value;
}

export function needText(fields: Fields, name: string, where: string): string {
	const value = fields[name];
	if (typeof value !== 'string') throw new Refusal(`${where}.${name} must be a text.`);
	return value;
}

export function needFilledText(fields: Fields, name: string, where: string): string {
	const value = needText(fields, name, where);
	if (value.trim() === '') throw new Refusal(`${where}.${name} is empty.`);
	return value;
}

/** An unfilled `##MARK##` is no URL, so it is refused here. */
export function needUrl(fields: Fields, name: string, where: string): string {
	const value = needText(fields, name, where);
	if (!/^https?:$/.test(protocolOf(value))) {
		throw new Refusal(`${where}.${name} is not a URL: "${value.slice(0, 80)}".`);
	}
	return value;
}

export function checkNumbers(fields: Fields, names: string[], where: string): void {
	for (const name of names) {
		const value = fields[name];
		if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value))) {
			throw new Refusal(`${where}.${name} must be a number.`);
		}
	}
}

/** Calls the check only for what was sent; null and empty text count as sent. */
export function ifSent(fields: Fields, name: string, check: () => unknown): void {
	if (fields[name] !== undefined) check();
}

function protocolOf(value: string): string {
	try {
		return new URL(value).protocol;
	} catch {
		return '';
	}
}
