import { taggedClip } from '../api/taggedClip';
import { takesTextOnly } from '../api/textFields';
import { AiStudiosError } from '../errors';
import { isObject, type JsonObject } from '../json';
import { withValueAt } from '../path';
import { foreignPlaceholders, placeholderFor, placeholderInTag, splitAtPlaceholders, strayMarkers } from './placeholders';
import { asPlainText, asText } from './placeholderText';

/** A template read once and filled many times; what has no placeholder is shared, never copied. */
export interface Template {
	/** Placeholder names in the order they appear, each once. */
	placeholders: string[];
	/** Where each placeholder is the whole text: the names of the fields that hold it, e.g. `model`. */
	fieldsOf: ReadonlyMap<string, ReadonlySet<string>>;
	/** Places with a `##` that belongs to no placeholder. */
	strays: string[];
	/** Placeholders of other tools, such as `{{NAME}}`, which are sent as they are. */
	foreign: string[];
	/** A new tree that equals the template except at the placeholders, where it holds the values. */
	fill(values: ReadonlyMap<string, unknown>): JsonObject;
}

type Fill = (values: ReadonlyMap<string, unknown>) => unknown;

/** What is found while the tree is compiled. */
interface Findings {
	fieldsOf: Map<string, Set<string>>;
	strays: Set<string>;
	foreign: Set<string>;
}

/** Deeper trees are rejected: sending them would overflow the stack of JSON.stringify. */
const MAX_DEPTH = 500;

/** @throws AiStudiosError (input) when the tree is nested too deeply */
export function compileTemplate(tree: JsonObject): Template {
	const findings: Findings = { fieldsOf: new Map(), strays: new Set(), foreign: new Set() };
	const fill = compileNode(tree, '', findings, 0);
	return {
		placeholders: [...findings.fieldsOf.keys()],
		fieldsOf: findings.fieldsOf,
		strays: [...findings.strays],
		foreign: [...findings.foreign],
		fill: (values) => (fill ? fill(values) : tree) as JsonObject,
	};
}

/** How to fill `node`, or undefined when there is nothing to fill in it. */
function compileNode(node: unknown, field: string, findings: Findings, depth: number): Fill | undefined {
	if (typeof node === 'string') return compileText(node, field, findings);
	if (depth > MAX_DEPTH) {
		throw new AiStudiosError('input', `The template is nested more than ${MAX_DEPTH} levels deep`, 'Start with an example from the documentation of this node: scenes need only a few levels. This item was not sent to AI Studios.');
	}
	if (Array.isArray(node)) {
		return compileChildren(node, [...node.keys()], () => [...node], findings, depth, field);
	}
	if (!isObject(node)) return undefined;
	const children = compileChildren(node, Object.keys(node), () => ({ ...node }), findings, depth);
	return compileTag(node, children, findings);
}

function compileText(text: string, field: string, findings: Findings): Fill | undefined {
	for (const stray of strayMarkers(text)) findings.strays.add(stray);
	for (const placeholder of foreignPlaceholders(text)) findings.foreign.add(placeholder);
	const parts = splitAtPlaceholders(text);
	const textOnly = takesTextOnly(field);
	const [first] = parts;
	if (parts.length === 1 && typeof first === 'object') {
		const { name } = first;
		addPlaceholder(findings, name, field);
		return (values) => (textOnly ? asPlainText(placeholderFor(name), values.get(name)) : values.get(name));
	}
	const names = parts.flatMap((part) => (typeof part === 'object' ? [part.name] : []));
	if (names.length === 0) return undefined;
	names.forEach((name) => addPlaceholder(findings, name));
	const valueText = (name: string, value: unknown) => (textOnly ? asPlainText(placeholderFor(name), value) : asText(value));
	return (values) => parts.map((part) => (typeof part === 'string' ? part : valueText(part.name, values.get(part.name)))).join('');
}

function addPlaceholder({ fieldsOf }: Findings, name: string, field?: string) {
	const fields = fieldsOf.get(name) ?? new Set();
	fieldsOf.set(name, field === undefined ? fields : fields.add(field));
}

function compileChildren(
	node: object,
	keys: Array<string | number>,
	copyNode: () => object,
	findings: Findings,
	depth: number,
	arrayField?: string,
): Fill | undefined {
	const children = keys.flatMap((key) => {
		const child = Reflect.get(node, key) as unknown;
		const fill = compileNode(child, arrayField ?? String(key), findings, depth + 1);
		return fill ? [{ key, fill }] : [];
	});
	if (children.length === 0) return undefined;
	return (values) => {
		// The copy has every key as its own, `__proto__` too: none reaches the prototype.
		const copy = copyNode();
		for (const { key, fill } of children) Reflect.set(copy, key, fill(values));
		return copy;
	};
}

/**
 * Designers of v3 projects can tag a clip but cannot type `##NAME##` into a URL, so the tag of a clip can be
 * a placeholder. A value that is the placeholder itself leaves the designer's own media.
 */
function compileTag(clip: JsonObject, children: Fill | undefined, findings: Findings): Fill | undefined {
	const tagged = taggedClip(clip);
	const name = tagged && placeholderInTag(tagged.tag);
	if (!tagged || name === undefined) return children;
	const { tag, paths } = tagged;
	addPlaceholder(findings, name, String(paths[0].at(-1)));
	return (values) => {
		const filled = withValueAt((children ? children(values) : clip) as JsonObject, ['tag'], tag);
		const value = values.get(name);
		if (value === placeholderFor(name)) return filled;
		const text = asPlainText(placeholderFor(name), value);
		return paths.reduce((copy, path) => withValueAt(copy, path, text), filled);
	};
}
