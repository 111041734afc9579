import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle, type AiStudiosError, type Settled } from '../shared/core/errors';
import { DEFAULT_MAX_POLLS_PER_SECOND } from '../shared/core/wait/pollSchedule';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { isOwnFailure } from '../shared/n8n/arrivedError';
import { failedItems, outputItem } from '../shared/n8n/items';
import { toNodeError } from '../shared/n8n/nodeErrors';
import type { Runtime } from '../shared/n8n/runtime';
import type { Session } from '../shared/n8n/session';
import { videosFailed, waitHints } from './hints';
import { itemJson } from './itemResult';
import type { ItemSettings } from './itemSettings';
import { VideoRetriever } from './videoRetriever';

/** The items of one run with their checked parameters. */
export interface Batch {
	items: INodeExecutionData[];
	settings: Array<Settled<ItemSettings>>;
	/** What an item becomes that failed, in a run that continues on fail. */
	toFailedItem(error: AiStudiosError, index: number): INodeExecutionData;
}

/**
 * Downloads each video as soon as its wait has ended. How one item ends never affects another.
 * @param waitFor resolves when the render of the item has ended
 * @returns one item per item of the batch, in its order
 */
export async function retrieveVideos(
	context: IExecuteFunctions,
	runtime: Runtime,
	session: Session,
	{ items, settings, toFailedItem }: Batch,
	waitFor: (settings: ItemSettings, index: number) => Promise<WaitResult> | WaitResult,
): Promise<INodeExecutionData[]> {
	const retriever = new VideoRetriever(context, runtime, session, lowest(settings, 'maxConcurrentDownloads'));
	const results = await Promise.all(
		settings.map(async (item, index) =>
			item.ok ? await settle(async () => await retriever.retrieve(item.value, await waitFor(item.value, index))) : item,
		),
	);

	context.addExecutionHints(...waitHints(results, session.warning));
	const failed = failedItems(results).filter(isOwnFailure);
	if (failed.length > 0 && !context.continueOnFail()) {
		throw toNodeError(context.getNode(), videosFailed(failed, items.length), failed[0].index);
	}
	return results.map((result, index) => {
		if (!result.ok) return toFailedItem(result.error, index);
		const { settings: { binaryProperty, includeInputFields }, video } = result.value;
		const binary = video && { [binaryProperty]: video.binary };
		return outputItem(items[index], index, { json: itemJson(result.value), binary }, includeInputFields);
	});
}

/** Of all items together. */
export function maxPollsPerSecond(settings: Array<Settled<ItemSettings>>): number {
	return Math.min(DEFAULT_MAX_POLLS_PER_SECOND, lowest(settings, 'maxPollsPerSecond'));
}

/** One limit for all items: the lowest that one of them sets; Infinity when none is valid. */
function lowest(settings: Array<Settled<ItemSettings>>, name: 'maxConcurrentDownloads' | 'maxPollsPerSecond'): number {
	return settings.reduce((limit, item) => (item.ok ? Math.min(limit, item.value[name]) : limit), Number.POSITIVE_INFINITY);
}
