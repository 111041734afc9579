import type { ExecuteWorkflowData, INodeExecutionData, INodeType, IRunExecutionData, IWorkflowBase } from 'n8n-workflow';
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
	/** The executions that the wait was parked in, as they ended: the whole wait, then its pauses. */
	parked: RunResult[];
	started: Started[];
	/** Seconds of each pause. */
	pauses: number[];
}

export interface ParkingOptions extends Omit<WorkflowOptions, 'otherNodes' | 'server' | 'saved'> {
	step: Step;
	/** Of the workflow. */
	settings?: IWorkflowBase['settings'];
	/** What the database says of the parent while the wait goes on; undefined when it was deleted. */
	parentData?: (data: IRunExecutionData) => IRunExecutionData | undefined;
	/** Executions whose end n8n overwrites with what it saved when they paused, by when they were started. */
	overwritten?: number[];
}

/**
 * Runs Wait and Download with Survive Restarts as n8n's server does, but in one process: executions are
 * parked by n8n's own engine, their data go through JSON, each child runs in the engine, and what it
 * ends with goes to its parent as n8n 2.41 passes it on (`updateParentExecutionWithChildResults`).
 */
export async function runParked(engine: Engine, { step, settings, parentData = (data) => data, overwritten = [], ...options }: ParkingOptions): Promise<ParkedRun> {
	const started: Started[] = [];
	const parked: RunResult[] = [];
	const pauses: number[] = [];
	let root: IRunExecutionData | undefined;
	const otherNodes = serverNodes(async (seconds) => {
		pauses.push(seconds);
		await options.runtime?.sleep(seconds * 1_000);
	});
	const executeWorkflow = async ({ code }: { code?: IWorkflowBase }, _additionalData: unknown, call: { inputData?: INodeExecutionData[]; parentExecution?: object }) => {
		started.push(throughJson({ workflow: code as IWorkflowBase, items: call.inputData ?? [], parentExecution: call.parentExecution }));
		return await Promise.resolve<ExecuteWorkflowData>({ executionId: `parked ${started.length}`, data: [null], waitTill: new Date(8.64e14) });
	};
	const getRunExecutionData = async () => await Promise.resolve(root && parentData(root));
	const server = { executeWorkflow, getRunExecutionData } as unknown as WorkflowOptions['server'];

	/** What was started, as the database has it when it is parked for the first time. */
	const paused: IRunExecutionData[] = [];
	const toEnd = async (workflow: Pick<IWorkflowBase, 'nodes' | 'connections' | 'settings'>, rows: WorkflowOptions['rows'], saved?: IRunExecutionData): Promise<RunResult> => {
		const count = started.length;
		const result = await engine.runWorkflow(workflow, { ...options, rows, server, otherNodes, saved });
		const data = throughJson(result.run.data);
		root ??= data;
		if (!saved && count > 0) paused[count - 1] = atPause(data, workflow);
		if (started.length === count) return result;
		const child = await toEnd(started[count].workflow, started[count].items);
		parked.unshift(child);
		return await toEnd(workflow, rows, patched(data, overwritten.includes(count) ? paused[count] : child.run.data));
	};
	return { parent: await toEnd({ ...chain([step]), settings }, options.rows), parked, started, pauses };
}

function throughJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}

/** A stand-in for n8n's Wait node; Start is the engine's node that outputs the rows. */
function serverNodes(pause: (seconds: number) => Promise<void>): Record<string, INodeType> {
	const properties = [{ displayName: 'Amount', name: 'amount', type: 'number' as const, default: 0 }];
	return {
		'n8n-nodes-base.wait': {
			description: { displayName: 'Wait', name: 'wait', group: ['input'], version: [1, 1.1], description: '', defaults: { name: 'Wait' }, inputs: ['main'], outputs: ['main'], properties },
			async execute() {
				await pause(Number(this.getNodeParameter('amount', 0)));
				return [throughJson(this.getInputData())];
			},
		},
	};
}

/** The data of an execution with the end of the one that it waits for. */
function patched(data: IRunExecutionData, child: IRunExecutionData): IRunExecutionData {
	const [entry] = data.executionData?.nodeExecutionStack ?? [];
	const { error, lastNodeExecuted = '', runData } = throughJson(child.resultData);
	if (error) entry.metadata = { ...entry.metadata, resumeError: error };
	else entry.data = runData[lastNodeExecuted].at(-1)?.data ?? entry.data;
	return data;
}

/** What an execution had done when it paused: no more than the node after its start. */
function atPause({ resultData, ...data }: IRunExecutionData, { nodes: [, { name }] }: Pick<IWorkflowBase, 'nodes'>): IRunExecutionData {
	return throughJson({ ...data, resultData: { ...resultData, error: undefined, lastNodeExecuted: name } });
}
