import { isObject, type JsonObject } from './json';

/** The way from a tree to one of its values: keys of objects and indexes of lists. */
export type Path = ReadonlyArray<string | number>;

/** Undefined when the tree does not go that far. */
export function valueAt(tree: unknown, path: Path): unknown {
	return path.reduce<unknown>((node, key) => (typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined), tree);
}

/** A copy of `tree` with `value` at `path`; what lies beside the path is shared with it. */
export function withValueAt<Tree>(tree: Tree, path: Path, value: unknown): Tree {
	if (path.length === 0) return value as Tree;
	const [key, ...rest] = path;
	if (Array.isArray(tree) && typeof key === 'number') return tree.map((entry: unknown, index) => (index === key ? withValueAt(entry, rest, value) : entry)) as Tree;
	const object: JsonObject = isObject(tree) ? tree : {};
	return { ...object, [key]: withValueAt(object[key], rest, value) } as Tree;
}

/** Where two trees of the same shape hold different texts or values; branches that both share are skipped. */
export function differences(before: unknown, after: unknown, path: Path = []): Array<{ path: Path; from: unknown; to: unknown }> {
	if (before === after) return [];
	const isTree = typeof before === 'object' && before !== null && typeof after === 'object' && after !== null;
	if (!isTree) return [{ path, from: before, to: after }];
	const keys = Array.isArray(after) ? [...after.keys()] : Object.keys(after);
	return keys.flatMap((key) => differences(Reflect.get(before, key), Reflect.get(after, key), [...path, key]));
}
