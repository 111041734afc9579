import type { INodeExecutionData } from 'n8n-workflow';
import { AiStudiosError } from '../core/errors';
import { isEmpty } from '../core/json';

/** The error of an item that failed in an earlier node: this node has nothing to do for it but pass it on. */
export class ArrivedError extends AiStudiosError {}

/** The error that an item arrives with, when it has no project to go on with, or one that was not rendered. */
export function arrivedError({ json }: INodeExecutionData, projectKey: unknown): ArrivedError | undefined {
	const { error, message } = json;
	const isDraft = json.isDraft === true && typeof projectKey === 'string';
	if (typeof error !== 'string' || error.trim() === '' || !(isDraft || isEmpty(projectKey))) return undefined;
	return new ArrivedError('input', error, typeof message === 'string' ? message : '', isDraft ? { projectKey, isDraft } : {});
}

/** Whether an item failed in this node: an error that it arrived with is passed on, and stops no other item. */
export function isOwnFailure({ error }: { error: AiStudiosError }): boolean {
	return !(error instanceof ArrivedError);
}
