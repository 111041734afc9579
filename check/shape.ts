/** What a JSON value must look like. Fields that are not named may come as well. */
export type Shape =
	| { kind: 'text' | 'number' | 'boolean' | 'null' | 'object' | 'list' }
	| { kind: 'exactly'; value: boolean }
	| { kind: 'fields'; required: Record<string, Shape>; optional: Record<string, Shape> }
	| { kind: 'entries'; of: Shape }
	| { kind: 'either'; shapes: Shape[] };

export const text: Shape = { kind: 'text' };
export const number: Shape = { kind: 'number' };
export const boolean: Shape = { kind: 'boolean' };
/** Whatever it contains: its fields are the user's own. */
export const anyObject: Shape = { kind: 'object' };
/** Whatever its entries are: they are the user's own. */
export const anyList: Shape = { kind: 'list' };
export const exactly = (value: boolean): Shape => ({ kind: 'exactly', value });
export const fields = (required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape => ({ kind: 'fields', required, optional });
export const listOf = (of: Shape): Shape => ({ kind: 'entries', of });
export const either = (...shapes: Shape[]): Shape => ({ kind: 'either', shapes });
export const orNull = (shape: Shape): Shape => either(shape, { kind: 'null' });

/** A shape as people read it: `{ success: true, data: { progress: number, url?: text } }`. */
export function describeShape(shape: Shape): string {
	switch (shape.kind) {
		case 'exactly':
			return String(shape.value);
		case 'fields':
			return inBraces([
				...Object.entries(shape.required).map(([name, inner]) => `${name}: ${describeShape(inner)}`),
				...Object.entries(shape.optional).map(([name, inner]) => `${name}?: ${describeShape(inner)}`),
			]);
		case 'entries':
			return `[ ${describeShape(shape.of)} ]`;
		case 'either':
			return shape.shapes.map(describeShape).join(' or ');
		default:
			return shape.kind;
	}
}

export function inBraces(parts: string[]): string {
	return parts.length === 0 ? '{ }' : `{ ${parts.join(', ')} }`;
}

/** text, number, boolean, null, list, object; `nothing` for a value that is not there. */
export function kindOfJson(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	return typeof value === 'string' ? 'text' : typeof value;
}

/** Where a value is not as expected, each place once: "data.progress: text instead of number". */
export function differencesFrom(shape: Shape, value: unknown, place = ''): string[] {
	switch (shape.kind) {
		case 'either':
			return closest(shape.shapes, value, place);
		case 'exactly':
			return value === shape.value ? [] : [`${place}: ${typeof value === 'boolean' ? String(value) : kindOfJson(value)} instead of ${shape.value}`];
		case 'fields':
			return isJsonObject(value) ? differencesInFields(shape, value, place) : [mismatch('object', value, place)];
		case 'entries':
			if (!Array.isArray(value)) return [mismatch('list', value, place)];
			return [...new Set(value.flatMap((entry: unknown) => differencesFrom(shape.of, entry, `${place}[]`)))];
		default:
			return kindOfJson(value) === shape.kind ? [] : [mismatch(shape.kind, value, place)];
	}
}

function differencesInFields({ required, optional }: Extract<Shape, { kind: 'fields' }>, value: Record<string, unknown>, place: string): string[] {
	const at = (name: string) => (place === '' ? name : `${place}.${name}`);
	const present = Object.entries(optional).filter(([name]) => value[name] !== undefined);
	return [...Object.entries(required), ...present].flatMap(([name, inner]) => differencesFrom(inner, value[name], at(name)));
}

/** The differences from the alternative that has the fewest. */
function closest(shapes: Shape[], value: unknown, place: string): string[] {
	return shapes.map((shape) => differencesFrom(shape, value, place)).reduce((best, other) => (other.length < best.length ? other : best));
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
	return kindOfJson(value) === 'object';
}

function mismatch(expected: string, value: unknown, place: string): string {
	return `${place || 'the response'}: ${kindOfJson(value)} instead of ${expected}`;
}
