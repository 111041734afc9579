import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf } from '../shared/core/errors';
import { Tally } from '../shared/core/wait/tally';
import { connect } from '../shared/n8n/connect';
import { failedItem, failures, outputItem } from '../shared/n8n/items';
import { guarded, toNodeError } from '../shared/n8n/toNodeError';
import { hintsAfter, videosFailed } from './afterwards';
import { itemJson } from './itemJson';
import { Reporter } from './reporter';
import { itemSettings } from './settings';
import { VideoFetcher } from './videoFetcher';

/**
 * Waits for all items together: every project has its own next question, and a download begins the
 * moment its render ends. One item's end never touches another.
 */
export async function waitAndDownload(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await guarded(context, async () => {
		const items = context.getInputData();
		const settings = await Promise.all(
			items.map(async (_, index) => await outcomeOf(() => itemSettings(context, index))),
		);
		const [refused] = failures(settings);
		if (refused && !context.continueOnFail()) throw toNodeError(context.getNode(), refused.error, refused.index);

		const connection = await connect(context);
		const keys = new Set(settings.flatMap((outcome) => (outcome.ok ? [outcome.value.projectKey] : [])));
		const { clock } = connection.client;
		const reporter = new Reporter(context, new Tally(keys.size, clock.now()), clock);
		const fetcher = new VideoFetcher(context, connection, reporter);
		const outcomes = await Promise.all(
			settings.map(async (outcome) =>
				outcome.ok ? await outcomeOf(async () => await fetcher.fetch(outcome.value)) : outcome,
			),
		);

		context.addExecutionHints(...hintsAfter(outcomes, connection.warning));
		const failed = failures(outcomes);
		if (failed.length > 0 && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), videosFailed(failed, items.length), failed[0].index);
		}
		return [
			outcomes.map((outcome, index) => {
				if (!outcome.ok) return failedItem(context, outcome.error, index);
				const { settings: wanted, stored } = outcome.value;
				const binary = stored ? { [wanted.binaryProperty]: stored.binary } : undefined;
				return outputItem(items[index], index, { json: itemJson(outcome.value), binary }, wanted.includeInputFields);
			}),
		];
	});
}
