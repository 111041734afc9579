import ts from 'typescript';
import { importTarget, nodesIn, violation, type Source } from './sources';

export interface Import {
	/** As it is written. */
	specifier: string;
	/** The file that is meant, when the specifier is relative. */
	path?: string;
	node: ts.Node;
}

/** All that a file imports or exports from elsewhere, types too. */
export function importsOf(source: Source, all: Source[]): Import[] {
	const paths = new Set(all.map(({ path }) => path));
	return [...nodesIn(source.tree)].flatMap((node) => {
		const specifier = specifierIn(node);
		if (specifier === undefined) return [];
		return [{ specifier, path: specifier.startsWith('.') ? resolved(source.path, specifier, paths) : undefined, node }];
	});
}

function specifierIn(node: ts.Node): string | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
	if (ts.isExternalModuleReference(node)) return textOf(node.expression);
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
	const isCall = ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
	return isCall ? (textOf(node.arguments[0]) ?? '(computed)') : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
	return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolved(from: string, specifier: string, paths: ReadonlySet<string>): string {
	const target = importTarget(from, specifier);
	return [`${target}.ts`, `${target}/index.ts`].find((path) => paths.has(path)) ?? target;
}

/** Circles of imports among files, each as "a.ts → b.ts → a.ts". */
export function fileCircles(sources: Source[]): string[] {
	return circles(new Map(sources.map((source) => [source.path, importsOf(source, sources).flatMap(({ path }) => path ?? [])])));
}

/** Circles of imports among folders. */
export function folderCircles(sources: Source[]): string[] {
	const graph = new Map<string, string[]>();
	for (const source of sources) {
		const from = folderOf(source.path);
		const targets = importsOf(source, sources).flatMap(({ path }) => (path === undefined ? [] : [folderOf(path)]));
		graph.set(from, [...new Set([...(graph.get(from) ?? []), ...targets])].filter((target) => target !== from));
	}
	return circles(graph);
}

/** core/api, core (the files that are in no folder of it), n8n, AiStudiosGetProgress, credentials … */
function folderOf(path: string): string {
	const inShared = /^nodes\/shared\/(core\/\w+|core|n8n)\//.exec(path);
	return inShared?.[1] ?? /^nodes\/(\w+)\//.exec(path)?.[1] ?? path.split('/')[0];
}

/** Every edge that leads back to where the walk came from, with the way between. */
function circles(graph: ReadonlyMap<string, string[]>): string[] {
	const found: string[] = [];
	const finished = new Set<string>();
	const walk = (node: string, way: string[]) => {
		const start = way.indexOf(node);
		if (start !== -1) found.push([...way.slice(start), node].join(' → '));
		else if (!finished.has(node)) {
			for (const next of graph.get(node) ?? []) walk(next, [...way, node]);
			finished.add(node);
		}
	};
	for (const node of graph.keys()) walk(node, []);
	return found;
}

const CORE = 'nodes/shared/core/';

/** The core imports nothing outside itself. */
export function outsideCore(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => path.startsWith(CORE))
		.flatMap((source) =>
			importsOf(source, sources)
				.filter(({ path }) => !path?.startsWith(CORE))
				.map(({ specifier, node }) => violation(source, node, `imports ${specifier}`)),
		);
}
