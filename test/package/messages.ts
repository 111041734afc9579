import ts from 'typescript';
import { nodesIn, type Source } from '../architecture/sources';

/** A message that a user can meet, and the description that comes with it; what is filled in stands in braces. */
export interface Message {
	place: string;
	message: string;
	description: string;
}

/** A function that makes an error of its arguments: `invalid(message, description)`. */
interface Maker {
	name: string;
	/** The only file that can call it; undefined for all files. */
	path?: string;
	message: number;
	/** The position of the description among the arguments, or the description itself. */
	description: number | string;
}

const ERROR = 'AiStudiosError';
/** Keeps the message of an error, and replaces its description. */
const REDESCRIBED = 'withDescription';

/** All messages and descriptions of errors in the sources. */
export function messagesIn(sources: Source[]): Message[] {
	const made = sources.flatMap((source) => errorsIn(source).map((created) => ({ source, created })));
	const makers = made.flatMap(({ source, created }) => makerOf(source, created));
	const direct = made
		.filter(({ created }) => !isParameter(created.arguments?.[1]))
		.flatMap(({ source, created }) => messagesAt(source, created, created.arguments?.[1], textOf(source, created.arguments?.[2])));
	const throughMakers = sources.flatMap((source) =>
		[...nodesIn(source.tree)].flatMap((node) => {
			if (!ts.isCallExpression(node)) return [];
			if (node.expression.getText(source.tree) === REDESCRIBED) return messagesAt(source, node, node.arguments[0], textOf(source, node.arguments[1]));
			const maker = makers.find(({ name, path }) => name === node.expression.getText(source.tree) && (path ?? source.path) === source.path);
			if (!maker) return [];
			const { description } = maker;
			return messagesAt(source, node, node.arguments[maker.message], typeof description === 'number' ? textOf(source, node.arguments[description]) : description);
		}),
	);
	return [...direct, ...throughMakers];
}

/** The messages that are made at a place: several when they begin with what a function of the same file returns. */
function messagesAt({ path, tree }: Source, node: ts.Node, message: ts.Expression | undefined, description: string): Message[] {
	if (message && ts.isConditionalExpression(message)) return [message.whenTrue, message.whenFalse].flatMap((either) => messagesAt({ path, tree }, node, either, description));
	const place = `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
	const text = textOf({ path, tree }, message);
	const [call, name] = /^\{(\w+)\([^{}]*\)\}/.exec(text) ?? [];
	const beginnings = name === undefined ? [] : textsReturnedBy({ path, tree }, name);
	if (call === undefined || beginnings.length === 0) return [{ place, message: text, description }];
	return beginnings.map((beginning) => ({ place, message: beginning + text.slice(call.length), description }));
}

function textsReturnedBy(source: Source, name: string): string[] {
	const called = [...nodesIn(source.tree)].find((node): node is ts.FunctionDeclaration => ts.isFunctionDeclaration(node) && node.name?.text === name);
	return called ? [...nodesIn(called)].filter(ts.isReturnStatement).map(({ expression }) => textOf(source, expression)) : [];
}

function errorsIn({ tree }: Source): ts.NewExpression[] {
	return [...nodesIn(tree)].filter((node): node is ts.NewExpression => ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === ERROR);
}

/** The function around an error whose message is one of its parameters. */
function makerOf(source: Source, created: ts.NewExpression): Maker[] {
	const [, message, description] = created.arguments ?? [];
	const owner = ts.findAncestor(created, ts.isFunctionDeclaration);
	const positionOf = (node: ts.Expression | undefined) =>
		node && ts.isIdentifier(node) ? (owner?.parameters ?? []).findIndex(({ name }) => ts.isIdentifier(name) && name.text === node.text) : -1;
	if (!owner?.name || positionOf(message) === -1) return [];
	const isExported = owner.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
	return [{ name: owner.name.text, ...(isExported ? {} : { path: source.path }), message: positionOf(message), description: positionOf(description) === -1 ? textOf(source, description) : positionOf(description) }];
}

function isParameter(node: ts.Expression | undefined): boolean {
	if (!node || !ts.isIdentifier(node)) return false;
	const owner = ts.findAncestor(node, ts.isFunctionDeclaration);
	return owner?.parameters.some(({ name }) => name.getText().includes(node.text)) ?? false;
}

/** What an expression says, as far as that stands in the source. */
function textOf(source: Pick<Source, 'path' | 'tree'>, node: ts.Expression | undefined): string {
	if (!node) return '';
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node)) {
		return node.head.text + node.templateSpans.map(({ expression, literal }) => textOf(source, expression) + literal.text).join('');
	}
	if (ts.isParenthesizedExpression(node)) return textOf(source, node.expression);
	if (ts.isConditionalExpression(node)) return `{${[node.whenTrue, node.whenFalse].map((part) => textOf(source, part)).filter(Boolean).join(' | ')}}`;
	const constant = ts.isIdentifier(node) ? constantNamed(source.tree, node.text) : undefined;
	return constant ? textOf(source, constant) : `{${node.getText(source.tree)}}`;
}

function constantNamed(tree: ts.Node, name: string): ts.Expression | undefined {
	const found = [...nodesIn(tree)].find((node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name);
	const value = found?.initializer;
	return value && (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value)) ? value : undefined;
}
