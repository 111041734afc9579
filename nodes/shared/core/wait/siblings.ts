import { SECOND_MS } from '../duration';
import { estimateRemaining, MAX_POLL_INTERVAL_MS, stallLimit, TUNING, type BatchPace, type Sample } from './pacing';
import { ProgressBand } from './progressBand';

/** Fewer renders than this say too little about each other. */
const MIN_BATCH_SIZE = 10;
/** Each render of a batch is polled at least this often: together they are still polled often. */
const MAX_BATCH_POLL_INTERVAL_MS = 2 * MAX_POLL_INTERVAL_MS;
/** The same while none has ended, for one that is at 0 %: it may begin, and then be fast. */
const MAX_EARLY_STALL_MS = 40 * SECOND_MS;

/** Between fewer requests and a shorter lag; `npm run bench -- 2` draws the curve these were chosen from. */
export interface BatchTuning {
	/** The longest sleep while no render has ended and this one makes no progress just below 100 %, in intervals. */
	earlyIntervalsNearEnd: number;
	/** How much shorter the lag has to become for one more poll, in milliseconds. */
	lagPerPollMs: number;
	/** The shortest sleep while a render makes no progress, in intervals. */
	minBlindIntervals: number;
	/** How much of an estimate to sleep before enough of them came true. */
	unprovenShare: number;
}

export const BATCH_TUNING: BatchTuning = { earlyIntervalsNearEnd: 4, lagPerPollMs: 80, minBlindIntervals: 1.5, unprovenShare: 0.4 };

/** What is learned, is learned per so many per cent of progress. */
const BAND = 20;

/** After each end the others would be paced anew, but that many times more suffice. */
const RECONSIDER_FACTOR = 1.25;

/** What the finished renders of a batch, which began together, show about those that still render. */
export class Siblings {
	private readonly bands = Array.from({ length: 100 / BAND + 1 }, () => new ProgressBand());
	private readonly all = { ended: 0, renderedMs: 0 };
	private firstEndAt = Number.POSITIVE_INFINITY;
	private reconsiderAtEnds = 1;

	/** @param total renders in the batch */
	constructor(
		private readonly total: number,
		private readonly tuning: BatchTuning = BATCH_TUNING,
	) {}

	/**
	 * A render was polled for at least the second time, and goes on.
	 * @param samples its latest polls, with the last
	 */
	recordPoll(samples: readonly Sample[]) {
		const [previous, last] = samples.slice(-2);
		const renderedMs = last.at - Math.max(previous.at, this.firstEndAt);
		if (renderedMs <= 0) return;
		this.all.renderedMs += renderedMs;
		this.bandAt(previous.progress).renderedMs += renderedMs;
	}

	/**
	 * A render has ended that was seen rendering before.
	 * @param samples its latest polls, with the last
	 * @returns whether this is reason to pace the others anew
	 */
	recordEnd(samples: readonly Sample[]): boolean {
		const [previous, end] = samples.slice(-2);
		this.firstEndAt = Math.min(this.firstEndAt, end.at);
		this.recordPoll(samples);
		this.all.ended += 1;
		this.bandAt(previous.progress).ended += 1;
		this.recordEstimates(samples.slice(0, -1), (previous.at + end.at) / 2);
		if (this.all.ended < this.reconsiderAtEnds) return false;
		this.reconsiderAtEnds = Math.floor(this.reconsiderAtEnds * RECONSIDER_FACTOR) + 1;
		return true;
	}

	/** How to pace a render with these polls; undefined when the batch says nothing. */
	paceOf(samples: readonly Sample[], intervalMs: number): BatchPace | undefined {
		if (this.total < MIN_BATCH_SIZE) return undefined;
		const maxMs = Math.max(MAX_BATCH_POLL_INTERVAL_MS, intervalMs);
		const { remaining, remainingMs } = estimateRemaining(samples);
		if (this.all.ended === 0) {
			const maxStallMs = stallLimit(remaining, this.tuning.earlyIntervalsNearEnd * intervalMs, Math.max(MAX_EARLY_STALL_MS, intervalMs));
			return { sleepMs: remainingMs * TUNING.shareOfRemaining, maxStallMs, maxMs };
		}
		const band = this.bandAt(100 - remaining);
		const sleepMs = band.provenSleepMs(remainingMs, intervalMs) ?? remainingMs * this.tuning.unprovenShare;
		const blindMs = band.blindSleepMs(this.all.renderedMs / this.all.ended, this.tuning.lagPerPollMs);
		const maxStallMs = Math.min(Math.max(this.tuning.minBlindIntervals * intervalMs, blindMs), Math.max(MAX_POLL_INTERVAL_MS, intervalMs));
		return { sleepMs, maxStallMs, maxMs };
	}

	private recordEstimates(rendering: readonly Sample[], endedAt: number) {
		for (let count = 2; count <= rendering.length; count += 1) {
			const { at, progress } = rendering[count - 1];
			const band = this.bandAt(progress);
			if (!band.isFull) band.recordEstimate(estimateRemaining(rendering.slice(0, count)).remainingMs, endedAt - at);
		}
	}

	private bandAt(progress: number): ProgressBand {
		return this.bands[Math.floor(progress / BAND)];
	}
}
