import type { IConnections, IDataObject, INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

const ROWS_TYPE = 'test.rows';
export const PREFIX = 'n8n-nodes-aistudios.';

/** A node of ours in a chain; its position in the list is its place in the workflow. */
export interface Step {
	node: 'aiStudios' | 'aiStudiosExportProject' | 'aiStudiosGetProgress' | 'aiStudiosWaitAndDownload';
	parameters?: INodeParameters;
	onError?: INode['onError'];
	settings?: Partial<INode>;
}

/** Items, or the JSON of items. */
export type Rows = Array<IDataObject | INodeExecutionData>;

/** A node that outputs the rows, and behind it one node per step. */
export function chain(steps: Step[]): { nodes: INode[]; connections: IConnections } {
	const rows: INode = { id: '0', name: 'Rows', type: ROWS_TYPE, typeVersion: 1, position: [0, 0], parameters: {} };
	const ours = steps.map(
		({ node, parameters = {}, onError, settings }, index): INode => ({
			id: String(index + 1),
			name: `${node} ${index + 1}`,
			type: PREFIX + node,
			typeVersion: 1,
			position: [200 * (index + 1), 0],
			parameters,
			credentials: { aiStudiosApi: { id: '1', name: 'AI Studios' } },
			...(onError ? { onError } : {}),
			...settings,
		}),
	);
	const nodes = [rows, ...ours];
	const connections: IConnections = {};
	for (const [index, node] of nodes.slice(0, -1).entries()) {
		connections[node.name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { nodes, connections };
}

export function rowsNode(rows: Rows): INodeType {
	return {
		description: {
			displayName: 'Rows',
			name: ROWS_TYPE,
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Rows' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [
			rows.map((row, index) => ({
				...('json' in row ? (row as INodeExecutionData) : { json: row as IDataObject }),
				pairedItem: { item: index },
			})),
		],
	};
}
