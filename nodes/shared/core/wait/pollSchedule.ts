import { SECOND_MS } from '../duration';
import { Heap } from '../heap';
import type { Clock } from '../ports';

export const DEFAULT_MAX_POLLS_PER_SECOND = 5;

/** How much a short delay counts against having waited for long, when more polls are due than the budget allows. */
const PRIORITY_OF_SHORT_DELAYS = 100;

interface Waiting {
	priority: number;
	/** Milliseconds of the clock. */
	earliestAt: number;
	start(): void;
	cancel(reason: unknown): void;
}

/**
 * Says when each wait of a batch may poll: after its delay, and all of them together at most so often a
 * second, evenly spread. When more polls are due than that, those with short delays, and so near their
 * end, go first; the others move up as they wait.
 */
export class PollSchedule {
	private readonly waiting = new Heap<Waiting>();
	private readonly due = new Heap<Waiting>();
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
	 * Resolves when the caller may poll, `delayMs` from now or later.
	 * @param minDelayMs the delay when `endDelays` is called meanwhile
	 * @throws ExecutionCancelled
	 */
	async turn(delayMs: number, minDelayMs = delayMs): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const now = this.clock.now();
			const priority = now + delayMs + delayMs * PRIORITY_OF_SHORT_DELAYS;
			this.waiting.push(now + delayMs, { priority, earliestAt: now + Math.min(minDelayMs, delayMs), start: resolve, cancel: reject });
			this.tick();
		});
	}

	/** Shortens every delay to its minimum; the polls are spread as the budget allows. */
	endDelays() {
		for (const poll of this.waiting.clear()) this.waiting.push(poll.earliestAt, poll);
		this.tick();
	}

	private tick() {
		const now = this.clock.now();
		while (this.waiting.minKey <= now) this.makeDue(this.waiting.pop());
		if (this.due.size > 0 && this.nextPollAt <= now) {
			this.nextPollAt = now + this.gapMs;
			this.due.pop()?.start();
		}
		const nextAt = this.due.size > 0 ? this.nextPollAt : Math.max(this.waiting.minKey, this.nextPollAt);
		if (nextAt < this.nextTickAt) void this.tickAt(nextAt, nextAt - now);
	}

	private makeDue(poll: Waiting | undefined) {
		if (poll) this.due.push(poll.priority, poll);
	}

	private async tickAt(at: number, delayMs: number) {
		this.nextTickAt = at;
		try {
			await this.clock.sleep(delayMs);
		} catch (reason) {
			for (const poll of [...this.waiting.clear(), ...this.due.clear()]) poll.cancel(reason);
			return;
		}
		if (this.nextTickAt !== at) return;
		this.nextTickAt = Number.POSITIVE_INFINITY;
		this.tick();
	}
}
