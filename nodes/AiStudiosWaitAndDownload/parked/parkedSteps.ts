import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExecutionCancelled, type AiStudiosError } from '../../shared/core/errors';
import { BatchProgress } from '../../shared/core/wait/batchProgress';
import { failedItem, type OutputData } from '../../shared/n8n/items';
import { toItemError, toNodeError, withItemErrors, withNodeErrors } from '../../shared/n8n/nodeErrors';
import type { Runtime } from '../../shared/n8n/runtime';
import { openSession, type Session } from '../../shared/n8n/session';
import { retrieveVideos, type Batch } from '../retrieveVideos';
import { endOfWait, fromExecutionData, hasEnded, originalItems, savedError, settledSettings, type ParkedItem } from './parkedItem';
import { toItems } from './parkedWait';
import type { ParkedStep } from './parkedWorkflow';
import { pollParked } from './pollParked';

/**
 * What this node does in the workflow in which a wait is parked. As "Mark as Running" it does nothing
 * after each pause: after a crash, n8n makes an error of a node that began and has no data in what it
 * saved last, and without an error it would take that for the result of the wait.
 */
export async function runParkedStep(context: IExecuteFunctions, runtime: Runtime, step: ParkedStep): Promise<INodeExecutionData[][] | null> {
	if (step.task === 'markRunning') return null;
	if (step.task === 'poll') return await withNodeErrors(context, async () => [await poll(context, runtime, step)]);
	const batch = parkedBatch(context, step);
	return await withItemErrors(
		context,
		async () => [await retrieveParked(context, runtime, await openSession(context, runtime), batch)],
		(error) => [batch.items.map((_, index) => batch.toFailedItem(error, index))],
	);
}

export interface ParkedBatch extends Pick<Batch, 'items' | 'toFailedItem'> {
	/** All of them have ended. */
	parked: ParkedItem[];
}

/** Downloads the videos of waits that have all ended. */
export async function retrieveParked(context: IExecuteFunctions, runtime: Runtime, session: Session, { parked, ...batch }: ParkedBatch): Promise<INodeExecutionData[]> {
	return await retrieveVideos(context, runtime, session, { ...batch, settings: parked.map(settledSettings) }, (_, index) => endOfWait(parked[index]));
}

function parkedBatch(context: IExecuteFunctions, { hasErrorOutput }: ParkedStep): ParkedBatch {
	const items = originalItems(context.getInputData());
	const parked = context.getInputData().map(fromExecutionData);
	const original = { getInputData: () => items, getNode: () => context.getNode() };
	return {
		items,
		parked,
		toFailedItem: (error, index) =>
			hasErrorOutput
				? { ...forErrorOutput(error), pairedItem: { item: index } }
				: failedItem(original, error, index, parked[index].includeInputFields),
	};
}

/** n8n sends an item to the error output of the node that waited when it has no fields but these, and adds those of the input. */
function forErrorOutput({ message, description, context }: AiStudiosError): OutputData {
	return { json: { error: message, ...(description === '' ? {} : { message: description }), details: { ...context } } };
}

/** @throws ExecutionCancelled when nobody waits for the videos any more */
async function poll(context: IExecuteFunctions, runtime: Runtime, { parentExecutionId }: ParkedStep): Promise<INodeExecutionData[]> {
	const parent = await context.getExecutionDataById(parentExecutionId);
	if (!parent || parent.resultData.error) throw new ExecutionCancelled();
	const items = context.getInputData();
	const parked = await pollAll(context, runtime, items.map(fromExecutionData));
	context.logger.info(`AI Studios: ${progressOf(parked).summary(runtime.now())}`);
	return toItems(parked, items, runtime.now());
}

/** What breaks before the projects are reached, such as the credential, ends all waits that have not ended. */
async function pollAll(context: IExecuteFunctions, runtime: Runtime, items: ParkedItem[]): Promise<ParkedItem[]> {
	try {
		const { client } = await openSession(context, runtime);
		return await pollParked(client, items);
	} catch (error) {
		if (error instanceof ExecutionCancelled) throw toNodeError(context.getNode(), error);
		const reason = savedError(toItemError(context.getNode(), error));
		return items.map((item) => (hasEnded(item) ? item : { ...item, error: reason }));
	}
}

function progressOf(items: ParkedItem[]): BatchProgress {
	const projects = new Map(items.flatMap((item) => (item.settings ? [[item.settings.projectKey, item] as const] : [])));
	const progress = new BatchProgress(projects.size, Math.min(...items.map(({ wait }) => wait.startedAt)));
	for (const [projectKey, item] of projects) {
		if (hasEnded(item)) progress.finish(projectKey, item.result !== undefined && !item.result.timedOut);
		else for (const sample of item.wait.samples) progress.update(projectKey, sample);
	}
	return progress;
}
