import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError, ExecutionCancelled, rethrow, settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { failedItem, failedItems, outputItem, type FailedItem } from '../shared/n8n/items';
import { toNodeError, withItemErrors } from '../shared/n8n/nodeErrors';
import { ParameterReader } from '../shared/n8n/parameters';
import { onAbort } from '../shared/n8n/onAbort';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession, type Session } from '../shared/n8n/session';
import { exportFailed } from './exportFailed';
import { ExportLog } from './exportLog';
import { ExportQueue } from './exportQueue';
import { prepareItem, type PreparedItem } from './exportRequest';
import { exportHints } from './hints';
import { currentRunIndex, PaymentMemory, type ExportResult } from './paymentMemory';
import { exportProperties } from './properties';
import { TemplateLoader } from './templateLoader';

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
		const prepared = await prepareItems(context, session.client);
		const [invalid] = failedItems(prepared);
		if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), nothingExported(invalid), invalid.index);

		const results = await exportItems(context, session, prepared);
		context.addExecutionHints(...exportHints(prepared, results, session.warning));
		const [failed] = failedItems(results);
		if (failed && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), exportFailed(results, failed), failed.index);
		}
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

/** One invalid item ends the run before any is sent. */
function nothingExported({ error: { code, message, description, context, httpStatus } }: FailedItem): AiStudiosError {
	return new AiStudiosError(code, message, `${description} No item was exported.`, context, httpStatus);
}

async function prepareItems(context: IExecuteFunctions, client: Client): Promise<Array<Settled<PreparedItem>>> {
	const templates = new TemplateLoader(client);
	return await Promise.all(
		context.getInputData().map(async (_, index) => await settle(async () => await prepareItem(context, index, templates, client.api))),
	);
}

/** When the execution is stopped, exports that are on their way are still awaited for their project keys. */
async function exportItems(context: IExecuteFunctions, { client, cancelSignal }: Session, prepared: Array<Settled<PreparedItem>>): Promise<Array<Settled<ExportResult>>> {
	const log = new ExportLog(context);
	const queue = new ExportQueue(client, {
		memory: new PaymentMemory(context.getContext('node')),
		runIndex: currentRunIndex(context),
		continueOnFail: context.continueOnFail(),
		onExported: (itemIndex, projectKey) => log.exported(itemIndex, projectKey),
		onInDoubt: (itemIndex) => log.inDoubt(itemIndex),
	});
	const stopListening = cancelSignal ? onAbort(cancelSignal, () => log.stopped()) : () => {};
	const results = await Promise.allSettled(
		prepared.map(async (item, index): Promise<Settled<ExportResult>> => {
			if (!item.ok) return item;
			if ('existingProjectKey' in item.value) return { ok: true, value: { projectKey: item.value.existingProjectKey, reused: true } };
			return await queue.add(item.value, index);
		}),
	);
	stopListening();
	if (cancelSignal?.aborted) throw new ExecutionCancelled();
	return results.map((result) => (result.status === 'fulfilled' ? result.value : rethrow(result.reason)));
}

/** In a dry run what would be sent, and how well the values fit. */
function outputJson(item: PreparedItem, { projectKey, ...result }: ExportResult, { editorUrl }: Session): IDataObject {
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
