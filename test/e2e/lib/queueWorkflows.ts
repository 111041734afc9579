import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import type { Example, StoredCredential } from './workflows';

/** Ids of the workflows, and the paths of their webhooks. */
export const ORDER = 'order';
export const WAIT_AGAIN = 'wait-again';
export const NOTE = 'note';

const TEMPLATE = JSON.stringify({
	scenes: [
		{
			AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: '##SCRIPT##' },
			clips: [{ type: 'image', detail: { url: '##IMAGE_URL##' } }],
		},
	],
});

/**
 * One orders, has the project keys noted, and waits; one only waits, for keys that are there already.
 * Both are begun by webhook. The notebook is an execution of its own: it is stored when it ends.
 */
export function queueWorkflows(credential: StoredCredential): Example[] {
	const order = ours('Order the Videos', 'aiStudiosExportProject', { template: TEMPLATE, values: { mappingMode: 'autoMapInputData', value: {} } }, credential);
	const wait = ours('Wait and Download', 'aiStudiosWaitAndDownload', { options: { pollInterval: 1 } }, credential);
	return [chain(NOTE, NOTEBOOK), chain(ORDER, [...rows(ORDER), order, TAKE_NOTE, wait]), chain(WAIT_AGAIN, [...rows(WAIT_AGAIN), wait])];
}

type Part = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

const NOTEBOOK: Part[] = [
	{ name: 'Handed Over', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } },
	{ name: 'Noted', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
];

const TAKE_NOTE: Part = {
	name: 'Note the Keys',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: { __rl: true, mode: 'id', value: NOTE }, options: {} },
};

function rows(path: string): Part[] {
	return [
		{ name: 'Called', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path, options: {} }, webhookId: path },
		{ name: 'One Item per Row', type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'body.rows', options: {} } },
	];
}

function ours(name: string, type: string, parameters: INodeParameters, credential: StoredCredential): Part {
	return { name, type: `n8n-nodes-aistudios.${type}`, typeVersion: 1, parameters, credentials: { aiStudiosApi: { ...credential } } };
}

function chain(id: string, parts: Part[]): Example {
	const nodes = parts.map((part, index): INode => ({ ...part, id: `${id}-${index}`, position: [220 * index, 0] }));
	const connections: IConnections = {};
	for (const [index, { name }] of nodes.slice(0, -1).entries()) {
		connections[name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1', saveExecutionProgress: true } };
}
