import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SECOND_MS } from '../../shared/core/duration';
import { ExecutionCancelled, type AiStudiosError } from '../../shared/core/errors';
import { failedItem, type OutputData } from '../../shared/n8n/items';
import { ParameterReader } from '../../shared/n8n/parameters';
import { waitProperties } from '../properties';
import type { Batch } from '../retrieveVideos';
import { checkCanPark } from './canPark';
import { fromExecutionData, originalItems, parkedItem, pauseOf } from './parkedItem';
import type { ParkedBatch } from './parkedWait';
import type { ParkedStep } from './parkedWorkflow';

/**
 * A wait that begins, of the node that a user placed.
 * @throws AiStudiosError (input) where n8n cannot park a wait
 */
export function newParkedBatch(context: IExecuteFunctions, { items, settings, toFailedItem }: Batch, now: number): ParkedBatch {
	checkCanPark(context);
	const { executionTimeout = 0 } = context.getWorkflowSettings();
	const includesInputFields = (index: number) => new ParameterReader(context, index, waitProperties).includesInputFields();
	return {
		items,
		toFailedItem,
		parked: items.map((item, index) => parkedItem(item, settings[index], includesInputFields(index), now)),
		step: {
			rootExecutionId: context.getExecutionId(),
			hasErrorOutput: context.getNode().onError === 'continueErrorOutput',
			beginsPause: false,
			...(executionTimeout > 0 ? { timesOutAt: now + executionTimeout * SECOND_MS } : {}),
		},
	};
}

/** Whether a node that goes on with a wait was given the wait, and not its result. */
export function areParked(items: INodeExecutionData[], { rootExecutionId }: ParkedStep): boolean {
	return items.every((item) => pauseOf(item)?.rootExecutionId === rootExecutionId);
}

/** A wait that goes on after a pause. */
export function continuedBatch(context: IExecuteFunctions, step: ParkedStep): ParkedBatch {
	const items = originalItems(context.getInputData());
	const parked = context.getInputData().map(fromExecutionData);
	const original = { getInputData: () => items, getNode: () => context.getNode() };
	return {
		items,
		parked,
		step,
		toFailedItem: (error, index) =>
			step.hasErrorOutput
				? { ...forErrorOutput(error), pairedItem: { item: index } }
				: failedItem(original, error, index, parked[index].includeInputFields),
	};
}

/** n8n sends an item to the error output of the node that waited when it has no fields but these, and adds those of the input. */
function forErrorOutput({ message, description, context }: AiStudiosError): OutputData {
	return { json: { error: message, ...(description === '' ? {} : { message: description }), details: { ...context } } };
}

/** @throws ExecutionCancelled when the execution that the videos are for was stopped, has timed out or ended, or was deleted */
export async function checkIsAwaited(context: IExecuteFunctions, { rootExecutionId, timesOutAt = Infinity }: ParkedStep, now: number) {
	if (now >= timesOutAt) throw new ExecutionCancelled();
	const root = await context.getExecutionDataById(rootExecutionId);
	if (!root || root.resultData.error) throw new ExecutionCancelled();
}
