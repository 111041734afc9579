/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests need a timer of their own; not shipped */
import type { Runtime } from '../../nodes/shared/n8n/runtime';

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Time that runs faster than the real one.
 * @param factor node milliseconds per real millisecond
 * @param requestTimeoutMs real milliseconds
 */
export function fastRuntime(factor: number, requestTimeoutMs = REQUEST_TIMEOUT_MS): Runtime {
	const start = Date.now();
	return {
		now: () => start + (Date.now() - start) * factor,
		sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms / factor)),
		requestTimeoutMs,
	};
}
