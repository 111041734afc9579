import type { INode, INodeExecutionData, INodeType, IRun, IRunExecutionData, IWorkflowBase } from 'n8n-workflow';
import { chain, type Step } from './testWorkflow';

/** Settings of a node that the engine itself runs up to three times. */
export const RETRY_ON_FAIL: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/**
 * What n8n hands to a Retry of this execution: all of it as the database returns it, without the error
 * and the failed run of the last node (`retry` in n8n's execution service).
 * @param nodes the saved workflow's, which a Retry with the saved workflow runs instead of those that failed
 */
export function savedBy({ data }: IRun, nodes?: INode[]): IRunExecutionData {
	const saved = JSON.parse(JSON.stringify(data)) as IRunExecutionData;
	const { lastNodeExecuted, runData } = saved.resultData;
	delete saved.resultData.error;
	if (lastNodeExecuted && runData[lastNodeExecuted]?.at(-1)?.error) runData[lastNodeExecuted].pop();
	for (const entry of saved.executionData?.nodeExecutionStack ?? []) {
		entry.node = nodes?.find(({ name }) => name === entry.node.name) ?? entry.node;
	}
	return saved;
}

/** The context that our node keeps its payments in, as it is saved. */
export function savedContext({ data }: IRun, node: string): object {
	return data.executionData?.contextData[`node:${node}`] ?? {};
}

export const LOOP = 'test.loop';

/** Loop Over Items, as n8n-nodes-base does it: outputs "done" and "loop". */
export function loopNode(batchSize: number): INodeType {
	return {
		description: {
			displayName: 'Loop Over Items',
			name: LOOP,
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'Loop' },
			inputs: ['main'],
			outputs: ['main', 'main'],
			properties: [],
		},
		async execute() {
			const context = this.getContext('node') as { left?: INodeExecutionData[]; done?: INodeExecutionData[] };
			if (context.left) context.done = [...(context.done ?? []), ...this.getInputData()];
			context.left ??= [...this.getInputData()];
			const batch = context.left.splice(0, batchSize);
			return batch.length > 0 ? [[], batch] : [context.done ?? [], []];
		},
	};
}

/** Rows, a loop, and in the loop our node; the last node collects what all turns output. */
export function looped(step: Step): Pick<IWorkflowBase, 'nodes' | 'connections'> {
	const { nodes: [rows, ours] } = chain([step]);
	const loop: INode = { id: 'loop', name: 'Loop', type: LOOP, typeVersion: 1, position: [100, 0], parameters: {} };
	const to = (node: INode) => [{ node: node.name, type: 'main' as const, index: 0 }];
	return {
		nodes: [rows, ours, loop],
		connections: {
			[rows.name]: { main: [to(loop)] },
			[loop.name]: { main: [[], to(ours)] },
			[ours.name]: { main: [to(loop)] },
		},
	};
}
