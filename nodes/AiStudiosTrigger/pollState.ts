import type { IPollFunctions } from 'n8n-workflow';

/** What this process knows of one trigger, beside what n8n has stored for it. */
export interface PollState {
	isPolling: boolean;
	/** The activation that was polled last: n8n hands the same functions to all polls of one. */
	activation?: WeakRef<IPollFunctions>;
	/**
	 * Keys that were seen. When a workflow is saved while it is polled, n8n goes on with the static data that it had
	 * loaded before.
	 */
	seen: Set<string>;
	/** Polls in a row in which a video could not be downloaded, by its key. */
	failedDownloads: Map<string, number>;
}

/** The states of all triggers, by workflow and node. */
export class PollStates {
	private readonly states = new Map<string, PollState>();

	/**
	 * Runs a poll, unless another one of the same trigger still runs: n8n starts them by the clock, and one that
	 * downloads can take longer than the interval.
	 */
	async exclusively<T>(context: IPollFunctions, poll: (state: PollState) => Promise<T | null>): Promise<T | null> {
		const state = this.stateOf(context);
		if (state.isPolling) return null;
		state.isPolling = true;
		try {
			const result = await poll(state);
			state.activation = new WeakRef(context);
			return result;
		} finally {
			state.isPolling = false;
		}
	}

	private stateOf(context: IPollFunctions): PollState {
		const id = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
		const state = this.states.get(id) ?? { isPolling: false, seen: new Set<string>(), failedDownloads: new Map<string, number>() };
		this.states.set(id, state);
		return state;
	}
}
