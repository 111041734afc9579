import type { Runtime } from '../../nodes/shared/n8n/runtime';

const REQUEST_TIMEOUT_MS = 10_000;
const A_DAY_MS = 86_400_000;

/**
 * Time that passes only while the node sleeps. A simulator with the same `now` renders meanwhile, so that
 * nothing depends on how busy the machine is.
 * @param requestTimeoutMs real milliseconds
 */
export function sleptTime(requestTimeoutMs = REQUEST_TIMEOUT_MS): Runtime {
	let now = Date.now();
	return {
		now: () => now,
		sleep: async (ms) => {
			const due = now + ms;
			await Promise.resolve();
			now = Math.max(now, due);
		},
		uptime: () => A_DAY_MS,
		requestTimeoutMs,
	};
}
