import type { Api, Endpoint, RenderProgress } from '../api';
import type { AiStudiosError } from '../errors';
import type { ApiFailure } from '../http/classifyResponse';
import { pollFailed, renderFailed } from './waitErrors';

/** What is waited for: how it is polled, and the errors that end the wait. */
export interface WaitTarget {
	progress(api: Api, projectKey: string): Endpoint<RenderProgress>;
	failed(projectKey: string, render: RenderProgress): AiStudiosError;
	/** @param render as the last good poll showed it */
	pollFailed(projectKey: string, failure: ApiFailure, attempts: number, api: Api, render?: RenderProgress): AiStudiosError;
	/** Whether it was requested just now, so that AI Studios may not know it at the first poll. */
	mayBeUnknown?: boolean;
}

export const RENDER: WaitTarget = { progress: (api, projectKey) => api.progress(projectKey), failed: renderFailed, pollFailed };
