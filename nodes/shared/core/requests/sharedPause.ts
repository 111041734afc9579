import type { Clock } from '../clock';

/** One pause for all: when one request is told to slow down (429), every other waits as well. */
export class SharedPause {
	private until = Number.NEGATIVE_INFINITY;

	constructor(private readonly clock: Clock) {}

	extend(ms: number) {
		this.until = Math.max(this.until, this.clock.now() + ms);
	}

	/** Sleeps until the pause is over, but not beyond the moment `latest`; false when it is not over then. */
	async passed(latest: number): Promise<boolean> {
		for (let left = this.left(); left > 0; left = this.left()) {
			const time = latest - this.clock.now();
			if (time <= 0) return false;
			await this.clock.sleep(Math.min(left, time));
		}
		return true;
	}

	private left(): number {
		return this.until - this.clock.now();
	}
}
