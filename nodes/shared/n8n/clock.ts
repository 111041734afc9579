import { sleep } from 'n8n-workflow';
import type { Clock } from '../core/clock';
import { Stopped } from '../core/errors';
import { onAbort } from './onAbort';

/** The time that everything runs on; tests put a faster one here. */
export const time = {
	now: () => Date.now(),
	sleep: async (ms: number) => await sleep(ms),
	/** Milliseconds after which an answer that is not there, or a download that sends nothing, is given up. */
	patience: 30_000,
};

/** n8n's sleep cannot be cut short on all versions: a longer one would leave its timer behind. */
const LONGEST_SLICE = 1_000;

interface Sleeper {
	due: number;
	wake(): void;
	stop(): void;
}

/** A clock for one run of a node: however many sleep on it, one timer runs. */
export class ExecutionClock implements Clock {
	readonly random = Math.random;
	private readonly sleepers = new Set<Sleeper>();
	private nextTick = Number.POSITIVE_INFINITY;
	private endWaiting = () => {};

	/** @param signal the execution's cancel signal: it wakes all sleepers with `Stopped` at once */
	constructor(private readonly signal?: AbortSignal) {}

	now() {
		return time.now();
	}

	async sleep(ms: number) {
		if (this.signal?.aborted) throw new Stopped();
		await new Promise<void>((resolve, reject) => {
			if (this.sleepers.size === 0 && this.signal) this.endWaiting = onAbort(this.signal, this.stopAll);
			const due = time.now() + ms;
			this.sleepers.add({ due, wake: resolve, stop: () => reject(new Stopped()) });
			if (due < this.nextTick) void this.tickBy(due);
		});
	}

	private async tickBy(due: number) {
		const now = time.now();
		const at = Math.min(due, now + LONGEST_SLICE);
		this.nextTick = at;
		await time.sleep(Math.max(0, at - now));
		if (this.nextTick === at) this.tick();
	}

	private tick() {
		this.nextTick = Number.POSITIVE_INFINITY;
		const now = time.now();
		let next = Number.POSITIVE_INFINITY;
		for (const sleeper of this.sleepers) {
			if (sleeper.due <= now) {
				this.sleepers.delete(sleeper);
				sleeper.wake();
			} else {
				next = Math.min(next, sleeper.due);
			}
		}
		if (this.sleepers.size > 0) void this.tickBy(next);
		else this.endWaiting();
	}

	private readonly stopAll = () => {
		for (const sleeper of this.sleepers) sleeper.stop();
		this.sleepers.clear();
		this.endWaiting();
	};
}
