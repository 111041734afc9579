/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the CPU time of this process; not shipped */

const MICROSECONDS_PER_SECOND = 1e6;

/** User and system time of this process, in seconds, since `before` was read with `process.cpuUsage()`. */
export function cpuSecondsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / MICROSECONDS_PER_SECOND;
}
