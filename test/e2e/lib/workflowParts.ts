import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import type { Example, StoredCredential } from './workflows';

/** A node before it has its place in a workflow. */
export type Part = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

/** Starts a workflow by webhook, with one item per element of `rows` in the body. */
export function calledWithRows(path: string): Part[] {
	return [
		{ name: 'Called', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: { httpMethod: 'POST', path, options: {} }, webhookId: path },
		{ name: 'One Item per Row', type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'body.rows', options: {} } },
	];
}

export function ours(name: string, type: string, parameters: INodeParameters, credential: StoredCredential): Part {
	return { name, type: `n8n-nodes-aistudios.${type}`, typeVersion: 1, parameters, credentials: { aiStudiosApi: { ...credential } } };
}

/** A workflow of nodes in a row; its name is its id. */
export function chain(id: string, parts: Part[], settings: Example['settings'] = {}): Example {
	const nodes = parts.map((part, index): INode => ({ ...part, id: `${id}-${index}`, position: [220 * index, 0] }));
	const connections: IConnections = {};
	for (const [index, { name }] of nodes.slice(0, -1).entries()) {
		connections[name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { id, name: id, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
}
