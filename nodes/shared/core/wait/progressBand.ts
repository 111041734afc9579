/** Of actual by estimated times: fewer say too little, and more nothing new. */
const MIN_RATIOS = 10;
const MAX_RATIOS = 100;
/** By then a render has likely ended. */
const LATE_QUANTILE = 0.7;
/** Estimates agree when the earliest and the likely end are not so many intervals apart. */
const AGREEING_INTERVALS = 2;

/** How much the whole batch says about a band, as if so many renders had ended in it. */
const PRIOR_ENDS = 0.3;

/** What the renders of a batch have shown in one range of progress. */
export class ProgressBand {
	/** Renders that ended after they had been seen here last. */
	ended = 0;
	/** For how long renders were here, in total, since the first end. */
	renderedMs = 0;
	/** Actual by estimated remaining time, ascending. */
	private readonly ratios: number[] = [];

	get isFull(): boolean {
		return this.ratios.length >= MAX_RATIOS;
	}

	recordEstimate(estimatedMs: number, actualMs: number) {
		if (estimatedMs <= 0) return;
		this.ratios.push(actualMs / estimatedMs);
		this.ratios.sort((one, other) => one - other);
	}

	/**
	 * How long to sleep on an estimate: up to the earliest end that estimates here have led to, or where
	 * they agree, up to the likely end.
	 * @returns undefined when too few came true
	 */
	provenSleepMs(remainingMs: number, intervalMs: number): number | undefined {
		if (this.ratios.length < MIN_RATIOS) return undefined;
		const earliestMs = remainingMs * this.ratios[0];
		const likelyMs = remainingMs * this.ratios[Math.floor(this.ratios.length * LATE_QUANTILE)];
		return likelyMs - earliestMs < AGREEING_INTERVALS * intervalMs ? likelyMs : earliestMs;
	}

	/**
	 * How long to sleep when progress does not tell the end. When renders end after a mean time m, polls
	 * every d take m / d requests for a lag of d / 2: with a price for a request, their sum is least when d
	 * goes with the root of m.
	 * @param batchMeanMs of the whole batch
	 */
	blindSleepMs(batchMeanMs: number, lagPerPollMs: number): number {
		const meanMs = (this.renderedMs + PRIOR_ENDS * batchMeanMs) / (this.ended + PRIOR_ENDS);
		return Math.sqrt(2 * lagPerPollMs * meanMs);
	}
}
