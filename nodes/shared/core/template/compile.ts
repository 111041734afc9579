import { AiStudiosError } from '../errors';
import { isObject, type JsonObject } from '../json';
import { partsOf } from './marks';
import { tagSpotOf } from './tags';

/** A template read once and filled many times; what has no placeholder is shared, never copied. */
export interface Template {
	/** Placeholder names in the order they appear, each once. */
	placeholders: string[];
	/** Where each placeholder stands alone in its string: the keys of those strings, e.g. `model`. */
	keysOf: ReadonlyMap<string, ReadonlySet<string>>;
	/** A new tree that equals the template except at the marks, where it holds the values. */
	fill(values: ReadonlyMap<string, unknown>): JsonObject;
}

type Filler = (values: ReadonlyMap<string, unknown>) => unknown;

/** Deeper trees are refused: sending them would overflow the stack of JSON.stringify. */
const DEEPEST = 500;

export function compileTemplate(tree: JsonObject): Template {
	const keysOf = new Map<string, Set<string>>();
	const notice = (name: string, key?: string) => {
		const keys = keysOf.get(name) ?? new Set();
		keysOf.set(name, key === undefined ? keys : keys.add(key));
	};
	const filler = fillerOf(tree, '', notice, 0);
	return {
		placeholders: [...keysOf.keys()],
		keysOf,
		fill: (values) => (filler ? filler(values) : tree) as JsonObject,
	};
}

type Notice = (name: string, key?: string) => void;

/** How to fill `node`, or undefined when there is nothing to fill in it. */
function fillerOf(node: unknown, key: string, notice: Notice, depth: number): Filler | undefined {
	if (typeof node === 'string') return textFiller(node, key, notice);
	if (depth > DEEPEST) {
		throw new AiStudiosError('input', `The template is nested more than ${DEEPEST} levels deep`, 'Nothing was sent to AI Studios.');
	}
	if (Array.isArray(node)) {
		return branchFiller(node, [...node.keys()], () => [...node], notice, depth, key);
	}
	if (!isObject(node)) return undefined;
	const branch = branchFiller(node, Object.keys(node), () => ({ ...node }), notice, depth);
	return tagFiller(node, branch, notice);
}

function textFiller(text: string, key: string, notice: Notice): Filler | undefined {
	const parts = partsOf(text);
	const [first] = parts;
	if (parts.length === 1 && typeof first === 'object') {
		notice(first.name, key);
		return (values) => values.get(first.name);
	}
	const names = parts.flatMap((part) => (typeof part === 'object' ? [part.name] : []));
	if (names.length === 0) return undefined;
	names.forEach((name) => notice(name));
	return (values) =>
		parts.map((part) => (typeof part === 'string' ? part : asText(values.get(part.name)))).join('');
}

function branchFiller(
	node: object,
	keys: Array<string | number>,
	copyOf: () => object,
	notice: Notice,
	depth: number,
	arrayKey?: string,
): Filler | undefined {
	const fillers = keys.flatMap((key) => {
		const child = Reflect.get(node, key) as unknown;
		const fill = fillerOf(child, arrayKey ?? String(key), notice, depth + 1);
		return fill ? [{ key, fill }] : [];
	});
	if (fillers.length === 0) return undefined;
	return (values) => {
		// The copy has every key as its own, `__proto__` too: none reaches the prototype.
		const copy = copyOf();
		for (const { key, fill } of fillers) Reflect.set(copy, key, fill(values));
		return copy;
	};
}

/** A tagged v3 clip: what its tag names goes where the clip keeps its source, see `tags.ts`. */
function tagFiller(clip: JsonObject, branch: Filler | undefined, notice: Notice): Filler | undefined {
	const spot = tagSpotOf(clip);
	if (!spot) return branch;
	notice(spot.name, spot.key);
	return (values) => spot.put((branch ? branch(values) : clip) as JsonObject, values.get(spot.name));
}

/** Dates show as their ISO text, lists and objects as JSON. */
function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	const json = JSON.stringify(value) ?? '';
	return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}
