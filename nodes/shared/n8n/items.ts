import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RenderProgress } from '../core/api';
import type { AiStudiosError, Settled } from '../core/errors';

/** What one item results in, before it is paired with its input. */
export interface OutputData {
	json: IDataObject;
	binary?: INodeExecutionData['binary'];
}

/**
 * One output item for an input item, paired with it. With `includeInputFields` the input's fields and
 * files stay, unless the output has others of the same name.
 */
export function outputItem(item: INodeExecutionData, index: number, output: OutputData, includeInputFields: boolean): INodeExecutionData {
	const binary = { ...(includeInputFields ? item.binary : {}), ...output.binary };
	return {
		json: { ...(includeInputFields ? item.json : {}), ...output.json },
		...(Object.keys(binary).length > 0 ? { binary } : {}),
		pairedItem: { item: index },
	};
}

/**
 * A failed item of a run that continues on fail. n8n sends an item to the error output only when its
 * JSON holds nothing but `error` and `message`, and adds the input's fields there itself.
 */
export function failedItem(context: IExecuteFunctions, error: AiStudiosError, index: number): INodeExecutionData {
	const message = error.description === '' ? {} : { message: error.description };
	const details = context.getNode().onError === 'continueErrorOutput' ? {} : { ...error.context };
	return { json: { error: error.message, ...message, ...details }, pairedItem: { item: index } };
}

/** What the waiting nodes output of a render. */
export function renderJson(projectKey: string, { progress, state, videoUrl }: RenderProgress): IDataObject {
	return { projectKey, progress, state, isComplete: state === 'complete', videoUrl };
}

/** A failed item and its position in the input. */
export interface FailedItem {
	error: AiStudiosError;
	index: number;
}

export function failedItems<T>(results: Array<Settled<T>>): FailedItem[] {
	return results.flatMap((result, index) => (result.ok ? [] : [{ error: result.error, index }]));
}
