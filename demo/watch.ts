/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- looks into the built package from outside; not shipped */
import { createRequire } from 'node:module';
import type { RenderProgress } from '../nodes/shared/core/contract';
import type * as ClientModule from '../nodes/shared/core/requests/client';

/**
 * Listens at the one place through which the nodes ask AI Studios, so that the bars show what the
 * nodes are answered, and no request is made for them.
 */
export function watchProgress(projectKeys: Iterable<string>, seen: (projectKey: string, render: RenderProgress) => void) {
	const { Client } = createRequire(__filename)('../dist/nodes/shared/core/requests/client') as typeof ClientModule;
	const { once } = Client.prototype;
	Client.prototype.once = async function (request) {
		const verdict = await once.call(this, request);
		const { contract } = this;
		for (const key of projectKeys) {
			if (verdict.ok && contract.progress(key).path === request.path) seen(key, contract.rendered(verdict.envelope));
		}
		return verdict;
	};
	return () => {
		Client.prototype.once = once;
	};
}
