import type { INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError } from '../core/errors';
import { isEmpty } from '../core/json';

/** The error of an item that failed in an earlier node: this node has nothing to do for it but pass it on. */
export class ArrivedError extends AiStudiosError {}

/** The error that an item arrives with, when it has no project key to go on with. */
export function arrivedError({ json }: INodeExecutionData, projectKey: unknown): ArrivedError | undefined {
	const { error, message } = json;
	if (typeof error !== 'string' || error.trim() === '' || !isEmpty(projectKey)) return undefined;
	return new ArrivedError('input', error, typeof message === 'string' ? message : '');
}

/** Whether an item failed in this node: an error that it arrived with is passed on, and stops no other item. */
export function isOwnFailure({ error }: { error: AiStudiosError }): boolean {
	return !(error instanceof ArrivedError);
}
