import ts from 'typescript';
import { nodesIn, violation, type Source } from './sources';

const API_REQUEST = 'nodes/shared/n8n/apiRequest.ts';
const FILE_TRANSPORT = 'nodes/shared/n8n/fileTransport.ts';

/** Options of n8n's HTTP helpers that decide how a response is read. */
const REQUEST_OPTIONS = ['encoding', 'returnFullResponse', 'disableFollowRedirect', 'resolveWithFullResponse', 'followRedirect', 'simple'];

/** The options of a request to the API are built in one file, those of a download in another. */
export function requestOptionsElsewhere(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => path !== API_REQUEST && path !== FILE_TRANSPORT)
		.flatMap((source) => assignmentsIn(source, REQUEST_OPTIONS));
}

/** The credential goes into a request in one file; in n8n's own requests, as the credential's type says. */
export function authorizationElsewhere(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => path !== API_REQUEST && path !== 'credentials/AiStudiosApi.credentials.ts')
		.flatMap((source) => [...assignmentsIn(source, ['Authorization', 'authorization']), ...textsIn(source, /^authorization$/i)]);
}

/** A download carries no credential: another origin gets it. */
export function credentialInDownload(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => path === FILE_TRANSPORT)
		.flatMap((source) =>
			[...nodesIn(source.tree)]
				.filter((node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && /authenticat|authoriz|credential/i.test(node.text))
				.map((node) => violation(source, node, node.getText(source.tree))),
		);
}

function assignmentsIn(source: Source, names: string[]): string[] {
	return [...nodesIn(source.tree)].flatMap((node) => {
		const isAssignment = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
		const name = isAssignment && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : undefined;
		return name !== undefined && names.includes(name) ? [violation(source, node, `sets ${name}`)] : [];
	});
}

function textsIn(source: Source, pattern: RegExp): string[] {
	return [...nodesIn(source.tree)]
		.filter((node) => ts.isStringLiteralLike(node) && pattern.test(node.text) && !ts.isPropertyAssignment(node.parent))
		.map((node) => violation(source, node, node.getText(source.tree)));
}
