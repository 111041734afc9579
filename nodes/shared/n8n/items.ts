import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { AiStudiosError, Outcome } from '../core/errors';

/** What one item brings forth, before it is paired with its input. */
export interface Made {
	json: IDataObject;
	binary?: INodeExecutionData['binary'];
}

/**
 * One output item for an input item, paired with it. With `includeInputFields` the input's fields
 * and files stay, under those that were made.
 */
export function outputItem(item: INodeExecutionData, index: number, made: Made, includeInputFields: boolean): INodeExecutionData {
	const binary = { ...(includeInputFields ? item.binary : {}), ...made.binary };
	return {
		json: { ...(includeInputFields ? item.json : {}), ...made.json },
		...(Object.keys(binary).length > 0 ? { binary } : {}),
		pairedItem: { item: index },
	};
}

/**
 * A failed item of a run that continues on fail. n8n sends an item to the error output only when
 * its JSON holds nothing but `error` and `message`, and adds the input's fields there itself.
 */
export function failedItem(context: IExecuteFunctions, error: AiStudiosError, index: number): INodeExecutionData {
	const advice = error.advice === '' ? {} : { message: error.advice };
	const facts = context.getNode().onError === 'continueErrorOutput' ? {} : { ...error.facts };
	return { json: { error: error.message, ...advice, ...facts }, pairedItem: { item: index } };
}

/** A failed item and its place in the input. */
export interface Failure {
	error: AiStudiosError;
	index: number;
}

export function failures<T>(outcomes: Array<Outcome<T>>): Failure[] {
	return outcomes.flatMap((outcome, index) => (outcome.ok ? [] : [{ error: outcome.error, index }]));
}
