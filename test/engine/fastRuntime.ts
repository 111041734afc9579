/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests need a timer of their own; not shipped */
import type { Runtime } from '../../nodes/shared/n8n/runtime';

const REQUEST_TIMEOUT_MS = 10_000;
const A_DAY_MS = 86_400_000;

/** Real milliseconds: what passes beyond that between two readings of the time, the machine was busy. */
const MAX_STEP_MS = 20;

/**
 * Time that runs faster than the real one, but not on while the process gets no CPU: on a busy machine
 * a render must not stall, and a wait not time out, for want of a poll. Time that is slept counts whole.
 * @param factor node milliseconds per real millisecond
 * @param requestTimeoutMs real milliseconds
 */
export function fastRuntime(factor: number, requestTimeoutMs = REQUEST_TIMEOUT_MS): Runtime {
	let time = Date.now();
	let readAt = performance.now();
	const now = () => {
		const real = performance.now();
		time += Math.min(real - readAt, MAX_STEP_MS) * factor;
		readAt = real;
		return time;
	};
	return {
		now,
		sleep: async (ms) => {
			const due = now() + ms;
			await new Promise((resolve) => setTimeout(resolve, ms / factor));
			time = Math.max(time, due);
			readAt = performance.now();
		},
		requestTimeoutMs,
		uptime: () => A_DAY_MS,
	};
}
