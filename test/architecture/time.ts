import ts from 'typescript';
import { nodesIn, violation, type Source } from './sources';

const RUNTIME = 'nodes/shared/n8n/runtime.ts';

/** Measures the age of timeouts of the machine: `AbortSignal.timeout` knows no other time. */
const MAY_MEASURE = 'nodes/shared/n8n/requestAbort.ts';

/** Time is handed in: only the runtime takes it from the machine and from n8n. */
export function timeTakenElsewhere(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => path !== RUNTIME)
		.flatMap((source) =>
			[...nodesIn(source.tree)]
				.filter((node) => isPresentTime(node) || isImportedSleep(node) || isFixedTimeout(node) || (isMeasuredTime(node) && source.path !== MAY_MEASURE))
				.map((node) => violation(source, node, node.getText(source.tree))),
		);
}

/** `Date.now`, `new Date()`, `Date()`, and `Date` in any other use that is no known function of it. */
function isPresentTime(node: ts.Node): boolean {
	if (!ts.isIdentifier(node) || node.text !== 'Date' || ts.isTypeReferenceNode(node.parent)) return false;
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return !['parse', 'UTC'].includes(parent.name.text);
	if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) === 0;
	return !(ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
}

function isMeasuredTime(node: ts.Node): boolean {
	return ts.isIdentifier(node) && node.text === 'performance';
}

function isImportedSleep(node: ts.Node): boolean {
	return ts.isImportSpecifier(node) && /^sleep/.test((node.propertyName ?? node.name).text) && node.parent.parent.parent.moduleSpecifier.getText().includes('n8n-workflow');
}

/** `AbortSignal.timeout` with anything but a timeout that the function or the object was given. */
function isFixedTimeout(node: ts.Node): boolean {
	if (!ts.isCallExpression(node) || node.expression.getText() !== 'AbortSignal.timeout') return false;
	const [timeout] = node.arguments;
	return !timeout || !isHandedIn(timeout);
}

function isHandedIn(expression: ts.Expression): boolean {
	const path = expression.getText().split('.');
	const name = path[0] === 'this' ? path[1] : path[0];
	for (let node: ts.Node = expression; !ts.isSourceFile(node); node = node.parent) {
		const functions = ts.isClassLike(node) ? (path[0] === 'this' ? node.members.filter(ts.isConstructorDeclaration) : []) : path[0] !== 'this' && ts.isFunctionLike(node) ? [node] : [];
		if (functions.some(({ parameters }) => parameters.some((parameter) => namesIn(parameter.name).includes(name)))) return true;
	}
	return false;
}

function namesIn(name: ts.BindingName): string[] {
	if (ts.isIdentifier(name)) return [name.text];
	return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}
