import type { Clock } from '../clock';

/** One pause for all: when one request is told to slow down (429), every other waits as well. */
export class SharedPause {
	private until = Number.NEGATIVE_INFINITY;

	constructor(private readonly clock: Clock) {}

	extend(ms: number) {
		this.until = Math.max(this.until, this.clock.now() + ms);
	}

	async passed() {
		for (let left = this.left(); left > 0; left = this.left()) await this.clock.sleep(left);
	}

	private left(): number {
		return this.until - this.clock.now();
	}
}
