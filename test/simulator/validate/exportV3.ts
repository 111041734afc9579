import { ApiRejection } from '../rejection';
import { WORKSPACES } from '../samples/catalogue';
import { ifPresent, requireFilledText, requireUrl, type Fields } from './fields';

const READ_ONLY = ['id', '_id', 'state', 'progress', 'download_url', 'downloadUrl'];
const STORED = ['orientation', 'resolution', 'workspaceId'];

/**
 * The optional fields that every v3 export may have. Sent empty or as null they are rejected: the
 * API's defaults apply to what is left out.
 *
 * @returns those that are stored with the project
 */
export function checkExportFields(body: Fields): Fields {
	for (const name of READ_ONLY) {
		ifPresent(body, name, () => {
			throw new ApiRejection(`${name} is read-only.`);
		});
	}
	for (const name of ['name', ...STORED]) {
		ifPresent(body, name, () => requireFilledText(body, name, 'The body'));
	}
	ifPresent(body, 'webhookUrl', () => requireUrl(body, 'webhookUrl', 'The body'));
	ifPresent(body, 'isExport', () => {
		if (typeof body.isExport !== 'boolean') throw new ApiRejection('isExport must be true or false.');
	});
	ifPresent(body, 'workspaceId', () => checkWorkspace(body.workspaceId));
	return Object.fromEntries(STORED.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));
}

export function checkWorkspace(id: unknown): void {
	if (!WORKSPACES.some((workspace) => workspace.workspaceId === id)) {
		throw new ApiRejection(`There is no workspace "${String(id)}".`, 404);
	}
}
