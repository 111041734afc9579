import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { failedItem, failedItems, outputItem } from '../shared/n8n/items';
import { toNodeError, withNodeErrors } from '../shared/n8n/nodeErrors';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';
import { ExportQueue, type ExportResult } from './exportQueue';
import { buildExportRequest, type ExportRequest } from './exportRequest';
import { exportFailed, exportHints } from './hints';
import { TemplateLoader } from './templateLoader';

/**
 * Exports one project per item. What must stay true, because every export costs money:
 * - All items are filled and checked before the first is sent: a mistake in the last row costs nothing in the first.
 * - An export is sent again only when AI Studios certainly did not accept it.
 * - The same request is not paid twice in a run.
 * - Every error that ends the run lists the project keys that were paid for before it.
 */
export async function exportProjects(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	return await withNodeErrors(context, async () => {
		const items = context.getInputData();
		const { client, warning } = await openSession(context, runtime);
		const requests = await buildRequests(context, client);
		const [invalid] = failedItems(requests);
		if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), invalid.error, invalid.index);

		const queue = new ExportQueue(client, context.continueOnFail());
		const results = await Promise.all(
			requests.map(async (request, index): Promise<Settled<ExportResult>> => (request.ok ? await queue.add(request.value, index) : request)),
		);
		context.addExecutionHints(...exportHints(requests, results, warning));
		const [failed] = failedItems(results);
		if (failed && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), exportFailed(results, failed), failed.index);
		}
		return [
			results.map((result, index) => {
				const request = requests[index];
				if (!request.ok) return failedItem(context, request.error, index);
				if (!result.ok) return failedItem(context, result.error, index);
				return outputItem(items[index], index, { json: outputJson(request.value, result.value) }, request.value.includeInputFields);
			}),
		];
	});
}

async function buildRequests(context: IExecuteFunctions, client: Client): Promise<Array<Settled<ExportRequest>>> {
	const templates = new TemplateLoader(client);
	const build = async (index: number) => buildExportRequest(context, index, await templates.forItem(context, index), client.api);
	return await Promise.all(context.getInputData().map(async (_, index) => await settle(async () => await build(index))));
}

/** In a dry run what would be sent, and how well the values fit. */
function outputJson({ dryRun, endpoint, placeholders, missing, unused }: ExportRequest, result: ExportResult): IDataObject {
	return dryRun ? { request: endpoint.body as IDataObject, placeholders, missing, unused, ...result } : { ...result };
}
