import type { IConnections, IDataObject, INode, INodeType } from 'n8n-workflow';
import { always, acceptThenReset, cutBody, type Fault } from '../simulator/faults';
import type { Simulator } from '../simulator';
import { exportParameters, type Generation } from './generations';
import { chain } from './testWorkflow';

/** What happens to a row, by its column `case`, and the first error that it must end with. */
export const FAILURES: Array<{ case: string; row?: IDataObject; error?: RegExp }> = [
	{ case: 'export in doubt', error: /^The export was sent, but its response was lost/ },
	{ case: 'a video' },
	{ case: 'empty value', row: { 'First name': ' ' }, error: /^No value for ##FIRST_NAME##$/ },
	{ case: 'export rejected', row: { image_url: 'no address' }, error: /^AI Studios rejected the export: / },
	{ case: 'render failed', error: /^(The render of project \w+ failed|AI Studios rejected the progress of project \w+ after 3 attempts)/ },
	{ case: 'stalled', error: /^Project \w+ made no progress for/ },
	{ case: 'download broken', error: /^The download of project \w+ (failed at byte 0 after 10 attempts: the connection broke|was rejected: HTTP status 400)$/ },
];

export function failingRows(): IDataObject[] {
	return FAILURES.map(({ case: what, row }, index) => ({
		case: what, email: `${index}@x.example`, 'First name': `Ann ${index}`, image_url: `https://pictures.example/${index}.png`, ...row,
	}));
}

/** The first export is sent alone, so its response is the one that is lost. */
export function loseFirstResponse(simulator: Simulator) {
	simulator.injectFaults('exportProject', [acceptThenReset]);
}

/** How the renders of exported rows go on. */
export function arrange(simulator: Simulator, rows: IDataObject[], downloadFault: Fault = cutBody(0)) {
	for (const { case: what, projectKey } of rows) {
		if (typeof projectKey !== 'string') continue;
		const { render } = simulator.project(projectKey);
		if (render) Object.assign(render, { seconds: 20, curve: what === 'render failed' ? 'failing' : what === 'stalled' ? 'stalled' : 'linear' });
		if (what === 'download broken') simulator.injectFaults('download', [always(downloadFault)], { projectKey });
	}
}

/** Nodes by the parts that they play. */
export interface Parts {
	if: Partial<INode>;
	merge: Partial<INode>;
}

/** Rows → Export → Wait → IF (error?) → Merge of both branches. */
export function failureWorkflow(generation: Generation, parts: Parts, stallTimeoutMinutes = 1): { nodes: INode[]; connections: IConnections } {
	const options = { includeInputFields: true };
	const { nodes, connections } = chain([
		{ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), onError: 'continueRegularOutput' },
		{ node: 'aiStudiosWaitAndDownload', parameters: { options: { ...options, stallTimeout: stallTimeoutMinutes } }, onError: 'continueRegularOutput' },
	]);
	const node = (name: string, part: Partial<INode>): INode => ({ id: name, name, type: '', typeVersion: 1, position: [0, 0], parameters: {}, ...part });
	const to = (name: string, index = 0) => [{ node: name, type: 'main' as const, index }];
	return {
		nodes: [...nodes, node('IF', parts.if), node('Merge', parts.merge)],
		connections: { ...connections, [nodes[2].name]: { main: [to('IF')] }, IF: { main: [to('Merge', 0), to('Merge', 1)] } },
	};
}

/** That every row is there once, with its own fields and its own first error or its video. */
export function failureReport(items: Array<{ json: IDataObject; binary?: object }>): string[] {
	const sorted = [...items].sort((one, other) => String(one.json.email).localeCompare(String(other.json.email)));
	return sorted.map(({ json, binary }) => {
		const failure = FAILURES.find(({ case: what }) => what === json.case);
		const isOwn = failure?.error ? failure.error.test(String(json.error)) && String(json.message).length > 10 : json.error === undefined && json.isComplete === true;
		return `${String(json.email)} ${String(json.case)}: ${isOwn ? 'its own' : JSON.stringify(json)} ${binary ? 'video' : 'error'}`;
	});
}

export const EXPECTED_REPORT = FAILURES.map(({ case: what, error }, index) => `${index}@x.example ${what}: its own ${error ? 'error' : 'video'}`);

const described = (name: string, inputs: Array<'main'>, outputs: Array<'main'>): INodeType['description'] => ({
	displayName: name, name, group: ['transform'], version: 1, description: '', defaults: { name }, inputs, outputs, properties: [],
});

/** What IF and Merge (append) of n8n do. */
export const PLAIN_NODES: Record<string, INodeType> = {
	'test.if': {
		description: described('IF', ['main'], ['main', 'main']),
		async execute() {
			const items = this.getInputData();
			return [items.filter(({ json }) => json.error !== undefined), items.filter(({ json }) => json.error === undefined)];
		},
	},
	'test.merge': {
		description: described('Merge', ['main', 'main'], ['main']),
		async execute() {
			return [[...this.getInputData(0), ...this.getInputData(1)]];
		},
	},
};
