import { differences, valueAt, withValueAt, type Path } from '../../nodes/shared/core/path';

const TREE = { name: 'x', scenes: [{ clips: [{ text: 'a' }, { text: 'b' }] }, { clips: [] }] };

test.each<[Path, unknown]>([
	[[], TREE],
	[['scenes', 0, 'clips', 1, 'text'], 'b'],
	[['scenes', 5, 'clips'], undefined],
	[['name', 'length', 'x'], undefined],
	[['scenes', 'length'], 2],
	[['constructor'], undefined],
])('the value at %j is %j', (path, expected) => {
	expect(valueAt(TREE, path)).toEqual(expected);
});

test('null holds no value', () => {
	expect(valueAt({ a: null }, ['a', 'b'])).toBeUndefined();
});

test('a value is placed in a copy that shares what lies beside its path', () => {
	const before = structuredClone(TREE);
	const after = withValueAt(TREE, ['scenes', 0, 'clips', 1, 'text'], 'new');
	expect(after).toEqual({ name: 'x', scenes: [{ clips: [{ text: 'a' }, { text: 'new' }] }, { clips: [] }] });
	expect(after.scenes[1]).toBe(TREE.scenes[1]);
	expect(after.scenes[0].clips[0]).toBe(TREE.scenes[0].clips[0]);
	expect(TREE).toEqual(before);
});

test.each<[string, unknown, Path, unknown]>([
	['objects that are missing are created', { type: 'aiModel' }, ['script', 'org'], { type: 'aiModel', script: { org: 'v' } }],
	['a text where an object should be is replaced', { script: 'x' }, ['script', 'org'], { script: { org: 'v' } }],
	['a list where an object should be is replaced', { script: [] }, ['script', 'org'], { script: { org: 'v' } }],
	['a list does not grow', { scripts: [] }, ['scripts', 0, 'org'], { scripts: [] }],
	['__proto__ becomes a key like others', {}, ['__proto__', 'x'], JSON.parse('{"__proto__": {"x": "v"}}')],
	['without a path the value is all', { a: 1 }, [], 'v'],
])('%s', (_what, tree, path, expected) => {
	const after = withValueAt(tree, path, 'v');
	expect(JSON.stringify(after)).toBe(JSON.stringify(expected));
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('differences are listed with their path, in the order of the tree', () => {
	const after = { name: 'y', scenes: [{ clips: [{ text: 'a' }, { text: 5 }] }, { clips: [], added: null }] };
	expect(differences(TREE, after)).toEqual([
		{ path: ['name'], from: 'x', to: 'y' },
		{ path: ['scenes', 0, 'clips', 1, 'text'], from: 'b', to: 5 },
		{ path: ['scenes', 1, 'added'], from: undefined, to: null },
	]);
	expect(differences(TREE, structuredClone(TREE))).toEqual([]);
});

test.each<[unknown, unknown]>([
	['##A##', { b: 1 }],
	[{ b: 1 }, 'a text'],
	[null, { b: 1 }],
	[{ b: 1 }, null],
])('%j with %j in its place is one difference', (from, to) => {
	expect(differences({ a: from }, { a: to })).toEqual([{ path: ['a'], from, to }]);
});

test('a branch that both trees share is not walked', () => {
	const shared = { get trap(): never { throw new Error('walked'); } };
	expect(differences({ a: 1, shared }, { a: 2, shared })).toEqual([{ path: ['a'], from: 1, to: 2 }]);
});
