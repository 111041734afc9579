/** Time, as the core is handed it. All figures are milliseconds. */
export interface Clock {
	now(): number;
	/** Resolves after `ms`; rejects with `Stopped` at once when the execution is stopped. */
	sleep(ms: number): Promise<void>;
	/** Like Math.random: 0 ≤ x < 1. */
	random(): number;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
