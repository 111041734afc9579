import { NodeConnectionTypes, type IConnections, type IDataObject, type IExecuteFunctions, type IWorkflowBase, type IWorkflowSettings } from 'n8n-workflow';
import { isObject } from '../../shared/core/json';

/** What a node of the parked wait does, as a hidden parameter of Wait and Download; the node that a user placed has none. */
export interface ParkedStep {
	task: 'markRunning' | 'poll' | 'download';
	/** The execution that the videos are for. */
	parentExecutionId: string;
	/** Whether failed items go on to the error output of the node that waits for them. */
	hasErrorOutput: boolean;
}

/** Undefined for a node that a user placed. */
export function parkedStep(context: IExecuteFunctions): ParkedStep | undefined {
	const step = context.getNodeParameter('parkedStep', 0, {});
	return isObject(step) && 'task' in step ? (step as unknown as ParkedStep) : undefined;
}

/** How long the Wait node pauses. */
export const PAUSE_FIELD = 'pauseSeconds';
/** Whether every wait has ended. */
export const ENDED_FIELD = 'allEnded';

/**
 * The workflow in which a wait is parked: n8n's own Wait node pauses in the database, then all projects
 * are polled, until the last wait has ended and the videos are downloaded. It is never saved: n8n runs
 * it inline, as an execution of the parent's workflow.
 */
export function parkedWorkflow(context: IExecuteFunctions, parent: { executionId: string; workflowId: string }): IWorkflowBase {
	const { type, typeVersion, credentials, onError } = context.getNode();
	const own = (name: string, task: ParkedStep['task']) => {
		const parkedStep = { task, parentExecutionId: parent.executionId, hasErrorOutput: onError === 'continueErrorOutput' };
		return { ...step(name, type, typeVersion, { parkedStep }), credentials };
	};
	const nodes = [
		step('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
		step('Wait', 'n8n-nodes-base.wait', 1.1, { resume: 'timeInterval', amount: `={{ $json.details.${PAUSE_FIELD} }}`, unit: 'seconds' }),
		{ ...own('Mark as Running', 'markRunning'), position: [440, -200] },
		own('Check Progress', 'poll'),
		step('All Ended?', 'n8n-nodes-base.if', 1, { conditions: { boolean: [{ value1: `={{ $json.details.${ENDED_FIELD} }}`, value2: true }] } }),
		{ ...own('Download', 'download'), onError: context.continueOnFail() ? 'continueRegularOutput' : 'stopWorkflow' },
	];
	const workflow = {
		id: parent.workflowId,
		name: 'AI Studios: parked wait',
		active: false,
		activeVersionId: null,
		nodes: nodes.map((node, index) => ({ position: [index * 220, 0], ...node, id: node.name })),
		connections: CONNECTIONS,
		settings: parkedSettings(context.getWorkflowSettings()),
	};
	return workflow as IDataObject as unknown as IWorkflowBase;
}

function step(name: string, type: string, typeVersion: number, parameters: IDataObject) {
	return { name, type, typeVersion, parameters };
}

const to = (node: string) => [{ node, type: NodeConnectionTypes.Main, index: 0 }];

const CONNECTIONS: IConnections = {
	Start: { main: [to('Wait')] },
	Wait: { main: [[...to('Mark as Running'), ...to('Check Progress')]] },
	'Check Progress': { main: [to('All Ended?')] },
	'All Ended?': { main: [to('Download'), to('Wait')] },
};

/**
 * As the parent's: the same timeout and time zone. The execution is always kept, because the files lie
 * with it, and because n8n reads its result from the database after a restart; nothing is saved between
 * two pauses, because after a crash n8n would take what was saved last for its result. The error
 * workflow is the parent's to start.
 */
function parkedSettings(settings: IWorkflowSettings): IWorkflowSettings {
	return { ...settings, errorWorkflow: undefined, executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all', saveExecutionProgress: false };
}
