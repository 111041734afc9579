import { NodeConnectionTypes, type IConnections, type IDataObject, type IExecuteFunctions, type IWorkflowBase, type IWorkflowSettings } from 'n8n-workflow';
import { SECOND_MS } from '../../shared/core/duration';
import { isObject } from '../../shared/core/json';

/** What a node that goes on with a parked wait has to know, as a hidden parameter; the node that a user placed has none. */
export interface ParkedStep {
	/** The execution that the videos are for. */
	rootExecutionId: string;
	/** Whether failed items go on to the error output of the node that the user placed. */
	hasErrorOutput: boolean;
	/** When n8n's timeout for the workflow ends it, milliseconds of the clock. */
	timesOutAt?: number;
}

/** Undefined for a node that a user placed. */
export function parkedStep(context: IExecuteFunctions): ParkedStep | undefined {
	const step = context.getNodeParameter('parkedStep', 0, {});
	return isObject(step) && 'rootExecutionId' in step ? (step as unknown as ParkedStep) : undefined;
}

/** How long n8n's Wait node pauses; a field of a parked item's details. */
export const PAUSE_FIELD = 'pauseSeconds';

/**
 * The workflow that a wait is parked in: n8n's own Wait node pauses in the database, then this node polls
 * again, and parks the wait in another such workflow when it has not ended. It is never saved: n8n
 * runs it inline, as an execution of the parent's workflow. It has no loop, because n8n notices the
 * crash of an execution only at a node that has not run before.
 */
export function parkedWorkflow(context: IExecuteFunctions, workflowId: string, parkedStep: ParkedStep, now: number): IWorkflowBase {
	const { type, typeVersion, credentials } = context.getNode();
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, parameters: { inputSource: 'passthrough' } },
		{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'timeInterval', amount: `={{ $json.details.${PAUSE_FIELD} }}`, unit: 'seconds' } },
		{ name: 'Check and Download', type, typeVersion, parameters: { parkedStep }, credentials, onError: context.continueOnFail() ? 'continueRegularOutput' : 'stopWorkflow' },
	].map((node, index) => ({ ...node, id: String(index), position: [index * 220, 0] }));
	const workflow = {
		id: workflowId,
		name: 'AI Studios: parked wait',
		active: false,
		activeVersionId: null,
		nodes,
		connections: { Start: connectedTo('Wait'), Wait: connectedTo('Check and Download') },
		settings: parkedSettings(context.getWorkflowSettings(), parkedStep, now),
	};
	return workflow as IDataObject as unknown as IWorkflowBase;
}

function connectedTo(node: string): IConnections[string] {
	return { main: [[{ node, type: NodeConnectionTypes.Main, index: 0 }]] };
}

/**
 * As the parent's, with what is left of its timeout. The execution is always kept, because the files lie
 * with it, and because n8n reads its result from the database after a restart; nothing is saved in
 * between, because after a crash n8n would take that for the result. The error workflow is the
 * parent's to start.
 */
function parkedSettings(settings: IWorkflowSettings, { timesOutAt }: ParkedStep, now: number): IWorkflowSettings {
	return {
		...settings,
		...(timesOutAt === undefined ? {} : { executionTimeout: Math.max(1, Math.ceil((timesOutAt - now) / SECOND_MS)) }),
		errorWorkflow: undefined,
		callerPolicy: 'workflowsFromSameOwner',
		executionOrder: 'v1',
		saveDataSuccessExecution: 'all',
		saveDataErrorExecution: 'all',
		saveExecutionProgress: false,
	};
}
