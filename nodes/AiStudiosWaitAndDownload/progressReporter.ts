import type { IExecuteFunctions } from 'n8n-workflow';
import type { RenderProgress } from '../shared/core/api';
import { SECOND_MS } from '../shared/core/duration';
import type { Clock } from '../shared/core/ports';
import type { BatchProgress } from '../shared/core/wait/batchProgress';

const MIN_REPORT_INTERVAL_MS = 5 * SECOND_MS;

/** Reports the progress of the batch: in the log, and in manual runs in the browser's console. */
export class ProgressReporter {
	private reportedAt = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly progress: BatchProgress,
		private readonly clock: Clock,
	) {}

	/** Follows the wait for one project; its end counts whatever it is. */
	async follow<T extends { timedOut: boolean }>(
		projectKey: string,
		wait: (onProgress: (render: RenderProgress) => void) => Promise<T>,
	): Promise<T> {
		let finished = false;
		try {
			const result = await wait((render) => {
				this.progress.update(projectKey, render);
				this.report();
			});
			finished = !result.timedOut;
			return result;
		} finally {
			this.progress.finish(projectKey, finished);
			this.report();
		}
	}

	/** Nobody waits any more when the execution was cancelled. */
	private report() {
		if (this.context.getExecutionCancelSignal()?.aborted) return;
		const now = this.clock.now();
		if (now - this.reportedAt < MIN_REPORT_INTERVAL_MS) return;
		this.reportedAt = now;
		const message = `AI Studios: ${this.progress.summary(now)}`;
		this.context.logger.info(message);
		if (this.context.getMode() === 'manual') this.context.sendMessageToUI(message);
	}
}
