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
 * Finds the values of optional fields among an item's fields, regardless of case, spaces, hyphens and
 * underscores. An empty field replaces nothing.
 * @param areFormFields whether the fields were entered in the form: there a name that fits exactly is meant
 * @throws AiStudiosError (input) when it is not clear what a field is for
 */
export function matchOptionalFields(
	optionalFields: readonly OptionalField[],
	placeholders: readonly string[],
	fields: ReadonlyMap<string, unknown>,
	areFormFields = false,
): OptionalMatch {
	const targetsOf = targetFinder(optionalFields, placeholders, areFormFields);
	const sources = new Map<OptionalField, string>();
	const remaining = new Map<string, unknown>();
	for (const [name, value] of fields) {
		const targets = targetsOf(name);
		const [field] = targets.filter((target) => typeof target === 'object');
		const isEmpty = isEmptyValue(value);
		if (!field || (isEmpty && targets.length > 1)) remaining.set(name, value);
		if (!field || isEmpty) continue;
		if (targets.length > 1) throw unclear(`The field "${name}" would fill both ${targets.map(inSentence).join(' and ')}`);
		const other = sources.get(field);
		if (other !== undefined) throw unclear(`The fields "${other}", "${name}" would both fill "${field.name}"`);
		sources.set(field, name);
	}
	const replacements = new Map([...sources].map(([field, name]) => [field, fields.get(name)]));
	return { replacements, remaining };
}

/** An optional field, or the name of a placeholder. */
type Target = OptionalField | string;

/** All that a field of this name could fill. */
function targetFinder(optionalFields: readonly OptionalField[], placeholders: readonly string[], areFormFields: boolean): (name: string) => Target[] {
	const exact = new Map<string, Target>([...placeholders.map((name) => [name, name] as const), ...optionalFields.map((field) => [field.name, field] as const)]);
	const byName = new Map<string, Set<Target>>();
	const add = (name: string, target: Target) => byName.set(normalizeName(name), (byName.get(normalizeName(name)) ?? new Set()).add(target));
	const seen = new Set<string>();
	for (const name of placeholders) {
		// Two spellings of one placeholder are one.
		if (!seen.has(normalizeName(name))) add(name, name);
		seen.add(normalizeName(name));
	}
	for (const field of optionalFields) for (const name of [field.name, ...field.aliases]) add(name, field);
	return (name) => {
		const meant = areFormFields ? exact.get(name) : undefined;
		return meant === undefined ? [...(byName.get(normalizeName(name)) ?? [])] : [meant];
	};
}

function inSentence(target: Target): string {
	if (typeof target === 'string') return placeholderFor(target);
	return target.clips > 0 ? `the tag "${target.aliases[0]}"` : `"${target.name}"`;
}

function unclear(message: string): AiStudiosError {
	return new AiStudiosError('input', message, 'Rename the tag, or rename or remove the fields until only one is left. This item was not sent to AI Studios.');
}
