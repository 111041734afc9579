import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle } from '../shared/core/errors';
import { BatchProgress } from '../shared/core/wait/batchProgress';
import { isOwnFailure } from '../shared/n8n/arrivedError';
import { failedItem, failedItems, outputItem } from '../shared/n8n/items';
import { toNodeError, withItemErrors } from '../shared/n8n/nodeErrors';
import { ParameterReader } from '../shared/n8n/parameters';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';
import { videosFailed, waitHints } from './hints';
import { itemJson } from './itemResult';
import { itemSettings } from './itemSettings';
import { waitProperties } from './properties';
import { ProgressReporter } from './progressReporter';
import { VideoRetriever } from './videoRetriever';

/**
 * Waits for all items together: every project is polled at its own pace, and a download begins the
 * moment its render ends. How one item ends never affects another.
 */
export async function waitAndDownload(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withItemErrors(context, async () => {
		const items = context.getInputData();
		const settings = await Promise.all(items.map(async (_, index) => await settle(() => itemSettings(context, index))));
		const [invalid] = failedItems(settings).filter(isOwnFailure);
		if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), invalid.error, invalid.index);

		const session = await openSession(context, runtime);
		const { clock } = session.client;
		const wanted = settings.flatMap((item) => (item.ok ? [item.value] : []));
		const projectKeys = new Set(wanted.map(({ projectKey }) => projectKey));
		const reporter = new ProgressReporter(context, new BatchProgress(projectKeys.size, clock.now()), clock);
		// One limit for all items: the lowest that one of them sets.
		const maxConcurrentDownloads = Math.min(...wanted.map((item) => item.maxConcurrentDownloads));
		const retriever = new VideoRetriever(context, runtime, session, reporter, maxConcurrentDownloads);
		const results = await Promise.all(
			settings.map(async (item) => (item.ok ? await settle(async () => await retriever.retrieve(item.value)) : item)),
		);

		context.addExecutionHints(...waitHints(results, session.warning));
		const failed = failedItems(results).filter(isOwnFailure);
		if (failed.length > 0 && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), videosFailed(failed, items.length), failed[0].index);
		}
		return [
			results.map((result, index) => {
				if (!result.ok) {
					return failedItem(context, result.error, index, new ParameterReader(context, index, waitProperties).includesInputFields());
				}
				const { settings: { binaryProperty, includeInputFields }, video } = result.value;
				const binary = video && { [binaryProperty]: video.binary };
				return outputItem(items[index], index, { json: itemJson(result.value), binary }, includeInputFields);
			}),
		];
	});
}
