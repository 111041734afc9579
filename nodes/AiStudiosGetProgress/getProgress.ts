import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RenderProgress } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { failedItem, failedItems, outputItem, renderJson } from '../shared/n8n/items';
import { toNodeError, withNodeErrors } from '../shared/n8n/nodeErrors';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';

/** The three outputs, in their order. */
const STATES: Array<RenderProgress['state']> = ['complete', 'rendering', 'failed'];

/** Polls every item's render once, a few at a time. */
export async function getProgress(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withNodeErrors(context, async () => {
		const items = context.getInputData();
		const { client } = await openSession(context, runtime);
		const results = await Promise.all(
			items.map(async (_, index) => await settle(async () => await readProgress(context, client, index))),
		);
		const [failed] = failedItems(results);
		if (failed && !context.continueOnFail()) throw toNodeError(context.getNode(), failed.error, failed.index);

		const outputs = results.map((result, index) =>
			result.ok ? outputItem(items[index], index, { json: result.value }, false) : failedItem(context, result.error, index),
		);
		if (!context.getNodeParameter('options.routeByStatus', 0, false)) return [outputs];
		return STATES.map((state) => outputs.filter((_, index) => stateOf(results[index]) === state));
	});
}

async function readProgress(context: IExecuteFunctions, client: Client, index: number): Promise<IDataObject> {
	const projectKey = checkedProjectKey(context.getNodeParameter('projectKey', index));
	return renderJson(projectKey, await client.read(client.api.progress(projectKey)));
}

/** An item whose progress could not be read leaves through Failed. */
function stateOf(result: Settled<IDataObject>): RenderProgress['state'] {
	return result.ok ? (result.value.state as RenderProgress['state']) : 'failed';
}
