import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem, outputItem } from '../shared/n8n/items';
import { withItemErrors } from '../shared/n8n/nodeErrors';
import { ParameterReader } from '../shared/n8n/parameters';
import { paidRequest } from '../shared/n8n/payment/paidRequest';
import type { PaymentWords } from '../shared/n8n/payment/paymentLog';
import type { PaidResult } from '../shared/n8n/payment/paymentMemory';
import { payForItems } from '../shared/n8n/payment/payForItems';
import type { PaymentQueue } from '../shared/n8n/payment/paymentQueue';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession, type Session } from '../shared/n8n/session';
import { prepareItem, type PreparedItem } from './exportRequest';
import { exportHints } from './hints';
import { exportProperties } from './properties';
import { TemplateLoader } from './templateLoader';

const WORDS: PaymentWords = {
	node: 'AI Studios Export Project',
	done: 'exported',
	keys: 'project keys',
	next: 'Or use the project keys in AI Studios Wait and Download, or as Existing Project Key.',
};

/**
 * Exports one project per item. What must stay true, because every export costs money:
 * - All items are filled and checked before the first is sent: a mistake in the last row costs nothing in the first.
 * - An export is sent again only when AI Studios certainly did not accept it.
 * - The same request is not paid twice in an execution, however often n8n runs the node.
 * - Every project key that was paid for is in the output, in the error that ends the run, or in the log.
 */
export async function exportProjects(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withItemErrors(context, async () => {
		const items = context.getInputData();
		const session = await openSession(context, runtime);
		const templates = new TemplateLoader(session.client);
		const { prepared, results } = await payForItems(context, session, {
			words: WORDS,
			prepare: async (index) => await prepareItem(context, index, templates, session.client.api),
			pay: exportItem,
			hints: (preparedItems, exported) => exportHints(preparedItems, exported, session.warning),
		});
		const includeInputFields = items.map((_, index) => new ParameterReader(context, index, exportProperties).includesInputFields());
		return [
			results.map((result, index) => {
				const item = prepared[index];
				if (!item.ok) return failedItem(context, item.error, index, includeInputFields[index]);
				if (!result.ok) return failedItem(context, result.error, index, includeInputFields[index]);
				return outputItem(items[index], index, { json: outputJson(item.value, result.value, session) }, includeInputFields[index]);
			}),
		];
	});
}

async function exportItem(item: PreparedItem, index: number, queue: PaymentQueue): Promise<PaidResult> {
	if ('existingProjectKey' in item) return { projectKey: item.existingProjectKey, reused: true };
	return await queue.pay(paidRequest(item.endpoint, item), index);
}

/** In a dry run what would be sent, and how well the values fit. */
function outputJson(item: PreparedItem, { projectKey, ...result }: PaidResult, { editorUrl }: Session): IDataObject {
	if ('existingProjectKey' in item) return { [item.dryRun ? 'existingProjectKey' : 'projectKey']: projectKey, ...result };
	if (!item.dryRun) {
		const draft = item.draftOnly && projectKey !== undefined ? { isDraft: true, editorUrl: editorUrl(projectKey) } : {};
		return { projectKey, ...result, ...draft };
	}
	const { endpoint, template, changes, missing, unused } = item;
	const unrecognized = [...template.strays, ...template.foreign];
	return {
		request: endpoint.body as IDataObject,
		...(changes ? { changes: changes as unknown as IDataObject[] } : {}),
		placeholders: template.placeholders,
		missing,
		unused,
		...(unrecognized.length > 0 ? { unrecognized } : {}),
		...result,
	};
}
