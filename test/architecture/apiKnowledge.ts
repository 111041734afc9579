import ts from 'typescript';
import { nodesIn, violation, type Source } from './sources';

const API = 'nodes/shared/core/api/';

/** Names of the vendor that mean nothing else in this package. */
const FIELD_NAMES = new Set([
	...['success', 'msg', 'isAuthenticated'],
	...['projectId', 'project_id', 'projectName', 'cube_used', 'isExport', 'downloadUrl', 'download_url', 'workspaceId', 'workspaceName', 'webhookUrl'],
	...['AIModel', 'ai_name', 'modelId', 'clothId', 'models'],
	...['sceneIdx', 'scripts', 'org', 'tts', 'isTTS', 'textSource', 'source_url', 'video_url'],
	...['aiModel', 'userVideo', 'videoImage', 'textImage'],
]);

/** Our own names of options that happen to be the vendor's; what they mean to the API, `core/api` decides. */
const OWN_NAMES: Record<string, string[]> = {
	'nodes/shared/n8n/exportSettings.ts': ['projectName', 'workspaceId', 'webhookUrl'],
};

/** An example of a template is a document of the vendor's format. */
const DOCUMENTS = ['nodes/AiStudiosExportProject/defaultTemplate.ts'];

/** Only `core/api` knows the names of fields in requests and responses. */
export function fieldNamesOutsideApi(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => !path.startsWith(API) && !DOCUMENTS.includes(path))
		.flatMap((source) =>
			[...nodesIn(source.tree)].flatMap((node) => {
				const name = nameIn(node);
				const isForeign = name !== undefined && FIELD_NAMES.has(name) && !OWN_NAMES[source.path]?.includes(name);
				return isForeign ? [violation(source, node, `knows ${name}`)] : [];
			}),
		);
}

/** The name that is read, written, declared or compared here: as an identifier behind a dot or before a colon, or as a text. */
function nameIn(node: ts.Node): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isIdentifier(node)) return undefined;
	const { parent } = node;
	const isProperty = ts.isPropertyAccessExpression(parent) && parent.name === node;
	const isDeclared =
		(ts.isPropertyAssignment(parent) ||
			ts.isShorthandPropertyAssignment(parent) ||
			ts.isPropertySignature(parent) ||
			ts.isPropertyDeclaration(parent) ||
			ts.isBindingElement(parent)) &&
		(parent.name === node || (ts.isBindingElement(parent) && parent.propertyName === node));
	return isProperty || isDeclared ? node.text : undefined;
}

/** Where a person chooses a version, and where that choice is read. */
const MAY_NAME_VERSIONS = /^(nodes\/shared\/core\/api\/|nodes\/shared\/n8n\/credential\w*\.ts$|credentials\/)/;

/** Which versions there are is known to `core/api` and to the credential; others use its labels. */
export function versionsOutsideApi(sources: Source[]): string[] {
	return sources
		.filter(({ path }) => !MAY_NAME_VERSIONS.test(path))
		.flatMap((source) =>
			[...nodesIn(source.tree)]
				.filter(isText)
				.filter(({ text }) => /^v[23]$/.test(text) || /\bversion (2|3)\b/i.test(text))
				.map((node) => violation(source, node, `names a version: ${node.text}`)),
		);
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
	return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}
