import { MINUTE, SECOND } from '../clock';
import type { RenderProgress } from '../contract';

/** What was seen of a render in work: 0–100, when it was first looked at and now. */
interface Seen {
	first: number;
	last: number;
}

/** How a batch of renders stands, for people who wait for it. */
export class Tally {
	private readonly inWork = new Map<string, Seen>();
	private done = 0;
	private failed = 0;

	/** @param startedAt milliseconds */
	constructor(
		private readonly total: number,
		private readonly startedAt: number,
	) {}

	seen(projectKey: string, { progress }: RenderProgress) {
		const first = this.inWork.get(projectKey)?.first ?? progress;
		this.inWork.set(projectKey, { first, last: progress });
	}

	ended(projectKey: string, ok: boolean) {
		this.inWork.delete(projectKey);
		if (ok) this.done += 1;
		else this.failed += 1;
	}

	/** One sentence: "3 of 50 videos are there, 46 in work, 1 failed; about 4 minutes left". */
	sentence(now: number): string {
		const inWork = this.total - this.done - this.failed;
		const failed = this.failed > 0 ? `, ${this.failed} failed` : '';
		const left = inWork === this.inWork.size ? this.left(now) : undefined;
		const time = left === undefined ? '' : `; about ${inWords(left)} left`;
		return `${this.done} of ${this.total} videos are there, ${inWork} in work${failed}${time}`;
	}

	/** Milliseconds until the slowest render ends, if all keep their speed; unknown until all have moved. */
	private left(now: number): number | undefined {
		const lefts = [...this.inWork.values()].map(({ first, last }) =>
			last > first ? ((100 - last) * (now - this.startedAt)) / (last - first) : Number.NaN,
		);
		const slowest = Math.max(...lefts);
		return Number.isFinite(slowest) ? slowest : undefined;
	}
}

function inWords(ms: number): string {
	const minutes = Math.round(ms / MINUTE);
	if (minutes > 1) return `${minutes} minutes`;
	return `${10 * Math.max(1, Math.round(ms / SECOND / 10))} seconds`;
}
