/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the examples from disk; not shipped */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';
import { EXAMPLES } from './paths';

export type Example = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'> & { id: string };

const OURS = 'n8n-nodes-aistudios.';

export function exampleNames(): string[] {
	return readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
}

/** An example as it is, with an ID to find it by. */
export function example(name: string): Example {
	return { ...(JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as Example), id: `example-${name}` };
}

/** A stored credential. */
export interface StoredCredential {
	id: string;
	name: string;
}

/** The same workflow with this credential in our nodes. */
export function withCredential(workflow: Example, { id, name }: StoredCredential): Example {
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith(OURS) ? { ...node, credentials: { aiStudiosApi: { id, name } } } : node,
	);
	return { ...workflow, id: `${workflow.id}-${id}`, nodes };
}

/** The name that a workflow gives to its node of this type. */
export function nodeNamed({ name, nodes }: Pick<Example, 'name' | 'nodes'>, type: string): string {
	const node = nodes.find((candidate) => candidate.type === OURS + type);
	if (!node) throw new Error(`"${name}" has no node of type ${type}.`);
	return node.name;
}

/** Rows for the nodes that would read them elsewhere. */
export type Rows = Record<string, IDataObject[]>;

/** The same workflow with local nodes in the place of all that would send requests to other hosts; ours stay as they are. */
export function withLocalEnds(workflow: Example, rows: Rows = {}): Example {
	return { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, ...standIn(node, rows[node.name]) })) };
}

function standIn({ type, parameters }: INode, rows: IDataObject[] | undefined): Partial<INode> {
	if (rows) return { type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: `return ${JSON.stringify(rows)};` } };
	switch (type) {
		case 'n8n-nodes-base.hubspotTrigger':
			return { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
		case 'n8n-nodes-base.googleSheets':
			return fields((parameters.columns as INodeParameters).value as Record<string, string>);
		case 'n8n-nodes-base.googleDrive':
			return fields({ webViewLink: '=https://example.com/{{ $json.fileName }}' });
		case 'n8n-nodes-base.gmail':
			return { type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
		case 'n8n-nodes-base.wait':
			return parameters.resume === 'timeInterval' ? { parameters: { ...parameters, amount: 1, unit: 'seconds' } } : {};
		default:
			return {};
	}
}

function fields(values: Record<string, string>): Partial<INode> {
	const assignments = Object.entries(values).map(([name, value]) => ({ id: name, name, value, type: 'string' }));
	return { type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { assignments: { assignments }, options: {} } };
}
