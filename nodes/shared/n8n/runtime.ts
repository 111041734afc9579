import { sleep } from 'n8n-workflow';
import { SECOND_MS } from '../core/duration';

/** The time that a node runs on. Handed in, so that tests and benchmarks can hand in another. */
export interface Runtime {
	/** Milliseconds. */
	now(): number;
	/** Milliseconds since this process of n8n started. */
	uptime(): number;
	sleep(ms: number): Promise<void>;
	/** A response that is not there after this, or a download that receives nothing for so long, is given up. */
	requestTimeoutMs: number;
}

export const n8nRuntime: Runtime = {
	now: () => Date.now(),
	uptime: () => performance.now(),
	sleep: async (ms) => await sleep(ms),
	requestTimeoutMs: 30 * SECOND_MS,
};
