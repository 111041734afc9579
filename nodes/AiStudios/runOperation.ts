import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isOwnFailure } from '../shared/n8n/arrivedError';
import { failedItem, failedItems, outputItem } from '../shared/n8n/items';
import { toNodeError, withItemErrors } from '../shared/n8n/nodeErrors';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';
import { operations } from './operations';
import { propertiesOf } from './properties';
import { itemRun } from './run';

/** Runs the operation on all items. How one item ends never affects another. */
export async function runOperation(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withItemErrors(context, async () => {
		const [resource, operation] = ['resource', 'operation'].map((name) => context.getNodeParameter(name, 0) as string);
		const run = { context, session: await openSession(context, runtime), runtime, properties: propertiesOf(resource, operation) };
		const results = await operations[resource][operation](run);
		const [failed] = failedItems(results).filter(isOwnFailure);
		if (failed && !context.continueOnFail()) throw toNodeError(context.getNode(), failed.error, failed.index);
		const items = context.getInputData();
		return [
			results.flatMap((result, index) => {
				const includeInputFields = itemRun(run, index).parameters.includesInputFields();
				if (!result.ok) return [failedItem(context, result.error, index, includeInputFields)];
				return result.value.map((output) => outputItem(items[index], index, output, includeInputFields));
			}),
		];
	});
}
