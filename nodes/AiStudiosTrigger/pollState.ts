import type { IPollFunctions } from 'n8n-workflow';

/** What this process knows of one trigger, beside what n8n has stored for it. */
export interface PollState {
	isPolling: boolean;
	/** The activation that goes on where the last poll ended: n8n hands the same functions to all polls of one. */
	activation?: WeakRef<IPollFunctions>;
	/** The last one that found another poll still running. */
	successor?: WeakRef<IPollFunctions>;
	/**
	 * Keys that were seen. When a workflow is saved while it is polled, n8n goes on with the static data that it had
	 * loaded before.
	 */
	seen: Set<string>;
	/** Of the credential that they belong to; null before the first poll that succeeds. */
	credentialId: string | undefined | null;
	/** Polls in a row in which a video could not be downloaded, by its key. */
	failedDownloads: Map<string, number>;
}

/** Activations by a person: what was finished before is none of their business. After a restart n8n says `init`. */
const FRESH_ACTIVATIONS = new Set(['activate', 'create']);

/** The states of all triggers, by workflow and node. */
export class PollStates {
	private readonly states = new Map<string, PollState>();

	/**
	 * Runs a poll, unless another one of the same trigger still runs: n8n starts them by the clock, and one that
	 * downloads can take longer than the interval. A workflow that is switched off and on meanwhile goes on where
	 * that poll ends, also when it fails.
	 * @param poll is told whether it is the first of an activation by a person
	 */
	async exclusively<T>(context: IPollFunctions, poll: (state: PollState, isFresh: boolean) => Promise<T | null>): Promise<T | null> {
		const state = this.stateOf(context);
		if (state.isPolling) {
			state.successor = new WeakRef(context);
			return null;
		}
		const isFresh = FRESH_ACTIVATIONS.has(context.getActivationMode()) && state.activation?.deref() !== context;
		if (!isFresh) state.activation = new WeakRef(context);
		state.isPolling = true;
		try {
			const result = await poll(state, isFresh);
			state.activation = new WeakRef(context);
			return result;
		} finally {
			state.isPolling = false;
			if (state.activation?.deref() === context) state.activation = state.successor ?? state.activation;
			delete state.successor;
		}
	}

	private stateOf(context: IPollFunctions): PollState {
		const id = JSON.stringify([context.getWorkflow().id, context.getNode().id]);
		const state = this.states.get(id) ?? { isPolling: false, seen: new Set<string>(), credentialId: null, failedDownloads: new Map<string, number>() };
		this.states.set(id, state);
		return state;
	}
}
