import type { RenderProgress } from '../api';
import { MINUTE_MS, SECOND_MS } from '../duration';

/** Progress of a render that is not finished, 0 to 100: at its first poll and at its last. */
interface ProgressRange {
	first: number;
	last: number;
}

/** The progress of a batch of renders, for people who wait for it. */
export class BatchProgress {
	private readonly rendering = new Map<string, ProgressRange>();
	private finished = 0;
	private failed = 0;

	/** @param startedAt milliseconds of the clock */
	constructor(
		private readonly total: number,
		private readonly startedAt: number,
	) {}

	update(projectKey: string, { progress }: Pick<RenderProgress, 'progress'>) {
		const first = this.rendering.get(projectKey)?.first ?? progress;
		this.rendering.set(projectKey, { first, last: progress });
	}

	finish(projectKey: string, ok: boolean) {
		this.rendering.delete(projectKey);
		if (ok) this.finished += 1;
		else this.failed += 1;
	}

	/** "3 of 50 videos finished, 46 rendering, 1 failed; about 4 minutes left". */
	summary(now: number): string {
		const rendering = this.total - this.finished - this.failed;
		const failed = this.failed > 0 ? `, ${this.failed} failed` : '';
		const remainingMs = rendering === this.rendering.size ? this.estimateRemainingMs(now) : undefined;
		const time = remainingMs === undefined ? '' : `; about ${roundedDuration(remainingMs)} left`;
		return `${this.finished} of ${this.total} videos finished, ${rendering} rendering${failed}${time}`;
	}

	/** Until the slowest render ends, if all keep their speed; unknown until all have moved. */
	private estimateRemainingMs(now: number): number | undefined {
		let slowest = Number.NEGATIVE_INFINITY;
		for (const { first, last } of this.rendering.values()) {
			if (last <= first) return undefined;
			slowest = Math.max(slowest, ((100 - last) * (now - this.startedAt)) / (last - first));
		}
		return Number.isFinite(slowest) ? slowest : undefined;
	}
}

function roundedDuration(ms: number): string {
	const minutes = Math.round(ms / MINUTE_MS);
	if (minutes > 1) return `${minutes} minutes`;
	return `${10 * Math.max(1, Math.round(ms / SECOND_MS / 10))} seconds`;
}
