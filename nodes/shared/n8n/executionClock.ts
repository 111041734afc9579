import { SECOND_MS } from '../core/duration';
import { ExecutionCancelled } from '../core/errors';
import { Heap } from '../core/heap';
import type { Clock } from '../core/ports';
import { onAbort } from './onAbort';
import type { Runtime } from './runtime';

/** n8n's sleep cannot be interrupted in all versions: a longer one would leave its timer behind. */
const MAX_SLICE_MS = SECOND_MS;

interface Sleeper {
	wake(): void;
	cancel(): void;
}

/** A clock for one run of a node: however many sleep on it, one timer runs. */
export class ExecutionClock implements Clock {
	readonly random = Math.random;
	private readonly sleepers = new Heap<Sleeper>();
	private nextTick = Number.POSITIVE_INFINITY;
	private stopListening = () => {};

	/** @param cancelSignal of the execution: it wakes all sleepers with `ExecutionCancelled` at once */
	constructor(
		private readonly runtime: Runtime,
		private readonly cancelSignal?: AbortSignal,
	) {}

	now() {
		return this.runtime.now();
	}

	async sleep(ms: number) {
		if (this.cancelSignal?.aborted) throw new ExecutionCancelled();
		await new Promise<void>((resolve, reject) => {
			if (this.sleepers.size === 0 && this.cancelSignal) this.stopListening = onAbort(this.cancelSignal, this.cancelAll);
			const due = this.now() + ms;
			this.sleepers.push(due, { wake: resolve, cancel: () => reject(new ExecutionCancelled()) });
			if (due < this.nextTick) void this.tickBy(due);
		});
	}

	private async tickBy(due: number) {
		const now = this.now();
		const at = Math.min(due, now + MAX_SLICE_MS);
		this.nextTick = at;
		await this.runtime.sleep(Math.max(0, at - now));
		if (this.nextTick === at) this.tick();
	}

	private tick() {
		this.nextTick = Number.POSITIVE_INFINITY;
		const now = this.now();
		while (this.sleepers.minKey <= now) this.sleepers.pop()?.wake();
		if (this.sleepers.size > 0) void this.tickBy(this.sleepers.minKey);
		else this.stopListening();
	}

	private readonly cancelAll = () => {
		for (const sleeper of this.sleepers.clear()) sleeper.cancel();
		this.stopListening();
	};
}
