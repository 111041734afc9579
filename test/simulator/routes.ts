import type { Generation } from './options';

export type ApiEndpoint =
	| 'token'
	| 'auth'
	| 'export'
	| 'progress'
	| 'project'
	| 'projectByName'
	| 'projects'
	| 'change'
	| 'exportExisting'
	| 'simpleVideo'
	| 'models'
	| 'workspaces'
	| 'dropdownModels';

/** `webhook` is the simulator's own posting, `download` a request to the files origin. */
export type Endpoint = ApiEndpoint | 'webhook' | 'download';

export interface Route {
	generation: Generation;
	endpoint: ApiEndpoint;
	/** The part of the path that is a project key, or a name for `projectByName`. */
	subject?: string;
}

type Row = [method: string, path: string, endpoint: ApiEndpoint];

/** The first row that fits counts, so fixed paths stand before those with a key. */
const TABLES: Record<Generation, Row[]> = {
	v2: [
		['POST', '/editor/project', 'export'],
		['GET', '/editor/progress/*', 'progress'],
		['GET', '/editor/project/name/*', 'projectByName'],
		['GET', '/editor/project/*', 'project'],
		['POST', '/editor/project/*', 'change'],
		['POST', '/simple/video', 'simpleVideo'],
	],
	v3: [
		['POST', '/auth/token', 'token'],
		['GET', '/auth', 'auth'],
		['POST', '/editor/project', 'export'],
		['GET', '/editor/project', 'projects'],
		['GET', '/editor/progress/*', 'progress'],
		['POST', '/editor/project/export', 'exportExisting'],
		['GET', '/editor/project/*', 'project'],
		['POST', '/editor/project/*', 'change'],
		['POST', '/simple/video', 'simpleVideo'],
		['GET', '/model', 'models'],
		['GET', '/dropdown/models', 'dropdownModels'],
		['GET', '/dropdown/workspaces', 'workspaces'],
	],
};

const PREFIX = '/api/odin';

/** Which endpoint of which generation a request means; undefined when there is none. */
export function findRoute(method: string, path: string): Route | undefined {
	if (!path.startsWith(`${PREFIX}/`)) return undefined;
	const isV3 = path.startsWith(`${PREFIX}/v3/`);
	const generation = isV3 ? 'v3' : 'v2';
	const parts = path.slice(PREFIX.length + (isV3 ? 3 : 0)).split('/');

	for (const [rowMethod, rowPath, endpoint] of TABLES[generation]) {
		const pattern = rowPath.split('/');
		if (rowMethod !== method || pattern.length !== parts.length) continue;
		if (!pattern.every((part, index) => part === parts[index] || (part === '*' && parts[index] !== '')))
			continue;
		const subject = pattern.includes('*') ? decode(parts[pattern.indexOf('*')]) : undefined;
		return { generation, endpoint, subject };
	}
	return undefined;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
