/* eslint-disable @n8n/community-nodes/no-restricted-globals -- measures what a test costs; not shipped */

/** CPU milliseconds of this process while `work` runs: the same on a busy machine, where real time is not. */
export async function cpuMsOf(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
