import { Refusal } from '../refusal';
import { WORKSPACES } from '../samples/catalogue';
import { ifSent, needFilledText, needUrl, type Fields } from './fields';

const READ_ONLY = ['id', 'state', 'progress', 'download_url', 'downloadUrl'];
const KEPT = ['orientation', 'resolution', 'workspaceId'];

/**
 * The optional fields that every v3 export may carry. Sent empty or as null they are refused: the
 * API's defaults apply to what is left out.
 *
 * @returns those that the project keeps
 */
export function checkExportFields(body: Fields): Fields {
	for (const name of READ_ONLY) {
		ifSent(body, name, () => {
			throw new Refusal(`${name} can only be read.`);
		});
	}
	for (const name of ['name', ...KEPT]) ifSent(body, name, () => needFilledText(body, name, 'The body'));
	ifSent(body, 'webhookUrl', () => needUrl(body, 'webhookUrl', 'The body'));
	ifSent(body, 'isExport', () => {
		if (typeof body.isExport !== 'boolean') throw new Refusal('isExport must be true or false.');
	});
	ifSent(body, 'workspaceId', () => checkWorkspace(body.workspaceId));
	return Object.fromEntries(
		KEPT.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
	);
}

function checkWorkspace(id: unknown): void {
	if (!WORKSPACES.some((workspace) => workspace.workspaceId === id)) {
		throw new Refusal(`There is no workspace "${String(id)}".`, 404);
	}
}
