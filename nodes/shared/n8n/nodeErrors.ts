import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode, type INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError, ExecutionCancelled } from '../core/errors';
import { failedItem } from './items';

type NodeError = NodeApiError | NodeOperationError;

/**
 * The error that n8n shows: what happened as its message, what to do next as its description, the item
 * it belongs to, and the HTTP status when AI Studios responded with one that says something (a rejection
 * may come with 200). Nothing else goes in: what axios threw
 * may hold headers and signed URLs.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	if (error instanceof AiStudiosError) return fromAiStudiosError(node, error, itemIndex);
	if (error instanceof ExecutionCancelled) return new NodeOperationError(node, 'The execution was canceled', { itemIndex });
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}

function fromAiStudiosError(node: INode, { message, description, context, httpStatus }: AiStudiosError, itemIndex?: number): NodeError {
	const options = { itemIndex, message, description };
	const shown =
		httpStatus === undefined
			? new NodeOperationError(node, message, options)
			: new NodeApiError(node, {}, { ...options, ...(httpStatus < 300 ? {} : { httpCode: String(httpStatus) }) });
	// n8n replaces a message in which it sees an error code of Node, such as EPERM in a project key.
	shown.message = message;
	const { projectKey, folderId } = context;
	Object.assign(shown.context, { ...(projectKey === undefined ? {} : { projectKey }), ...(folderId === undefined ? {} : { folderId }) });
	return shown;
}

/** Runs a method of the editor: whatever it throws reaches n8n as a readable error of this node. */
export async function withNodeErrors<T>(context: { getNode(): INode }, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/**
 * Runs a node. What breaks before its items are reached, such as the credential, is an error of every
 * item when the node continues on fail: n8n would pass them all on as if they had succeeded.
 * @param toOutputs what the node then outputs
 */
export async function withItemErrors(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
	toOutputs: (error: AiStudiosError) => INodeExecutionData[][] = (error) => [allFailed(context, error)],
): Promise<INodeExecutionData[][]> {
	try {
		return await work();
	} catch (error) {
		if (!context.continueOnFail() || error instanceof ExecutionCancelled) throw toNodeError(context.getNode(), error);
		return toOutputs(toItemError(context.getNode(), error));
	}
}

/** What ended a run, as the error of each of its items; or what nobody foresaw, as that of one. */
export function toItemError(node: INode, error: unknown): AiStudiosError {
	if (error instanceof AiStudiosError) return error;
	const { message, description } = toNodeError(node, error);
	return new AiStudiosError('input', message, description || 'Check the AI Studios API credential and the options of this node.');
}

export function allFailed(context: IExecuteFunctions, error: AiStudiosError): INodeExecutionData[] {
	return context.getInputData().map((_, index) => failedItem(context, error, index, true));
}
