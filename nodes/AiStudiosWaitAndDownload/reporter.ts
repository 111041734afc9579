import type { IExecuteFunctions } from 'n8n-workflow';
import { SECOND, type Clock } from '../shared/core/clock';
import type { RenderProgress } from '../shared/core/contract';
import type { Tally } from '../shared/core/wait/tally';

/** People are told no more often than this, in milliseconds. */
const SELDOM = 5 * SECOND;

/** Tells people how the batch stands: in the log, and in manual runs in the browser's console. */
export class Reporter {
	private toldAt = Number.NEGATIVE_INFINITY;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly tally: Tally,
		private readonly clock: Clock,
	) {}

	/** Follows the wait for one project; its end counts whatever it is. */
	async follow<T extends { timedOut: boolean }>(
		projectKey: string,
		wait: (seen: (render: RenderProgress) => void) => Promise<T>,
	): Promise<T> {
		let finished = false;
		try {
			const waited = await wait((render) => {
				this.tally.seen(projectKey, render);
				this.tell();
			});
			finished = !waited.timedOut;
			return waited;
		} finally {
			this.tally.ended(projectKey, finished);
			this.tell();
		}
	}

	/** Nobody waits any more when the execution was stopped. */
	private tell() {
		if (this.context.getExecutionCancelSignal()?.aborted) return;
		const now = this.clock.now();
		if (now - this.toldAt < SELDOM) return;
		this.toldAt = now;
		const message = `AI Studios: ${this.tally.sentence(now)}`;
		this.context.logger.info(message);
		if (this.context.getMode() === 'manual') this.context.sendMessageToUI(message);
	}
}
