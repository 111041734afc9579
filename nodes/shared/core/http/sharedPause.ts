import type { Clock } from '../ports';

/** One pause for all: when one request is rate limited, every other waits as well. */
export class SharedPause {
	private until = Number.NEGATIVE_INFINITY;

	constructor(private readonly clock: Clock) {}

	extend(ms: number) {
		this.until = Math.max(this.until, this.clock.now() + ms);
	}

	/** Sleeps until the pause is over, but not beyond `deadline` (milliseconds of the clock); false when it is not over then. */
	async over(deadline: number): Promise<boolean> {
		for (let left = this.remaining(); left > 0; left = this.remaining()) {
			const time = deadline - this.clock.now();
			if (time <= 0) return false;
			await this.clock.sleep(Math.min(left, time));
		}
		return true;
	}

	private remaining(): number {
		return this.until - this.clock.now();
	}
}
