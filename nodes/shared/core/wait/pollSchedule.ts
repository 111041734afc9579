import { SECOND_MS } from '../duration';
import { Heap } from '../heap';
import type { Clock } from '../ports';

export const DEFAULT_MAX_POLLS_PER_SECOND = 5;

interface Waiting {
	/** Milliseconds of the clock. */
	askedAt: number;
	delayMs(): number;
	start(): void;
	cancel(reason: unknown): void;
}

/**
 * Says when each wait of a batch may poll: after its delay, and all of them together at most so often a
 * second, evenly spread. When more polls are due than that, those that have been due for longest go first: a delay
 * ends about when the render should, so these are the likeliest to have ended. (Short delays before long ones, which
 * was simulated with 50 to 2,000 renders, puts off whole groups of them.)
 */
export class PollSchedule {
	private readonly waiting = new Heap<Waiting>();
	private readonly gapMs: number;
	private nextPollAt = Number.NEGATIVE_INFINITY;
	private nextTickAt = Number.POSITIVE_INFINITY;

	constructor(
		private readonly clock: Clock,
		maxPollsPerSecond = DEFAULT_MAX_POLLS_PER_SECOND,
	) {
		this.gapMs = SECOND_MS / maxPollsPerSecond;
	}

	/**
	 * Resolves when the caller may poll: after its delay, or later.
	 * @param delayMs milliseconds from now; called again by `reconsider`
	 * @throws ExecutionCancelled
	 */
	async turn(delayMs: () => number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.add({ askedAt: this.clock.now(), delayMs, start: resolve, cancel: reject });
			this.tick();
		});
	}

	/** Takes every delay anew: more is known than when it began. */
	reconsider() {
		for (const poll of this.waiting.clear()) this.add(poll);
		this.tick();
	}

	private add(poll: Waiting) {
		this.waiting.push(poll.askedAt + poll.delayMs(), poll);
	}

	private tick() {
		const now = this.clock.now();
		if (this.waiting.minKey <= now && this.nextPollAt <= now) {
			this.nextPollAt = now + this.gapMs;
			this.waiting.pop()?.start();
		}
		const nextAt = Math.max(this.waiting.minKey, this.nextPollAt);
		if (nextAt < this.nextTickAt) void this.tickAt(nextAt, nextAt - now);
	}

	private async tickAt(at: number, delayMs: number) {
		this.nextTickAt = at;
		try {
			await this.clock.sleep(delayMs);
		} catch (reason) {
			// What waits from now on begins a sleep of its own, which rejects at once.
			this.nextTickAt = Number.POSITIVE_INFINITY;
			for (const poll of this.waiting.clear()) poll.cancel(reason);
			return;
		}
		if (this.nextTickAt !== at) return;
		this.nextTickAt = Number.POSITIVE_INFINITY;
		this.tick();
	}
}
