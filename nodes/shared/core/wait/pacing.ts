import { SECOND } from '../clock';

export type Pacing = 'adaptive' | 'fixed';

/** One look at a render: when (ms) and how far (0–100). */
export interface Sample {
	at: number;
	progress: number;
}

/** No render is asked more rarely than this. */
export const RAREST = 30 * SECOND;

/** How much of the estimated rest to sleep: under one, because estimates err on the late side too. */
const SHARE_OF_REST = 0.6;

/** How much of the time that progress has stood still to sleep on: a queue is asked ever more rarely. */
const SHARE_OF_STANDSTILL = 0.25;

/**
 * How long to wait before asking again, in milliseconds: never less than `interval`, never more than
 * 30 s (or the interval, when that is longer). Adaptive pacing takes the speed of the last stretch
 * that moved, and asks rarely while the end is far, closely when it is near. Up to a tenth is added
 * at random, so that items spread.
 */
export function nextDelay(
	samples: readonly Sample[],
	interval: number,
	pacing: Pacing,
	random: () => number,
): number {
	if (pacing === 'fixed') return interval;
	const delay = Math.min(Math.max(interval, guess(samples)), Math.max(RAREST, interval));
	return delay + delay * 0.1 * random();
}

function guess(samples: readonly Sample[]): number {
	const last = samples.at(-1);
	if (!last || last.progress >= 100) return 0;
	const moved = samples.findLast((sample) => sample.progress < last.progress);
	const since = samples.find((sample) => sample.progress === last.progress) ?? last;
	const standstill = (last.at - since.at) * SHARE_OF_STANDSTILL;
	if (!moved) return standstill;
	const speed = (last.progress - moved.progress) / (since.at - moved.at);
	const rest = (100 - last.progress) / speed - (last.at - since.at);
	return Math.max(standstill, rest * SHARE_OF_REST);
}
