import { V2_ENDPOINTS } from './v2';
import { V3_ENDPOINTS } from './v3';
import type { ApiEndpoint } from './endpoint';
import type { Generation } from './options';

export type ApiEndpointName = keyof typeof V2_ENDPOINTS | keyof typeof V3_ENDPOINTS;

/** `download` is a request to the files origin, `webhook` one that the simulator itself sends. */
export type EndpointName = ApiEndpointName | 'download' | 'webhook';

export interface Route {
	generation: Generation;
	name: ApiEndpointName;
	endpoint: ApiEndpoint;
	/** The parts of the path that `:key` and `:name` stand for, decoded. */
	parameters: Record<string, string>;
}

const ENDPOINTS = {
	v2: Object.entries(V2_ENDPOINTS) as Array<[ApiEndpointName, ApiEndpoint]>,
	v3: Object.entries(V3_ENDPOINTS) as Array<[ApiEndpointName, ApiEndpoint]>,
};

const PREFIXES: Record<Generation, string> = { v2: '/api/odin', v3: '/api/odin/v3' };

/** The endpoint that a request is for; undefined when there is none. A fixed path comes before one with a parameter. */
export function findRoute(method: string, path: string): Route | undefined {
	const generation = path.startsWith(`${PREFIXES.v3}/`) ? 'v3' : 'v2';
	if (!path.startsWith(`${PREFIXES[generation]}/`)) return undefined;
	const parts = path.slice(PREFIXES[generation].length).split('/');

	const matches = ENDPOINTS[generation].flatMap(([name, endpoint]) => {
		const parameters = endpoint.method === method ? matchPath(endpoint.path.split('/'), parts) : undefined;
		return parameters ? [{ generation, name, endpoint, parameters } satisfies Route] : [];
	});
	return matches.find(({ parameters }) => Object.keys(parameters).length === 0) ?? matches[0];
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
	if (pattern.length !== parts.length) return undefined;
	const parameters: Record<string, string> = {};
	for (const [index, expected] of pattern.entries()) {
		const part = parts[index];
		if (expected.startsWith(':') && part !== '') parameters[expected.slice(1)] = decode(part);
		else if (expected !== part) return undefined;
	}
	return parameters;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
