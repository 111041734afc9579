/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits for servers; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until a condition holds.
 * @throws with `what` when it does not hold in time
 */
export async function until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
	const deadline = Date.now() + seconds * 1_000;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`${what} (not within ${seconds} s)`);
		await sleep(200);
	}
}

/** Waits for all of them, so that none goes on unnoticed, and then fails with the first failure. */
export async function together(works: Array<Promise<void>>): Promise<void> {
	const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
	if (failed) throw (failed as PromiseRejectedResult).reason;
}
