export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;

/** "40 seconds" below a minute, else "3 minutes"; rounded up. */
export function formatDuration(ms: number): string {
	const [count, unit] = ms < MINUTE_MS ? [Math.ceil(ms / SECOND_MS), 'second'] : [Math.ceil(ms / MINUTE_MS), 'minute'];
	return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
