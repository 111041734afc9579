import ts from 'typescript';
import { nodesIn, violation, type Source } from './sources';

/** The function that hides secrets, and the credential that has them. */
const MAY_KNOW_SECRETS = ['nodes/shared/core/redact.ts', 'nodes/shared/n8n/credential.ts'];

/** Secrets are handed around nowhere: not as a parameter, not as a property of one. */
export function secretsHandedAround(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => !MAY_KNOW_SECRETS.includes(path) && !path.startsWith('credentials/'))
		.flatMap((source) =>
			[...nodesIn(source.tree)]
				.filter(isDeclaration)
				.filter(({ name }) => /^secrets?$/i.test(name.getText(source.tree)))
				.map((node) => violation(source, node, `has ${node.name.getText(source.tree)}`)),
		);
}

type Declaration = ts.ParameterDeclaration | ts.BindingElement | ts.PropertySignature | ts.PropertyDeclaration | ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

function isDeclaration(node: ts.Node): node is Declaration {
	return (
		ts.isParameter(node) ||
		ts.isBindingElement(node) ||
		ts.isPropertySignature(node) ||
		ts.isPropertyDeclaration(node) ||
		ts.isPropertyAssignment(node) ||
		ts.isShorthandPropertyAssignment(node)
	);
}
