import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import type { Example, StoredCredential } from './workflows';

/** Ids of the workflows, and the paths of their webhooks. */
export const EXPORT = 'export';
export const WAIT_AGAIN = 'wait-again';
export const STORE_KEYS = 'store-keys';

const TEMPLATE = JSON.stringify({
	scenes: [
		{
			AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: '##SCRIPT##' },
			clips: [{ type: 'image', detail: { url: '##IMAGE_URL##' } }],
		},
	],
});

/**
 * One exports, stores the project keys, and waits; one only waits, for keys that it receives. Both are
 * started by webhook. The keys are stored by an execution of its own, which n8n saves when it ends.
 */
export function queueWorkflows(credential: StoredCredential): Example[] {
	const exportStep = ours('Export the Videos', 'aiStudiosExportProject', { template: TEMPLATE, values: { mappingMode: 'autoMapInputData', value: {} } }, credential);
	const wait = ours('Wait and Download', 'aiStudiosWaitAndDownload', { options: { pollInterval: 1 } }, credential);
	return [chain(STORE_KEYS, STORE), chain(EXPORT, [...rows(EXPORT), exportStep, CALL_STORE, wait]), chain(WAIT_AGAIN, [...rows(WAIT_AGAIN), wait])];
}

type Part = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

const STORE: Part[] = [
	{ name: 'Called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } },
	{ name: 'Stored', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
];

const CALL_STORE: Part = {
	name: 'Store the Keys',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters: { workflowId: { __rl: true, mode: 'id', value: STORE_KEYS }, options: {} },
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
