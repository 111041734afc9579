import { estimateRemaining, MAX_POLL_INTERVAL_MS, type DelayLimits, type Sample } from './pacing';

/** Fewer renders than this say too little about each other. */
const MIN_BATCH_SIZE = 10;
/** While no render of a batch has ended, each is polled this rarely: together they are still polled often. */
const MAX_BATCH_POLL_INTERVAL_MS = 2 * MAX_POLL_INTERVAL_MS;
/** The same for one that makes no progress, because it may end by surprise. */
const MAX_EARLY_STALL_MS = MAX_POLL_INTERVAL_MS / 2;

/** Between fewer requests and a shorter lag; `npm run bench -- 2` draws the curve these were chosen from. */
export interface BatchTuning {
	/** The shortest delay while no render has ended, in intervals. */
	earlyIntervals: number;
	/** Of the mean time that the others will still take, how much to sleep when progress does not tell. */
	shareOfMeanRemaining: number;
	/** The shortest delay when progress does not tell, in intervals. */
	minBlindIntervals: number;
}

export const BATCH_TUNING: BatchTuning = { earlyIntervals: 3, shareOfMeanRemaining: 0.03, minBlindIntervals: 1.5 };

/** A render ended by surprise when it took less than this share of its shortest estimated time. */
const SURPRISE_SHARE = 0.3;
/** From this share of surprises on, the estimates of a batch are not relied on. */
const MAX_SURPRISE_RATE = 0.2;

/** What share of an estimate may be slept, learned per ten per cent of progress. */
const BAND = 10;
const MIN_RATIOS = 5;
const MAX_RATIOS = 100;
const CAUTIOUS_QUANTILE = 0.1;
const TRUST = 0.9;
const MAX_SHARE_OF_REMAINING = 3;

/** What the finished renders of a batch, which began together, show about those that still render. */
export class Siblings {
	private ended = 0;
	private endedMs = 0;
	private firstEndMs = Number.POSITIVE_INFINITY;
	private surprises = 0;
	/** Actual by estimated remaining time, ascending, per band of progress. */
	private readonly ratios: number[][] = Array.from({ length: 100 / BAND + 1 }, () => []);

	/** @param total renders in the batch */
	constructor(
		private readonly total: number,
		private readonly tuning: BatchTuning = BATCH_TUNING,
	) {}

	/**
	 * A render has ended that was seen rendering before.
	 * @param samples its latest polls, with the last
	 * @param elapsedMs since the batch began
	 * @returns whether it is the first
	 */
	recordEnd(samples: readonly Sample[], elapsedMs: number): boolean {
		this.ended += 1;
		this.endedMs += elapsedMs;
		this.firstEndMs = Math.min(this.firstEndMs, elapsedMs);
		const end = samples[samples.length - 1];
		const previous = samples[samples.length - 2];
		if (previous) this.learnFrom(samples.slice(0, -1), (previous.at + end.at) / 2, end.at);
		return this.ended === 1;
	}

	/** How to pace a render at this progress; undefined when the batch says nothing. */
	limitsFor(progress: number, elapsedMs: number, intervalMs: number): DelayLimits | undefined {
		if (this.total < MIN_BATCH_SIZE) return undefined;
		const maxMs = Math.max(MAX_BATCH_POLL_INTERVAL_MS, intervalMs);
		if (this.ended === 0) return { minMs: this.tuning.earlyIntervals * intervalMs, maxMs, maxStallMs: MAX_EARLY_STALL_MS };
		const blindMs = this.blindDelay(elapsedMs, intervalMs);
		const isSurprising = this.surprises > this.ended * MAX_SURPRISE_RATE;
		return { minMs: intervalMs, maxMs: isSurprising ? blindMs : maxMs, maxStallMs: blindMs, shareOfRemaining: this.shareAt(progress) };
	}

	/** A share of the mean time to the end, as if since the first end one were as likely at any moment. */
	private blindDelay(elapsedMs: number, intervalMs: number): number {
		const rendering = this.total - this.ended;
		const renderedMs = this.endedMs - this.ended * this.firstEndMs + rendering * Math.max(0, elapsedMs - this.firstEndMs);
		const delay = (renderedMs / this.ended) * this.tuning.shareOfMeanRemaining;
		return Math.min(Math.max(this.tuning.minBlindIntervals * intervalMs, delay), Math.max(MAX_POLL_INTERVAL_MS, intervalMs));
	}

	private learnFrom(rendering: readonly Sample[], endedAt: number, seenAt: number) {
		for (let count = 2; count <= rendering.length; count += 1) {
			const samples = rendering.slice(0, count);
			const last = samples[count - 1];
			const { remainingMs } = estimateRemaining(samples);
			const isLast = count === rendering.length;
			if (remainingMs > 0) this.addRatio(last.progress, (endedAt - last.at) / remainingMs);
			if (isLast && (remainingMs <= 0 || seenAt - last.at < remainingMs * SURPRISE_SHARE)) this.surprises += 1;
		}
	}

	private addRatio(progress: number, ratio: number) {
		const ratios = this.ratios[Math.floor(progress / BAND)];
		if (ratios.length >= MAX_RATIOS || !Number.isFinite(ratio)) return;
		ratios.push(ratio);
		ratios.sort((one, other) => one - other);
	}

	private shareAt(progress: number): number | undefined {
		const ratios = this.ratios[Math.floor(progress / BAND)];
		if (ratios.length < MIN_RATIOS) return undefined;
		return Math.min(TRUST * ratios[Math.floor(ratios.length * CAUTIOUS_QUANTILE)], MAX_SHARE_OF_REMAINING);
	}
}
