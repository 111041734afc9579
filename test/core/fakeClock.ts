/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the fake clock moves on when the event loop comes round; not shipped */
import type { Clock } from '../../nodes/shared/core/clock';
import { Stopped } from '../../nodes/shared/core/errors';
import { seededRandom, type Random } from '../simulator/random';

interface Sleeper {
	due: number;
	wake(): void;
	stop(): void;
}

/**
 * A clock without real time: once everything has run as far as it can and only sleeps are left, it
 * jumps to the first of them that ends. It knows nothing of sockets and files: for the core only.
 *
 * @example
 * const clock = new FakeClock();
 * await work(clock); // sleeps for an hour, takes a millisecond
 * expect(clock.slept).toEqual([3_000, 6_000]);
 */
export class FakeClock implements Clock {
	/** What each sleep asked for, in milliseconds, in the order they began. */
	readonly slept: number[] = [];
	private readonly sleepers = new Set<Sleeper>();
	private stopped = false;
	private turning = false;

	/**
	 * @param time milliseconds at the start
	 * @param random seeded by default, so that a test brings the same every time
	 */
	constructor(
		private time = 0,
		readonly random: Random = seededRandom(1),
	) {}

	now(): number {
		return this.time;
	}

	async sleep(ms: number) {
		if (this.stopped) throw new Stopped();
		this.slept.push(ms);
		await new Promise<void>((resolve, reject) => {
			this.sleepers.add({ due: this.time + ms, wake: resolve, stop: () => reject(new Stopped()) });
			this.turn();
		});
	}

	/** As a cancelled execution does: every sleep ends in `Stopped`, now and from now on. */
	stop() {
		this.stopped = true;
		for (const sleeper of this.sleepers) sleeper.stop();
		this.sleepers.clear();
	}

	/** Between two turns of the event loop all that could run without time passing has run. */
	private turn() {
		if (this.turning) return;
		this.turning = true;
		setImmediate(() => {
			this.turning = false;
			this.wakeNext();
			if (this.sleepers.size > 0) this.turn();
		});
	}

	private wakeNext() {
		let next = Number.POSITIVE_INFINITY;
		for (const { due } of this.sleepers) next = Math.min(next, due);
		if (next === Number.POSITIVE_INFINITY) return;
		this.time = Math.max(this.time, next);
		for (const sleeper of this.sleepers) {
			if (sleeper.due > this.time) continue;
			this.sleepers.delete(sleeper);
			sleeper.wake();
		}
	}
}
