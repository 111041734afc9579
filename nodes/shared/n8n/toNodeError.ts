import { NodeOperationError, type INode } from 'n8n-workflow';
import { AiStudiosError, Stopped } from '../core/errors';

/**
 * The error n8n shows: what happened as its message, what to do next as its description, and the
 * item it belongs to. Nothing else goes in: what axios threw may hold headers and signed URLs.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	const options = itemIndex === undefined ? {} : { itemIndex };
	if (error instanceof NodeOperationError) return error;
	if (error instanceof AiStudiosError) {
		const where = error.facts.projectKey === undefined ? {} : { projectKey: error.facts.projectKey };
		const shown = new NodeOperationError(node, error.message, { ...options, description: error.advice });
		Object.assign(shown.context, where);
		return shown;
	}
	if (error instanceof Stopped) return new NodeOperationError(node, 'The execution was canceled', options);
	return new NodeOperationError(node, error instanceof Error ? error : String(error), options);
}

/** Runs a node: whatever it throws reaches n8n as a readable error of this node. */
export async function guarded<T>(context: { getNode(): INode }, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
