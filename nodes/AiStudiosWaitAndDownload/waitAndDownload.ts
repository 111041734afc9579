import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle } from '../shared/core/errors';
import { once } from '../shared/core/once';
import { BatchProgress } from '../shared/core/wait/batchProgress';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { newWaitBatch, waitForRender } from '../shared/core/wait/waitForRender';
import { isOwnFailure } from '../shared/n8n/arrivedError';
import { failedItem, failedItems } from '../shared/n8n/items';
import { toNodeError, withItemErrors } from '../shared/n8n/nodeErrors';
import { ParameterReader } from '../shared/n8n/parameters';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession, type Session } from '../shared/n8n/session';
import { itemSettings, type ItemSettings } from './itemSettings';
import { areParked, checkIsAwaited, continuedBatch, newParkedBatch } from './parked/parkedBatch';
import { begunPause, parkedWhileStarting, waitParked } from './parked/parkedWait';
import { parkedStep, type ParkedStep } from './parked/parkedWorkflow';
import { waitProperties } from './properties';
import { ProgressReporter } from './progressReporter';
import { maxPollsPerSecond, retrieveVideos, type Batch } from './retrieveVideos';

/**
 * Waits for all items together, and downloads each video the moment its render ends. With Survive
 * Restarts the wait is parked in n8n's database, and the videos are downloaded when the last has ended.
 */
export async function waitAndDownload(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	const step = parkedStep(context);
	if (step) return await continueParkedWait(context, runtime, step);
	return await withItemErrors(context, async () => {
		const batch = await readBatch(context);
		const session = await openSession(context, runtime);
		const isParked = batch.settings.some((item) => item.ok && item.value.surviveRestarts);
		return [
			isParked
				? ((await waitParked(context, runtime, session, newParkedBatch(context, batch, runtime.now()))) ?? [])
				: await retrieveVideos(context, runtime, session, batch, waitTogether(context, session, batch)),
		];
	});
}

async function continueParkedWait(context: IExecuteFunctions, runtime: Runtime, step: ParkedStep): Promise<INodeExecutionData[][]> {
	const input = context.getInputData();
	if (!areParked(input, step)) return [input.map((item, index) => ({ ...item, pairedItem: { item: index } }))];
	const batch = continuedBatch(context, step);
	const work = async () => {
		// Should n8n take what a parked execution outputs for its result, each item is an error with its project key.
		if (await begunPause(context, batch)) return [input];
		await checkIsAwaited(context, step, runtime.now());
		if (await parkedWhileStarting(context, runtime, batch)) return [input];
		return [(await waitParked(context, runtime, await openSession(context, runtime), batch)) ?? input];
	};
	return await withItemErrors(context, work, (error) => [batch.items.map((_, index) => batch.toFailedItem(error, index))]);
}

/** @throws the error of the first item whose parameters are wrong, unless the node continues on fail */
async function readBatch(context: IExecuteFunctions): Promise<Batch> {
	const items = context.getInputData();
	const settings = await Promise.all(items.map(async (_, index) => await settle(() => itemSettings(context, index))));
	const [invalid] = failedItems(settings).filter(isOwnFailure);
	if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), invalid.error, invalid.index);
	return {
		items,
		settings,
		toFailedItem: (error, index) => failedItem(context, error, index, new ParameterReader(context, index, waitProperties).includesInputFields()),
	};
}

/** Every project is polled at its own pace; one that several items name is polled once. */
function waitTogether(context: IExecuteFunctions, { client }: Session, { settings }: Batch): (settings: ItemSettings) => Promise<WaitResult> {
	const projectKeys = new Set(settings.flatMap((item) => (item.ok ? [item.value.projectKey] : [])));
	const reporter = new ProgressReporter(context, new BatchProgress(projectKeys.size, client.clock.now()), client.clock);
	const batch = newWaitBatch(client, projectKeys.size, maxPollsPerSecond(settings));
	const waits = new Map<string, Promise<WaitResult>>();
	return async ({ projectKey, wait }) =>
		await once(waits, JSON.stringify([projectKey, wait]), async () =>
			await reporter.follow(projectKey, async (onProgress) => await waitForRender(projectKey, client, wait, onProgress, batch)),
		);
}
