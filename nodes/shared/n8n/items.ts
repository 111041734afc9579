import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RenderProgress } from '../core/api';
import type { AiStudiosError, Settled } from '../core/errors';

/** What one item results in, before it is paired with its input. */
export interface OutputData {
	json: IDataObject;
	binary?: INodeExecutionData['binary'];
}

/**
 * Fields in which these nodes say what became of an item. A field of that name that arrives is never
 * passed on, because the next node would take it for what this node says.
 */
const RESULT_FIELDS = ['projectKey', 'folderId', 'duplicateOf', 'reused', 'isDraft', 'editorUrl', 'progress', 'state', 'isComplete', 'videoUrl', 'timedOut', 'failureReason', 'pollError', 'pollFailures', 'error', 'message'];

function keptFields(json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => !RESULT_FIELDS.includes(name)));
}

/**
 * One output item for an input item, paired with it. With `includeInputFields` the input's fields and
 * files stay, unless the output has others of the same name.
 */
export function outputItem(item: INodeExecutionData, index: number, output: OutputData, includeInputFields: boolean): INodeExecutionData {
	const binary = { ...(includeInputFields ? item.binary : {}), ...output.binary };
	return {
		json: { ...(includeInputFields ? keptFields(item.json) : {}), ...output.json },
		...(Object.keys(binary).length > 0 ? { binary } : {}),
		pairedItem: { item: index },
	};
}

/** A failed item of a run that continues on fail. */
export function failedItem(context: Pick<IExecuteFunctions, 'getInputData' | 'getNode'>, error: AiStudiosError, index: number, includeInputFields: boolean): INodeExecutionData {
	const input = context.getInputData()[index];
	const message = error.description === '' ? {} : { message: error.description };
	const json = { error: error.message, ...message, ...error.context };
	const item = outputItem(input, index, { json }, includeInputFields);
	return context.getNode().onError === 'continueErrorOutput' ? routedToErrorOutput(item, input, error) : item;
}

/**
 * n8n sends an item to the error output when it has an `error` (beside its JSON), and adds the input's
 * fields there itself; but it then replaces the JSON of every item on which that `error` can be
 * enumerated. Not enumerable, it leads to the error output and leaves the JSON whole.
 */
function routedToErrorOutput(item: INodeExecutionData, input: INodeExecutionData, error: AiStudiosError): INodeExecutionData {
	const arrived = RESULT_FIELDS.filter((name) => name in input.json && !(name in item.json));
	for (const name of arrived) item.json[name] = undefined;
	return Object.defineProperty(item, 'error', { value: error, enumerable: false });
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
