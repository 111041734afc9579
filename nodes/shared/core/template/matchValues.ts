import { AiStudiosError } from '../errors';
import { isEmpty } from '../json';
import { listCapped } from '../rows';
import { normalizeName, placeholderFor } from './placeholders';

export type MissingValues = 'error' | 'keep' | 'remove';

/** The fields of one item, matched with a template's placeholders. */
export interface Match {
	values: Map<string, unknown>;
	/** Placeholders without a value: no such field, or an empty one. */
	missing: string[];
	/** Fields that fill no placeholder. */
	unused: string[];
}

/**
 * Finds the value of each placeholder among an item's fields, regardless of case, spaces, hyphens and
 * underscores. An empty field, or one of spaces only, counts as missing.
 * @throws AiStudiosError (input) when two fields would fill the same placeholder.
 */
export function matchValues(placeholders: string[], fields: ReadonlyMap<string, unknown>): Match {
	const byName = new Map<string, string[]>();
	for (const field of fields.keys()) {
		const name = normalizeName(field);
		byName.set(name, [...(byName.get(name) ?? []), field]);
	}
	const match: Match = { values: new Map(), missing: [], unused: [] };
	const wanted = new Set<string>();
	for (const placeholder of placeholders) {
		wanted.add(normalizeName(placeholder));
		const [field, ...others] = byName.get(normalizeName(placeholder)) ?? [];
		if (others.length > 0) throw ambiguous(placeholder, [field, ...others]);
		const value = field === undefined ? undefined : fields.get(field);
		if (isEmptyValue(value)) match.missing.push(placeholder);
		else match.values.set(placeholder, value);
	}
	match.unused = [...fields.keys()].filter((field) => !wanted.has(normalizeName(field)));
	return match;
}

/**
 * Completes a match the way `missingValues` says, so that every placeholder has a value.
 * @throws AiStudiosError (input) naming all that is missing and the fields there are, for `error`.
 */
export function completeValues(
	{ values, missing }: Match,
	missingValues: MissingValues,
	fields: ReadonlyMap<string, unknown>,
): Map<string, unknown> {
	if (missingValues === 'error' && missing.length > 0) throw incomplete(missing, [...fields.keys()]);
	const complete = new Map(values);
	for (const name of missing) complete.set(name, missingValues === 'keep' ? placeholderFor(name) : '');
	return complete;
}

/** Nothing, spaces only, or a list or an object without content. */
export function isEmptyValue(value: unknown): boolean {
	if (isEmpty(value)) return true;
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0 && ['[]', '{}'].includes(JSON.stringify(value));
}

function incomplete(missing: string[], fields: string[]): AiStudiosError {
	const wanted = new Set(missing.map(normalizeName));
	const empty = fields.filter((field) => wanted.has(normalizeName(field)));
	const available = fields.filter((field) => !empty.includes(field));
	const parts = [
		empty.length > 0 && `Empty for this item: ${listNames(empty)}.`,
		empty.length < missing.length && (available.length > 0 ? `Available fields: ${listNames(available)}.` : 'There are no other fields.'),
		'Enter the missing values in Values, name the columns like the placeholders, or select in Missing Values what to do without them. This item was not sent to AI Studios.',
	];
	return new AiStudiosError('input', `No value for ${listNames(missing.map(placeholderFor))}`, parts.filter(Boolean).join(' '));
}

function ambiguous(placeholder: string, fields: string[]): AiStudiosError {
	return new AiStudiosError(
		'input',
		`The fields ${listNames(fields.map((field) => `"${field}"`))} would all fill ${placeholderFor(placeholder)}`,
		'Rename or remove all but one of them. This item was not sent to AI Studios.',
	);
}

const MAX_LISTED = 30;

function listNames(names: string[]): string {
	return listCapped(names, MAX_LISTED);
}
