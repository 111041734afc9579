/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits for servers; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until it is so.
 * @throws with `what` when it is not so in time
 */
export async function until(what: string, so: () => Promise<boolean>, seconds = 60): Promise<void> {
	const deadline = Date.now() + seconds * 1_000;
	while (!(await so())) {
		if (Date.now() > deadline) throw new Error(`${what} (not within ${seconds} s)`);
		await sleep(200);
	}
}
