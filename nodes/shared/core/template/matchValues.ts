import { AiStudiosError } from '../errors';
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
		if (isEmpty(value)) match.missing.push(placeholder);
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

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function incomplete(missing: string[], fields: string[]): AiStudiosError {
	const has = fields.length > 0 ? `Available fields: ${listNames(fields)}.` : 'There are no available fields.';
	return new AiStudiosError(
		'input',
		`No value for ${listNames(missing.map(placeholderFor))}`,
		`${has} Enter the missing values in Values, name the columns like the placeholders, or select in Missing Values what to do without them. Nothing was sent to AI Studios.`,
	);
}

function ambiguous(placeholder: string, fields: string[]): AiStudiosError {
	return new AiStudiosError(
		'input',
		`The fields ${listNames(fields.map((field) => `"${field}"`))} would all fill ${placeholderFor(placeholder)}`,
		'Rename or remove all but one of them. Nothing was sent to AI Studios.',
	);
}

const MAX_LISTED = 30;

function listNames(names: string[]): string {
	const shown = names.slice(0, MAX_LISTED).join(', ');
	return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown;
}
