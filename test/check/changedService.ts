import { startSimulator, type EndpointName, type Generation, type Simulator, type SimulatorOptions } from '../simulator';
import { always, alteredResponse, changedJson, htmlPage, ignoreRange, noFault, rejection, status, wrongJson, type Fault } from '../simulator/faults';
import { UNKNOWN_PROJECT } from '../../check/lines';

/* A simulator that differs from the documentation in one way or in twelve. */

/** The sample projects that are read and exported: of version 3, the one that is rendered. */
export const PROJECTS: Record<Generation, string> = { v2: '5a0000000000000000000022', v3: '5a0000000000000000000031' };

/** The project that the credential test of the nodes requests. */
const NODES_UNKNOWN_PROJECT = 'n8n-connection-test';

/** One difference, and the one line of the check that must report it. */
export interface Change {
	what: string;
	line: string;
	/** Whether the nodes do what they should in spite of it. */
	isHandled: boolean;
	endpoint?: EndpointName;
	faults?: Fault[];
	/** About one project only. */
	projectKey?: string;
	options?: SimulatorOptions;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- changes responses of any structure
type Json = any;

const changed = (change: (json: Json) => Json): Fault => changedJson('changed', change);
const renamed = (from: string, to: string): Fault =>
	changed((json) => JSON.parse(JSON.stringify(json).replaceAll(`"${from}":`, `"${to}":`)) as Json);
const withStatus = (code: number): Fault => alteredResponse(`status ${code}`, (response) => ({ ...response, status: code }));
const flatError: Fault = changed(({ error }) => ({ success: false, msg: error.msg as string }));

export const V3_CHANGES: Change[] = [
	{ what: 'a token that is valid for one hour', line: 'Sign-in', isHandled: true, options: { tokenLifetimeSeconds: 3_600 } },
	{ what: 'other words for a wrong key', line: 'Wrong User Key', isHandled: false, endpoint: 'token', faults: [noFault, rejection('Nope.')] },
	{ what: 'another field name in the authentication', line: 'Credential test', isHandled: true, endpoint: 'auth', faults: [always(renamed('isAuthenticated', 'authenticated'))] },
	{ what: 'status 200 for a wrong token', line: 'Wrong token', isHandled: false, endpoint: 'progress', faults: [withStatus(200)], projectKey: UNKNOWN_PROJECT },
	{ what: 'other words for an unknown project', line: 'Progress of an unknown project', isHandled: false, endpoint: 'progress', faults: [noFault, rejection('Something went wrong.')], projectKey: UNKNOWN_PROJECT },
	{ what: 'the envelope of version 2', line: 'Unknown project', isHandled: true, endpoint: 'project', faults: [flatError], projectKey: UNKNOWN_PROJECT },
	{ what: 'a list at another place', line: 'List of projects', isHandled: false, endpoint: 'projects', faults: [always(changed(({ data }) => ({ success: true, data: { items: data as Json } })))] },
	{ what: 'an object instead of a list', line: 'List of avatars', isHandled: false, endpoint: 'avatars', faults: [changed(({ data }) => ({ success: true, data: { models: Object.fromEntries(data.models.map((model: Json) => [model.label.en, model])) } }))] },
	{ what: 'another field name in the short list of avatars', line: 'Short list of avatars', isHandled: true, endpoint: 'avatarNames', faults: [renamed('avatarType', 'type')] },
	{ what: 'another field name in a list', line: 'List of workspaces', isHandled: false, endpoint: 'workspaces', faults: [renamed('workspaceId', 'id')] },
	{ what: 'a text instead of a number', line: 'Progress of the project', isHandled: true, endpoint: 'progress', faults: [changed(({ data }) => ({ success: true, data: { ...data, progress: '100.00' } }))], projectKey: PROJECTS.v3 },
	{ what: 'status 500 for a malformed export', line: 'Export without scenes', isHandled: false, endpoint: 'exportProject', faults: [withStatus(500)] },
];

/** The other projects' progress is as it should be. */
const asItIs: Fault = always(noFault);

export const V2_CHANGES: Change[] = [
	{ what: 'a service that is unavailable', line: 'Credential test', isHandled: false, endpoint: 'progress', faults: [status(503)], projectKey: NODES_UNKNOWN_PROJECT },
	{ what: 'other words for a wrong key', line: 'Wrong API key', isHandled: false, endpoint: 'progress', faults: [rejection('Nope.')], projectKey: UNKNOWN_PROJECT },
	{ what: 'status 500 for an unknown project', line: 'Progress of an unknown project', isHandled: false, endpoint: 'progress', faults: [noFault, withStatus(500)], projectKey: UNKNOWN_PROJECT },
	{ what: 'a success for an unknown project', line: 'Unknown project', isHandled: false, endpoint: 'project', faults: [wrongJson({ success: true, response: null })], projectKey: UNKNOWN_PROJECT },
	{ what: 'a web page', line: 'Unknown project by name', isHandled: true, endpoint: 'projectByName', faults: [htmlPage(404)] },
	{ what: 'another field name in a project', line: 'Project', isHandled: true, endpoint: 'project', faults: [renamed('projectName', 'name')], projectKey: PROJECTS.v2 },
	{ what: 'no progress', line: 'Progress of the project', isHandled: false, endpoint: 'progress', faults: [changed(() => ({ success: true, data: {} }))], projectKey: PROJECTS.v2 },
	{ what: 'a malformed export that is accepted', line: 'Export without scenes', isHandled: false, endpoint: 'exportProject', faults: [wrongJson({ success: true, data: { key: 'abc123' } })] },
	{ what: 'status 201 for an export', line: 'Export', isHandled: true, endpoint: 'exportProject', faults: [noFault, withStatus(201)] },
	{ what: 'a progress that is a text', line: 'Progress of the render', isHandled: true, endpoint: 'progress', faults: [always(changed(({ data }) => ({ success: true, data: { ...data, progress: String(data.progress) } })))] },
	{ what: 'another content type', line: 'Download', isHandled: true, endpoint: 'download', faults: [alteredResponse('type', (response) => ({ ...response, headers: { ...response.headers, 'content-type': 'binary/octet-stream' } }))] },
	{ what: 'ranges that are not obeyed', line: 'Resumed download', isHandled: false, endpoint: 'download', faults: [noFault, ignoreRange] },
];

/** With fast renders, the sample projects, and these changes. */
export async function changedSimulator(generation: Generation, changes: Change[]): Promise<Simulator> {
	const options = changes.reduce<SimulatorOptions>((all, change) => ({ ...all, ...change.options }), {});
	const simulator = await startSimulator({ speed: 4_000, withSamples: true, render: { seconds: 60 }, ...options });
	for (const projectKey of [UNKNOWN_PROJECT, NODES_UNKNOWN_PROJECT, PROJECTS[generation]]) simulator.injectFaults('progress', [asItIs], { projectKey });
	for (const { endpoint, projectKey } of changes) {
		if (endpoint === undefined) continue;
		const same = changes.filter((change) => change.endpoint === endpoint && change.projectKey === projectKey);
		simulator.injectFaults(endpoint, merged(same.map(({ faults = [] }) => faults)), { projectKey });
	}
	return simulator;
}

/** Each request gets the fault that one of the changes has for it. */
function merged(queues: Fault[][]): Fault[] {
	const length = Math.max(...queues.map((queue) => queue.length));
	return Array.from({ length }, (_, index) => queues.map((queue) => queue[index]).find((fault) => fault !== undefined && fault !== noFault) ?? noFault);
}
