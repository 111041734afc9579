import { AiStudiosError } from '../errors';
import { isEmptyValue } from './matchValues';
import type { Replacements } from './itemTemplate';
import type { OptionalField } from './optionalFields';
import { normalizeName, placeholderFor } from './placeholders';

export interface OptionalMatch {
	replacements: Replacements;
	/** The item's fields that belong to no optional field. */
	remaining: Map<string, unknown>;
}

/**
 * Finds the values of optional fields among an item's fields: by their exact name, else regardless of
 * case, spaces, hyphens and underscores. An empty field replaces nothing.
 * @throws AiStudiosError (input) when it is not clear what a field is for
 */
export function matchOptionalFields(
	optionalFields: readonly OptionalField[],
	placeholders: readonly string[],
	fields: ReadonlyMap<string, unknown>,
): OptionalMatch {
	const exact = new Map(optionalFields.map((field) => [field.name, field]));
	const byName = new Map(optionalFields.flatMap((field) => [field.name, ...field.aliases].map((name) => [normalizeName(name), field] as const)));
	const wanted = new Map(placeholders.map((name) => [normalizeName(name), name]));
	const sources = new Map<OptionalField, string>();
	const remaining = new Map<string, unknown>();
	for (const [name, value] of fields) {
		const isPlaceholder = placeholders.includes(name);
		const field = exact.get(name) ?? (isPlaceholder ? undefined : byName.get(normalizeName(name)));
		if (!field) {
			remaining.set(name, value);
			continue;
		}
		if (isEmptyValue(value)) continue;
		const placeholder = wanted.get(normalizeName(name));
		if (placeholder !== undefined && field.name !== name) throw unclear(`The field "${name}" would fill both ${placeholderFor(placeholder)} and the tag "${field.aliases[0]}"`);
		const other = sources.get(field);
		if (other !== undefined) throw unclear(`The fields "${other}", "${name}" would both fill "${field.name}"`);
		sources.set(field, name);
	}
	const replacements = new Map([...sources].map(([field, name]) => [field, fields.get(name)]));
	return { replacements, remaining };
}

function unclear(message: string): AiStudiosError {
	return new AiStudiosError('input', message, 'Rename the tag, or rename or remove the fields until only one is left. This item was not sent to AI Studios.');
}
