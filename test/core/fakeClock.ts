/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the fake clock advances between two turns of the event loop; not shipped */
import type { Clock } from '../../nodes/shared/core/ports';
import { ExecutionCancelled } from '../../nodes/shared/core/errors';
import { seededRandom, type Random } from '../simulator/random';

interface Sleeper {
	due: number;
	wake(): void;
	cancel(): void;
}

/**
 * A clock without real time: once everything has run as far as it can and only sleeps are left, it
 * jumps to the first of them that ends. It does not wait for sockets and files: for the core only.
 *
 * @example
 * const clock = new FakeClock();
 * await work(clock); // sleeps for an hour, takes a millisecond
 * expect(clock.slept).toEqual([3_000, 6_000]);
 */
export class FakeClock implements Clock {
	/** How long each sleep was to be, in milliseconds, in the order they began. */
	readonly slept: number[] = [];
	private readonly sleepers = new Set<Sleeper>();
	private cancelled = false;
	private waitingForTurn = false;

	/**
	 * @param time milliseconds at the start
	 * @param random seeded by default, so that a test draws the same numbers every time
	 */
	constructor(
		private time = 0,
		readonly random: Random = seededRandom(1),
	) {}

	now(): number {
		return this.time;
	}

	async sleep(ms: number) {
		if (this.cancelled) throw new ExecutionCancelled();
		this.slept.push(ms);
		await new Promise<void>((resolve, reject) => {
			this.sleepers.add({ due: this.time + ms, wake: resolve, cancel: () => reject(new ExecutionCancelled()) });
			this.advanceWhenIdle();
		});
	}

	/** As a cancelled execution does: every sleep ends in `ExecutionCancelled`, now and from now on. */
	cancel() {
		this.cancelled = true;
		for (const sleeper of this.sleepers) sleeper.cancel();
		this.sleepers.clear();
	}

	/** Between two turns of the event loop all that could run without time passing has run. */
	private advanceWhenIdle() {
		if (this.waitingForTurn) return;
		this.waitingForTurn = true;
		setImmediate(() => {
			this.waitingForTurn = false;
			this.wakeNext();
			if (this.sleepers.size > 0) this.advanceWhenIdle();
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
