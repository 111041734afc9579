import { calculateWorkflowChecksum, WAIT_FOR_SUB_EXECUTION, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError } from '../../shared/core/errors';
import { SECOND_MS } from '../../shared/core/duration';
import { parkedPauseMs } from '../../shared/core/wait/parkedPause';
import { ParameterReader } from '../../shared/n8n/parameters';
import type { Session } from '../../shared/n8n/session';
import { waitProperties } from '../properties';
import type { Batch } from '../retrieveVideos';
import { hasEnded, parkedItem, toExecutionData, type ParkedItem } from './parkedItem';
import { parkedWorkflow, ENDED_FIELD, PAUSE_FIELD } from './parkedWorkflow';
import { pollParked } from './pollParked';

/**
 * Starts a wait that outlives n8n. Projects that are finished at the first look need none.
 * @returns the items when all waits have ended at once; undefined when the wait is parked, and with it
 * this execution: n8n then puts what the parked wait outputs in the place of what this node outputs
 * @throws AiStudiosError (input) where n8n cannot park a wait
 */
export async function startParkedWait(context: IExecuteFunctions, { client }: Session, { items, settings }: Batch): Promise<ParkedItem[] | undefined> {
	const parent = parentExecution(context);
	const now = client.clock.now();
	const polled = await pollParked(client, items.map((item, index) => parkedItem(item, settings[index], includesInputFields(context, index), now)));
	if (polled.every(hasEnded)) return polled;

	const code = parkedWorkflow(context, parent);
	const { executionId } = await context.executeWorkflow({ code }, toItems(polled, items, client.clock.now()), undefined, {
		parentExecution: { ...parent, shouldResume: true },
		executionMode: context.getMode(),
	});
	context.setMetadata({ subExecution: { executionId, workflowId: parent.workflowId }, subExecutionsCount: 1 });
	return undefined;
}

function includesInputFields(context: IExecuteFunctions, index: number): boolean {
	return new ParameterReader(context, index, waitProperties).includesInputFields();
}

/** The items of a parked wait, with what its other nodes go by. */
export function toItems(parked: ParkedItem[], items: INodeExecutionData[], now: number): INodeExecutionData[] {
	const waiting = parked.flatMap((item) => (item.settings && !hasEnded(item) ? [{ samples: item.wait.samples, deadline: item.wait.startedAt + item.settings.wait.timeoutMs }] : []));
	const fields = { [ENDED_FIELD]: waiting.length === 0, [PAUSE_FIELD]: waiting.length === 0 ? 0 : Math.ceil(parkedPauseMs(waiting, now) / SECOND_MS) };
	return parked.map((item, index) => toExecutionData(item, items[index], index, fields));
}

/** n8n-workflow exports it since n8n 2.0; before, an execution that waits for another goes on with its own input. */
const CAN_PARK = calculateWorkflowChecksum !== undefined;
/** Since n8n 2.41; before, an execution that waits for one that fails goes on with its own input, or waits for ever. */
const SEES_FAILURES = WAIT_FOR_SUB_EXECUTION !== undefined;

/** The execution that is going to wait. */
function parentExecution(context: IExecuteFunctions): { executionId: string; workflowId: string } {
	if (!CAN_PARK) throw cannotPark('needs n8n 2.0 or later', 'Turn the option off, or update n8n.');
	if (context.getNode().type.endsWith('Tool')) throw cannotPark('does not work in a tool of an AI agent', 'Turn the option off in this node: the agent waits for its tools itself.');
	if (!SEES_FAILURES && !context.continueOnFail()) {
		throw cannotPark('needs n8n 2.41 or later when On Error is Stop Workflow', "Set On Error to Continue in this node's settings, or update n8n.");
	}
	const executionId = context.getExecutionId();
	const workflowId = context.getWorkflow().id;
	if (!executionId || !workflowId) throw cannotPark('works only in a saved workflow', 'Save the workflow, then run it again.');
	return { executionId, workflowId };
}

function cannotPark(reason: string, description: string): AiStudiosError {
	return new AiStudiosError('input', `Survive Restarts ${reason}`, description);
}
