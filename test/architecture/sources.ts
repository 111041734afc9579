/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the sources; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** A file of the package and its syntax tree. */
export interface Source {
	/** From the root of the repository, e.g. `nodes/shared/core/json.ts`. */
	path: string;
	tree: ts.SourceFile;
}

/** Everything that is compiled and shipped. */
export function shippedSources(): Source[] {
	return ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(ROOT, folder, file))
			.map((file) => source(relative(ROOT, file), readFileSync(file, 'utf8'))),
	);
}

/** Where a relative import in the file at `from` leads. */
export function importTarget(from: string, specifier: string): string {
	return posix.join(posix.dirname(from), specifier);
}

export function source(path: string, text: string): Source {
	return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

/** Every node of a tree, comments excluded. */
export function* nodesIn(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of childrenOf(node)) yield* nodesIn(child);
}

function childrenOf(node: ts.Node): ts.Node[] {
	const children: ts.Node[] = [];
	node.forEachChild((child) => void children.push(child));
	return children;
}

/** "nodes/shared/core/json.ts:12: what", for a rule that is broken there. */
export function violation({ path, tree }: Source, node: ts.Node, what: string): string {
	return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}: ${what}`;
}
