import { taggedClip } from '../api/taggedClip';
import { isObject, type JsonObject } from '../json';
import { differences, valueAt, withValueAt, type Path } from '../path';
import { compileTemplate, type Template } from './compileTemplate';
import { asPlainText } from './placeholderText';
import { placeholderInTag, splitAtPlaceholders } from './placeholders';
import type { OptionalField } from './optionalFields';

/** Optional fields that an item has a value for, with these values. */
export type Replacements = ReadonlyMap<OptionalField, unknown>;

/** One difference between the template and what is sent. */
export type Change = { field: string; from: unknown; to: unknown };

/** A template, and what else of it an item may replace. Compiled once for each set of replaced fields. */
export class ItemTemplate {
	private readonly compiled = new Map<string, Template>();

	/** @param designedFields the optional fields of a designed project; undefined for a template in JSON */
	constructor(
		readonly tree: JsonObject,
		private readonly designedFields?: readonly OptionalField[],
	) {}

	get isDesigned(): boolean {
		return this.designedFields !== undefined;
	}

	get optionalFields(): readonly OptionalField[] {
		return this.designedFields ?? [];
	}

	/** Its placeholders; those that stand only in replaced fields need no value. */
	compile(replacements: Replacements = new Map()): Template {
		const fields = [...replacements.keys()];
		const key = JSON.stringify(fields.map(({ name }) => name));
		const template = this.compiled.get(key) ?? compileTemplate(this.replace(this.tree, fields, () => ''));
		this.compiled.set(key, template);
		return template;
	}

	/** @throws AiStudiosError (input) for a value that is no text */
	fill(values: ReadonlyMap<string, unknown>, replacements: Replacements): JsonObject {
		const filled = this.compile(replacements).fill(values);
		return this.replace(filled, [...replacements.keys()], (field) => asPlainText(`"${field.name}"`, replacements.get(field)));
	}

	/** What `filled` changes, with the field or the placeholders that did it. */
	changes(filled: JsonObject, replacements: Replacements): Change[] {
		const names = new Map<string, string>();
		for (const { name, paths } of replacements.keys()) {
			// An avatar that said nothing has no script yet, so all of it is the change.
			for (const path of paths) for (const changed of [path, path.slice(0, -1)]) names.set(changed.join('.'), name);
		}
		return differences(this.tree, filled).map(({ path, from, to }) => {
			const field = names.get(path.join('.')) ?? placeholderInTagAt(this.tree, path) ?? placeholdersIn(from);
			return { field, from, to };
		});
	}

	private replace(tree: JsonObject, fields: readonly OptionalField[], valueOf: (field: OptionalField) => string): JsonObject {
		return fields.reduce((copy, field) => field.paths.reduce((filled, path) => withValueAt(filled, path, valueOf(field)), copy), tree);
	}
}

/** The placeholder that is the tag of the clip which holds its value at this path. */
function placeholderInTagAt(tree: JsonObject, path: Path): string | undefined {
	for (const end of path.keys()) {
		const node = valueAt(tree, path.slice(0, end));
		const tagged = isObject(node) ? taggedClip(node) : undefined;
		const name = tagged && placeholderInTag(tagged.tag);
		if (name !== undefined && tagged?.paths.some((held) => path.slice(end).every((key, index) => key === held[index]))) return name;
	}
	return undefined;
}

function placeholdersIn(text: unknown): string {
	const names = splitAtPlaceholders(String(text)).flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
	return [...new Set(names)].join(', ');
}
