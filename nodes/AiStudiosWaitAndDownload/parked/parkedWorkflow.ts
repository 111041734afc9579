import { NodeConnectionTypes, type IConnections, type IDataObject, type IExecuteFunctions, type INode, type INodeParameters, type IWorkflowBase, type IWorkflowSettings } from 'n8n-workflow';
import { isObject } from '../../shared/core/json';

/** What a node that goes on with a parked wait has to know, as a hidden parameter; the node that a user placed has none. */
export interface ParkedStep {
	/** The execution that the videos are for. */
	rootExecutionId: string;
	/** Whether failed items go on to the error output of the node that the user placed. */
	hasErrorOutput: boolean;
	/** When n8n's timeout for the workflow ends it, milliseconds of the clock. */
	timesOutAt?: number;
	/** Whether the node does nothing but begin the first pause. */
	beginsPause: boolean;
}

/** Undefined for a node that a user placed. */
export function parkedStep(context: IExecuteFunctions): ParkedStep | undefined {
	const step = context.getNodeParameter('parkedStep', 0, {});
	return isObject(step) && 'rootExecutionId' in step ? (step as unknown as ParkedStep) : undefined;
}

/** Nodes that follow one another. */
type Sequence = Array<Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>>;

const START = { name: 'Start', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } };
const WAIT = { name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'timeInterval', amount: '={{ $json.details.pause.seconds }}', unit: 'seconds' } };

/**
 * What a wait is parked in: it begins the first pause, and does nothing while that lasts. Should the pause
 * give the items back without a result, it goes on: n8n that starts while it resumes a pause can overwrite
 * what the pause has saved with what was there before, as if it had crashed (n8n 2.41.1). What that pause
 * had begun runs beside it until the renders have ended, and n8n drops its result.
 */
export function waitWorkflow(context: IExecuteFunctions, workflowId: string, step: ParkedStep): IWorkflowBase {
	const nodes = [START, thisNode(context, 'Pause', { ...step, beginsPause: true }), thisNode(context, 'Go On', step)];
	return parkedWorkflow(context, workflowId, 'AI Studios: parked wait', nodes);
}

/**
 * A pause of a parked wait: n8n's own Wait node pauses in the database, then this node polls again, and
 * begins another pause when the wait has not ended. Should that one give the items back without a result,
 * this one goes on. There is no loop, because n8n notices the crash of an execution only at a node that
 * has not run before.
 */
export function pauseWorkflow(context: IExecuteFunctions, workflowId: string, step: ParkedStep): IWorkflowBase {
	const nodes = [START, WAIT, ...['Check and Download', 'Go On'].map((name) => thisNode(context, name, { ...step, beginsPause: false }))];
	return parkedWorkflow(context, workflowId, 'AI Studios: pause', nodes);
}

function thisNode(context: IExecuteFunctions, name: string, parkedStep: ParkedStep): Sequence[number] {
	const { type, typeVersion, credentials } = context.getNode();
	const parameters = { parkedStep } as object as INodeParameters;
	return { name, type, typeVersion, parameters, credentials, onError: context.continueOnFail() ? 'continueRegularOutput' : 'stopWorkflow' };
}

/** Never saved: n8n runs it inline, as an execution of the parent's workflow. */
function parkedWorkflow(context: IExecuteFunctions, id: string, name: string, sequence: Sequence): IWorkflowBase {
	const workflow = {
		id,
		name,
		active: false,
		activeVersionId: null,
		nodes: sequence.map((node, index) => ({ ...node, id: String(index), position: [index * 220, 0] })),
		connections: Object.fromEntries(sequence.slice(1).map((node, index) => [sequence[index].name, connectedTo(node.name)])),
		settings: parkedSettings(context.getWorkflowSettings()),
	};
	return workflow as IDataObject as unknown as IWorkflowBase;
}

function connectedTo(node: string): IConnections[string] {
	return { main: [[{ node, type: NodeConnectionTypes.Main, index: 0 }]] };
}

/** Of a workflow's settings, in n8n's words. */
const NO_TIMEOUT = -1;

/**
 * As the parent's. The execution is always kept, because the files lie with it, and because n8n reads its
 * result from the database after a restart; nothing is saved in between, because after a crash n8n would
 * take that for the result. The error workflow is the parent's to start. It has no timeout: n8n ends an
 * execution that times out while it pauses often without a reason in the database, and then never
 * resumes the one that waits for it (n8n 2.41.1).
 */
function parkedSettings(settings: IWorkflowSettings): IWorkflowSettings {
	return {
		...settings,
		executionTimeout: NO_TIMEOUT,
		errorWorkflow: undefined,
		callerPolicy: 'workflowsFromSameOwner',
		executionOrder: 'v1',
		saveDataSuccessExecution: 'all',
		saveDataErrorExecution: 'all',
		saveExecutionProgress: false,
	};
}
