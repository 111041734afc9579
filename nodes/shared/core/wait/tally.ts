import { MINUTE, SECOND } from '../clock';
import type { RenderProgress } from '../contract';

/** How a batch of renders stands, for people who wait for it. */
export class Tally {
	private readonly progress = new Map<string, number>();
	private done = 0;
	private failed = 0;

	/** @param startedAt milliseconds */
	constructor(
		private readonly total: number,
		private readonly startedAt: number,
	) {}

	seen(projectKey: string, { progress }: RenderProgress) {
		this.progress.set(projectKey, progress);
	}

	ended(projectKey: string, ok: boolean) {
		this.progress.delete(projectKey);
		if (ok) this.done += 1;
		else this.failed += 1;
	}

	/** One sentence: "3 of 50 videos are there, 46 are rendering, 1 failed; about 4 minutes left". */
	sentence(now: number): string {
		const rendering = this.total - this.done - this.failed;
		const failed = this.failed > 0 ? `, ${this.failed} failed` : '';
		const left = this.left(now);
		const time = left === undefined ? '' : `; about ${inWords(left)} left`;
		return `${this.done} of ${this.total} videos are there, ${rendering} in work${failed}${time}`;
	}

	/** Milliseconds until the slowest known render ends, if all keep their speed. */
	private left(now: number): number | undefined {
		const slowest = Math.min(...this.progress.values());
		if (!Number.isFinite(slowest) || slowest <= 0) return undefined;
		return ((now - this.startedAt) * (100 - slowest)) / slowest;
	}
}

function inWords(ms: number): string {
	const minutes = Math.round(ms / MINUTE);
	if (minutes > 1) return `${minutes} minutes`;
	return `${Math.max(1, Math.round(ms / SECOND))} seconds`;
}
