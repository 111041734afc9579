import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle } from '../shared/core/errors';
import { BatchProgress } from '../shared/core/wait/batchProgress';
import { failedItem, failedItems, outputItem } from '../shared/n8n/items';
import { toNodeError, withNodeErrors } from '../shared/n8n/nodeErrors';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';
import { videosFailed, waitHints } from './hints';
import { itemJson } from './itemResult';
import { itemSettings } from './itemSettings';
import { ProgressReporter } from './progressReporter';
import { VideoRetriever } from './videoRetriever';

/**
 * Waits for all items together: every project is polled at its own pace, and a download begins the
 * moment its render ends. How one item ends never affects another.
 */
export async function waitAndDownload(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withNodeErrors(context, async () => {
		const items = context.getInputData();
		const settings = await Promise.all(items.map(async (_, index) => await settle(() => itemSettings(context, index))));
		const [invalid] = failedItems(settings);
		if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), invalid.error, invalid.index);

		const session = await openSession(context, runtime);
		const { clock } = session.client;
		const projectKeys = new Set(settings.flatMap((item) => (item.ok ? [item.value.projectKey] : [])));
		const reporter = new ProgressReporter(context, new BatchProgress(projectKeys.size, clock.now()), clock);
		const retriever = new VideoRetriever(context, runtime, session, reporter);
		const results = await Promise.all(
			settings.map(async (item) => (item.ok ? await settle(async () => await retriever.retrieve(item.value)) : item)),
		);

		context.addExecutionHints(...waitHints(results, session.warning));
		const failed = failedItems(results);
		if (failed.length > 0 && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), videosFailed(failed, items.length), failed[0].index);
		}
		return [
			results.map((result, index) => {
				if (!result.ok) return failedItem(context, result.error, index);
				const { settings: wanted, video } = result.value;
				const binary = video && { [wanted.binaryProperty]: video.binary };
				return outputItem(items[index], index, { json: itemJson(result.value), binary }, wanted.includeInputFields);
			}),
		];
	});
}
