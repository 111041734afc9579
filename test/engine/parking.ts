import type { ExecuteWorkflowData, IDataObject, INode, INodeExecutionData, INodeType, IRunExecutionData, IWorkflowBase, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { Engine, RunResult, WorkflowOptions } from './engine';
import { chain, type Step } from './testWorkflow';

/** What n8n's server is told when a node starts a workflow. */
interface Started {
	workflow: IWorkflowBase;
	items: INodeExecutionData[];
	parentExecution: object | undefined;
}

export interface ParkedRun {
	/** The execution as the next node sees it in the end. */
	parent: RunResult;
	/** The execution in which the wait was parked; undefined when none was needed. */
	parked?: RunResult;
	started?: Started;
	/** Seconds of each pause. */
	pauses: number[];
}

export interface ParkingOptions extends Omit<WorkflowOptions, 'otherNodes' | 'server' | 'saved'> {
	step: Step;
	/** Called at the end of a pause, with how many there were. */
	afterPause?: (pauses: number) => void;
	/** What the database says of the parent while the wait goes on; undefined when it was deleted. */
	parentData?: (data: IRunExecutionData) => IRunExecutionData | undefined;
}

/**
 * Runs Wait and Download with Survive Restarts as n8n's server does, but in one process: the parent is
 * parked by n8n's own engine, its data and the child's go through JSON, the child runs in the engine,
 * and what it ends with goes to the parent as n8n 2.41 passes it on (`updateParentExecutionWithChildResults`).
 */
export async function runParked(engine: Engine, { step, afterPause = () => {}, parentData = (data) => data, ...options }: ParkingOptions): Promise<ParkedRun> {
	const pauses: number[] = [];
	let started: Started | undefined;
	const executeWorkflow = async ({ code }: { code?: IWorkflowBase }, _additionalData: unknown, call: { inputData?: INodeExecutionData[]; parentExecution?: object }) => {
		started = throughJson({ workflow: code as IWorkflowBase, items: call.inputData ?? [], parentExecution: call.parentExecution });
		return await Promise.resolve<ExecuteWorkflowData>({ executionId: 'parked', data: [null], waitTill: new Date(8.64e14) });
	};
	const workflow = chain([step]);
	const server = { executeWorkflow } as unknown as WorkflowOptions['server'];
	const first = await engine.runWorkflow(workflow, { ...options, server });
	if (!started) return { parent: first, pauses };

	const saved = throughJson(first.run.data);
	const getRunExecutionData = (async () => await Promise.resolve(parentData(saved))) as IWorkflowExecuteAdditionalData['getRunExecutionData'];
	const otherNodes = serverNodes(options, async (seconds) => {
		pauses.push(seconds);
		await options.runtime?.sleep(seconds * 1_000);
		afterPause(pauses.length);
	});
	const parked = await engine.runWorkflow(started.workflow, { ...options, rows: started.items, server: { getRunExecutionData }, otherNodes });
	const parent = await engine.runWorkflow(workflow, { ...options, saved: patched(saved, parked, workflow.nodes) });
	return { parent, parked, started, pauses };
}

function throughJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}

/** Stand-ins for the nodes of n8n that a parked wait uses; Start is the engine's node that outputs the rows. */
function serverNodes(options: Pick<WorkflowOptions, 'runtime'>, pause: (seconds: number) => Promise<void>): Record<string, INodeType> {
	if (!options.runtime) throw new Error('A parked wait needs a runtime on which its pauses are short');
	return {
		'n8n-nodes-base.wait': node('wait', ['main'], async (items, { amount }) => {
			await pause(Number(amount));
			return [throughJson(items)];
		}),
		'n8n-nodes-base.if': node('if', ['main', 'main'], async (items, { conditions }) => {
			const [{ value1, value2 }] = (conditions as { boolean: Array<{ value1: unknown; value2: unknown }> }).boolean;
			return await Promise.resolve(value1 === value2 ? [items, []] : [[], items]);
		}),
	};
}

function node(name: string, outputs: Array<'main'>, run: (items: INodeExecutionData[], parameters: IDataObject) => Promise<INodeExecutionData[][]>): INodeType {
	const properties = ['amount', 'conditions'].map((parameter) => ({ displayName: parameter, name: parameter, type: 'json' as const, default: null }));
	return {
		description: { displayName: name, name, group: ['input'], version: [1, 1.1], description: '', defaults: { name }, inputs: ['main'], outputs, properties },
		async execute() {
			return await run(this.getInputData(), { amount: this.getNodeParameter('amount', 0), conditions: this.getNodeParameter('conditions', 0) });
		},
	};
}

/** The parent's data with the end of the parked wait in it. */
function patched(data: IRunExecutionData, { run }: RunResult, nodes: INode[]): IRunExecutionData {
	const [entry] = data.executionData?.nodeExecutionStack ?? [];
	const { error, lastNodeExecuted = '', runData } = throughJson(run.data.resultData);
	if (error) entry.metadata = { ...entry.metadata, resumeError: error };
	else entry.data = runData[lastNodeExecuted].at(-1)?.data ?? entry.data;
	if (entry.node.name !== nodes.at(-1)?.name) throw new Error('Another node than the last is parked');
	return data;
}
