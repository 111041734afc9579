import type { IPollFunctions } from 'n8n-workflow';
import type { PollState } from './pollState';

/**
 * Keys that are remembered although their projects are not in the list any more. A list that is cut short, or empty
 * for a moment, must not make known videos new again; all others are forgotten, oldest first.
 */
const MAX_UNLISTED_KEYS = 5_000;

/** What n8n stores with the workflow. */
interface StoredData {
	/** Of the credential that the keys belong to. */
	credentialId?: string;
	seen?: string[];
}

/** The videos that started the workflow, and those that need not: kept in n8n's static data of the node. */
export class SeenVideos {
	private readonly stored: StoredData;
	private readonly keys: Set<string>;
	/** Whether nothing is known yet of the videos of this credential. */
	readonly isEmpty: boolean;

	constructor(
		context: IPollFunctions,
		private readonly state: PollState,
	) {
		this.stored = context.getWorkflowStaticData('node') as StoredData;
		const credentialId = context.getNode().credentials?.aiStudiosApi?.id ?? undefined;
		const isStored = this.stored.seen !== undefined && this.stored.credentialId === credentialId;
		this.isEmpty = !isStored && state.credentialId !== credentialId;
		this.keys = new Set([...(isStored ? (this.stored.seen ?? []) : []), ...state.seen]);
		if (credentialId !== undefined) this.stored.credentialId = credentialId;
	}

	has(key: string): boolean {
		return this.keys.has(key);
	}

	/** @param listed the keys of all projects in the list, so that what is not among them can be forgotten */
	add(keys: string[], listed: ReadonlySet<string>): void {
		for (const key of keys) this.keys.add(key);
		this.forgetUnlisted(listed);
		this.save();
	}

	private forgetUnlisted(listed: ReadonlySet<string>): void {
		const unlisted = [...this.keys].filter((key) => !listed.has(key));
		for (const key of unlisted.slice(0, Math.max(0, unlisted.length - MAX_UNLISTED_KEYS))) this.keys.delete(key);
	}

	/** n8n stores the static data after the poll at activation, and whenever the workflow is started. */
	private save(): void {
		this.stored.seen = [...this.keys];
		this.state.seen = this.keys;
		this.state.credentialId = this.stored.credentialId;
	}
}
