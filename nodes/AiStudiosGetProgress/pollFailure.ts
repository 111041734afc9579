import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Api } from '../shared/core/api';
import { rethrow, type AiStudiosError, type ErrorCode } from '../shared/core/errors';
import { renderJson } from '../shared/n8n/items';

/** Failures that say nothing about the render. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['rateLimited', 'unavailable', 'notSent']);

/**
 * What an item outputs when its progress could not be read. A generation without a failed state rejects
 * the progress of a render that failed. With routes (`routedItem`) a transient failure leaves the render
 * as it was, and counts how often it happened in a row.
 * @throws AiStudiosError for every other failure
 */
export function pollFailure(projectKey: string, error: AiStudiosError, api: Api, routedItem?: INodeExecutionData): IDataObject {
	if (error.code === 'rejected' && api.rejectsFailedRenders) {
		return { ...renderJson(projectKey, { progress: 0, state: 'failed', videoUrl: null }), failureReason: error.message };
	}
	if (!routedItem || !TRANSIENT.has(error.code)) return rethrow(error);
	const { progress, pollFailures } = routedItem.json;
	const render = { progress: typeof progress === 'number' ? progress : 0, state: 'rendering' as const, videoUrl: null };
	return { ...renderJson(projectKey, render), pollError: error.message, pollFailures: (typeof pollFailures === 'number' ? pollFailures : 0) + 1 };
}
