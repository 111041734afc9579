import { taggedClip } from '../api/taggedClip';
import { AiStudiosError } from '../errors';
import { isObject, type JsonObject } from '../json';
import { placeholderFor, placeholderInTag, splitAtPlaceholders } from './placeholders';

/** A template read once and filled many times; what has no placeholder is shared, never copied. */
export interface Template {
	/** Placeholder names in the order they appear, each once. */
	placeholders: string[];
	/** Where each placeholder is the whole text: the names of the fields that hold it, e.g. `model`. */
	fieldsOf: ReadonlyMap<string, ReadonlySet<string>>;
	/** A new tree that equals the template except at the placeholders, where it holds the values. */
	fill(values: ReadonlyMap<string, unknown>): JsonObject;
}

type Fill = (values: ReadonlyMap<string, unknown>) => unknown;
type OnPlaceholder = (name: string, field?: string) => void;

/** Deeper trees are rejected: sending them would overflow the stack of JSON.stringify. */
const MAX_DEPTH = 500;

/** @throws AiStudiosError (input) when the tree is nested too deeply */
export function compileTemplate(tree: JsonObject): Template {
	const fieldsOf = new Map<string, Set<string>>();
	const onPlaceholder = (name: string, field?: string) => {
		const fields = fieldsOf.get(name) ?? new Set();
		fieldsOf.set(name, field === undefined ? fields : fields.add(field));
	};
	const fill = compileNode(tree, '', onPlaceholder, 0);
	return {
		placeholders: [...fieldsOf.keys()],
		fieldsOf,
		fill: (values) => (fill ? fill(values) : tree) as JsonObject,
	};
}

/** How to fill `node`, or undefined when there is nothing to fill in it. */
function compileNode(node: unknown, field: string, onPlaceholder: OnPlaceholder, depth: number): Fill | undefined {
	if (typeof node === 'string') return compileText(node, field, onPlaceholder);
	if (depth > MAX_DEPTH) {
		throw new AiStudiosError('input', `The template is nested more than ${MAX_DEPTH} levels deep`, 'Nothing was sent to AI Studios.');
	}
	if (Array.isArray(node)) {
		return compileChildren(node, [...node.keys()], () => [...node], onPlaceholder, depth, field);
	}
	if (!isObject(node)) return undefined;
	const children = compileChildren(node, Object.keys(node), () => ({ ...node }), onPlaceholder, depth);
	return compileTag(node, children, onPlaceholder);
}

function compileText(text: string, field: string, onPlaceholder: OnPlaceholder): Fill | undefined {
	const parts = splitAtPlaceholders(text);
	const [first] = parts;
	if (parts.length === 1 && typeof first === 'object') {
		onPlaceholder(first.name, field);
		return (values) => values.get(first.name);
	}
	const names = parts.flatMap((part) => (typeof part === 'object' ? [part.name] : []));
	if (names.length === 0) return undefined;
	names.forEach((name) => onPlaceholder(name));
	return (values) => parts.map((part) => (typeof part === 'string' ? part : asText(values.get(part.name)))).join('');
}

function compileChildren(
	node: object,
	keys: Array<string | number>,
	copyNode: () => object,
	onPlaceholder: OnPlaceholder,
	depth: number,
	arrayField?: string,
): Fill | undefined {
	const children = keys.flatMap((key) => {
		const child = Reflect.get(node, key) as unknown;
		const fill = compileNode(child, arrayField ?? String(key), onPlaceholder, depth + 1);
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
 * Designers of v3 projects can tag a clip but cannot type `##NAME##` into a URL, so the tag of an image,
 * video or avatar clip can be a placeholder. A value that is the placeholder itself leaves the designer's own media.
 */
function compileTag(clip: JsonObject, children: Fill | undefined, onPlaceholder: OnPlaceholder): Fill | undefined {
	const tagged = taggedClip(clip);
	const name = tagged && placeholderInTag(tagged.tag);
	if (!tagged || name === undefined) return children;
	onPlaceholder(name, tagged.field);
	return (values) => {
		const filled = tagged.withOwnTag((children ? children(values) : clip) as JsonObject);
		const value = values.get(name);
		return value === placeholderFor(name) ? filled : tagged.withValue(filled, value);
	};
}

/** Dates show as their ISO text, lists and objects as JSON. */
function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	const json = JSON.stringify(value) ?? '';
	return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}
