import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RenderProgress } from '../shared/core/contract';
import { checkedProjectKey } from '../shared/core/contract/projectKey';
import { outcomeOf, type Outcome } from '../shared/core/errors';
import { readingError } from '../shared/core/requests/troubles';
import { connect, type Connection } from '../shared/n8n/connect';
import { failedItem, failures, outputItem } from '../shared/n8n/items';
import { renderJson } from '../shared/n8n/renderJson';
import { guarded, toNodeError } from '../shared/n8n/toNodeError';

/** One look at every item's render, a few at a time. */
export async function getProgress(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await guarded(context, async () => {
		const items = context.getInputData();
		const connection = await connect(context);
		const outcomes = await Promise.all(
			items.map(async (_, index) => await outcomeOf(async () => await look(context, connection, index))),
		);
		const [failure] = failures(outcomes);
		if (failure && !context.continueOnFail()) throw toNodeError(context.getNode(), failure.error, failure.index);

		const outputs = outcomes.map((outcome, index) =>
			outcome.ok
				? outputItem(items[index], index, { json: outcome.value }, false)
				: failedItem(context, outcome.error, index),
		);
		if (!context.getNodeParameter('options.routeByStatus', 0, false)) return [outputs];
		const states = outcomes.map(stateOf);
		return ['complete', 'rendering', 'failed'].map((state) => outputs.filter((_, index) => states[index] === state));
	});
}

async function look(context: IExecuteFunctions, { client, secrets }: Connection, index: number): Promise<IDataObject> {
	const projectKey = checkedProjectKey(context.getNodeParameter('projectKey', index));
	const verdict = await client.read(client.contract.progress(projectKey));
	if (!verdict.ok) {
		throw readingError(verdict, client.contract, { what: `project ${projectKey}`, facts: { projectKey }, secrets });
	}
	return renderJson(projectKey, client.contract.rendered(verdict.envelope));
}

/** An item that could not be asked about leaves through Failed. */
function stateOf(outcome: Outcome<IDataObject>): RenderProgress['state'] {
	return outcome.ok ? (outcome.value.state as RenderProgress['state']) : 'failed';
}
