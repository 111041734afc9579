import { calculateWorkflowChecksum, WAIT_FOR_SUB_EXECUTION, type IExecuteFunctions } from 'n8n-workflow';
import { AiStudiosError } from '../../shared/core/errors';

/** n8n-workflow exports it since n8n 2.0; before, an execution that waits for another goes on with its own input. */
const CAN_PARK = calculateWorkflowChecksum !== undefined;
/** Since n8n 2.41; before, an execution that waits for one that fails goes on with its own input, or waits for ever. */
const SEES_FAILURES = WAIT_FOR_SUB_EXECUTION !== undefined;

/** @throws AiStudiosError (input) where n8n cannot park a wait */
export function checkCanPark(context: IExecuteFunctions) {
	if (!CAN_PARK) throw cannotPark('needs n8n 2.0 or later', 'Turn the option off, or update n8n.');
	if (context.getNode().type.endsWith('Tool')) throw cannotPark('does not work in a tool of an AI agent', 'Turn the option off in this node: the agent waits for its tools itself.');
	if (!SEES_FAILURES && !context.continueOnFail()) {
		throw cannotPark('needs n8n 2.41 or later when On Error is Stop Workflow', "Set On Error to Continue in this node's settings, or update n8n.");
	}
	executionOf(context);
}

/** What a parked wait is parked for. @throws AiStudiosError (input) when n8n did not save it */
export function executionOf(context: IExecuteFunctions): { executionId: string; workflowId: string } {
	const executionId = context.getExecutionId();
	const workflowId = context.getWorkflow().id;
	if (!executionId || !workflowId) throw cannotPark('works only in a saved workflow', 'Save the workflow, then run it again.');
	return { executionId, workflowId };
}

function cannotPark(reason: string, description: string): AiStudiosError {
	return new AiStudiosError('input', `Survive Restarts ${reason}`, description);
}
