import { SECOND } from '../clock';

export type Pacing = 'adaptive' | 'fixed';

/** One look at a render: when (ms) and how far (0–100). */
export interface Sample {
	at: number;
	progress: number;
}

/** No render is asked more rarely than this. */
export const RAREST = 30 * SECOND;

/** Between fewer requests and a shorter lag; `npm run bench -- 2` draws the curve these were chosen from. */
export interface Tuning {
	/** How much of the estimated rest to sleep: estimates err, and the last stretch is asked closely. */
	shareOfRest: number;
	/** How much of the time that progress has stood still to sleep on. */
	shareOfStandstill: number;
	/** The longest sleep beside a render that stands just below 100, in intervals. */
	closeToTheEnd: number;
}

export const TUNING: Tuning = { shareOfRest: 0.6, shareOfStandstill: 0.5, closeToTheEnd: 1.5 };

/**
 * How long to wait before asking again, in milliseconds: never less than `interval`, never more than
 * 30 s (or the interval, when that is longer). Adaptive pacing sleeps 60 % of the shortest time the
 * rest can take, going by the fastest stretch seen; beside a render that stands still it sleeps half
 * as long as that stands already, up to 30 s at 0 % and 1.5 intervals at 99 %. Up to a tenth is added
 * at random, so that items spread.
 */
export function nextDelay(
	samples: readonly Sample[],
	interval: number,
	pacing: Pacing,
	random: () => number,
	tuning: Tuning = TUNING,
): number {
	if (pacing === 'fixed') return interval;
	const rarest = Math.max(RAREST, interval);
	const delay = Math.min(Math.max(interval, guess(samples, interval, rarest, tuning)), rarest);
	return delay + delay * 0.1 * random();
}

function guess(samples: readonly Sample[], interval: number, rarest: number, tuning: Tuning): number {
	const last = samples.at(-1);
	if (!last) return interval;
	const left = 100 - last.progress;
	const rise = sinceItFell(samples);
	const since = rise.find(({ progress }) => progress === last.progress) ?? last;
	const stands = last.at - since.at;
	const rest = left / fastest(rise, since) - stands;

	const close = interval * tuning.closeToTheEnd;
	const longest = close + (rarest - close) * (left / 100) ** 2;
	return Math.max(rest * tuning.shareOfRest, Math.min(stands * tuning.shareOfStandstill, longest));
}

/** Progress that goes backwards begins anew: what was before tells nothing of the speed. */
function sinceItFell(samples: readonly Sample[]): readonly Sample[] {
	const top = samples.findLastIndex(({ progress }, index) => progress > (samples[index + 1]?.progress ?? 100));
	return samples.slice(top + 1);
}

/** Per cent a millisecond in the fastest of the stretches that end at `since`; Infinity when it never moved. */
function fastest(rise: readonly Sample[], since: Sample): number {
	const speeds = rise
		.filter(({ progress }) => progress < since.progress)
		.map(({ at, progress }) => (since.progress - progress) / (since.at - at));
	return speeds.length > 0 ? Math.max(...speeds) : Number.POSITIVE_INFINITY;
}
