import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RenderProgress } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { arrivedError, isOwnFailure } from '../shared/n8n/arrivedError';
import { failedItem, failedItems, outputItem, renderJson } from '../shared/n8n/items';
import { allFailed, toNodeError, withItemErrors } from '../shared/n8n/nodeErrors';
import { ParameterReader } from '../shared/n8n/parameters';
import { n8nRuntime, type Runtime } from '../shared/n8n/runtime';
import { openSession } from '../shared/n8n/session';
import { pollFailure } from './pollFailure';
import { progressProperties } from './properties';

/** The three outputs, in their order. */
const STATES: Array<RenderProgress['state']> = ['complete', 'rendering', 'failed'];

/**
 * Polls every item's render once, a few at a time. With routes, Failed is for renders that failed: an
 * item whose progress could not be read leaves through Rendering, with a note or its error.
 */
export async function getProgress(context: IExecuteFunctions, runtime: Runtime = n8nRuntime): Promise<INodeExecutionData[][]> {
	const routing = await settle(() => new ParameterReader(context, 0, progressProperties).boolean('options.routeByStatus'));
	const isRouted = routing.ok && routing.value;
	const toOutputs = (items: INodeExecutionData[]) => (isRouted ? STATES.map((state) => items.filter(({ json }) => stateOf(json) === state)) : [items]);

	const work = async () => {
		if (!routing.ok) throw routing.error;
		const items = context.getInputData();
		const { client } = await openSession(context, runtime);
		const results = await Promise.all(
			items.map(async (_, index) => await settle(async () => await readProgress(context, client, index, isRouted))),
		);
		const [failed] = failedItems(results).filter(isOwnFailure);
		if (failed && !context.continueOnFail()) throw toNodeError(context.getNode(), failed.error, failed.index);
		return toOutputs(results.map((result, index) => outputOf(context, result, index)));
	};
	return await withItemErrors(context, work, (error) => toOutputs(allFailed(context, error)));
}

async function readProgress(context: IExecuteFunctions, client: Client, index: number, isRouted: boolean): Promise<IDataObject> {
	const item = context.getInputData()[index];
	const key = new ParameterReader(context, index, progressProperties).raw('projectKey');
	const arrived = arrivedError(item, key);
	if (arrived) throw arrived;
	const projectKey = checkedProjectKey(key);
	const result = await settle(async () => await client.read(client.api.progress(projectKey)));
	if (!result.ok) return pollFailure(projectKey, result.error, client.api, isRouted ? item : undefined);
	const { failureReason } = result.value;
	return { ...renderJson(projectKey, result.value), ...(failureReason === undefined ? {} : { failureReason }) };
}

function outputOf(context: IExecuteFunctions, result: Settled<IDataObject>, index: number): INodeExecutionData {
	if (!result.ok) return failedItem(context, result.error, index, false);
	return outputItem(context.getInputData()[index], index, { json: result.value }, false);
}

function stateOf({ state, error }: IDataObject): RenderProgress['state'] {
	return error === undefined ? (state as RenderProgress['state']) : 'rendering';
}
