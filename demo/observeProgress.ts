/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- instruments the built package; not shipped */
import { createRequire } from 'node:module';
import type { RenderProgress } from '../nodes/shared/core/api';
import type * as ClientModule from '../nodes/shared/core/http/client';

/**
 * Reports every progress that the nodes receive from AI Studios, without requests of its own: it wraps
 * the one method through which the nodes call the API.
 *
 * @returns stops the reports
 */
export function observeProgress(onProgress: (projectKey: string, render: RenderProgress) => void): () => void {
	const { Client } = createRequire(__filename)('../build/nodes/shared/core/http/client') as typeof ClientModule;
	const { attempt } = Client.prototype;
	Client.prototype.attempt = async function (endpoint, deadline) {
		const result = await attempt.call(this, endpoint, deadline);
		const { projectKey, path } = endpoint;
		if (result.ok && projectKey !== undefined && path === this.api.progress(projectKey).path) {
			onProgress(projectKey, result.value as RenderProgress);
		}
		return result as never;
	};
	return () => {
		Client.prototype.attempt = attempt;
	};
}
