import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { outcomeOf, type Outcome } from '../shared/core/errors';
import { connect } from '../shared/n8n/connect';
import { failedItem, failures, outputItem } from '../shared/n8n/items';
import { guarded, toNodeError } from '../shared/n8n/toNodeError';
import { exportFailed, hintsAfter } from './afterwards';
import { Cashier, type Ordered } from './cashier';
import { orderOf, type Order } from './order';
import { Templates } from './templates';

/**
 * Orders one video per item. All items are filled and checked before the first is sent: a mistake in
 * the last row costs nothing in the first.
 */
export async function exportProjects(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await guarded(context, async () => {
		const items = context.getInputData();
		const { client, secrets, warning } = await connect(context);
		const templates = new Templates(client, secrets);
		const orders = await Promise.all(
			items.map(async (_, index) =>
				await outcomeOf(async () => orderOf(context, index, await templates.ofItem(context, index), client.contract)),
			),
		);
		const [refused] = failures(orders);
		if (refused && !context.continueOnFail()) throw toNodeError(context.getNode(), refused.error, refused.index);

		const cashier = new Cashier(client, secrets, context.continueOnFail());
		const outcomes = await Promise.all(
			orders.map(async (order, index): Promise<Outcome<Ordered>> => (order.ok ? await cashier.order(order.value, index) : order)),
		);
		context.addExecutionHints(...hintsAfter(orders, outcomes, warning));
		const failed = failures(outcomes);
		if (failed.length > 0 && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), exportFailed(outcomes, failed[0]), failed[0].index);
		}
		return [
			outcomes.map((outcome, index) => {
				const order = orders[index];
				if (!outcome.ok) return failedItem(context, outcome.error, index);
				const json = order.ok && order.value.dryRun ? dryRunJson(order.value, outcome.value) : { ...outcome.value };
				return outputItem(items[index], index, { json }, order.ok && order.value.includeInputFields);
			}),
		];
	});
}

/** What would be sent, and how well the values fit. */
function dryRunJson({ request, placeholders, missing, unused }: Order, { duplicateOf }: Ordered): IDataObject {
	const twin = duplicateOf === undefined ? {} : { duplicateOf };
	return { request: request.body as IDataObject, placeholders, missing, unused, ...twin };
}
