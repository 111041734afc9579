/** The simulator's time: real time multiplied by a speed, computed on demand. */
export class Clock {
	private realAnchor: number;

	private simulatedAnchor: number;

	/**
	 * @param realNow milliseconds since 1970, as `Date.now`
	 * @param speed simulated seconds per real second
	 */
	constructor(
		private readonly realNow: () => number,
		private speed: number,
	) {
		this.realAnchor = realNow();
		this.simulatedAnchor = this.realAnchor;
	}

	/** Simulated milliseconds since 1970. */
	now(): number {
		return this.simulatedAnchor + (this.realNow() - this.realAnchor) * this.speed;
	}

	/** Changes the speed from now on; elapsed time stays as it is. */
	setSpeed(speed: number): void {
		this.simulatedAnchor = this.now();
		this.realAnchor = this.realNow();
		this.speed = speed;
	}
}
