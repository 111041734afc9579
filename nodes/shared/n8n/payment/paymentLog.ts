import type { IExecuteFunctions } from 'n8n-workflow';
import { listCapped, rowOf } from '../../core/rows';
import type { PaidResult } from './paymentMemory';

/** How a node speaks of what it pays for. */
export interface PaymentWords {
	/** Its display name. */
	node: string;
	/** "exported". */
	done: string;
	/** What is left of a payment to go on with: "project keys". */
	keys: string;
	/** How to go on after a run that ended in an error. */
	next: string;
}

/** Keys in one message or line of the log. */
export const MAX_LISTED_KEYS = 50;

/** Custom execution data: n8n takes ten entries an execution, of at most 255 characters without a complaint in its log. */
const MAX_ENTRIES = 8;
const MAX_ENTRY_LENGTH = 255;
const ENTRY_NAME = 'aiStudiosExported';

/**
 * Keeps every project key that was paid for where it survives the end of the execution: n8n's log as
 * soon as it is known, also before a crash; after Stop also the execution's custom data ("Highlighted
 * data") and, in manual runs, the browser's console. n8n 2.41 saves nothing else of a stopped execution.
 */
export class PaymentLog {
	/** The row of each key. */
	private readonly payments = new Map<string, number>();

	constructor(
		private readonly context: IExecuteFunctions,
		readonly words: PaymentWords,
	) {}

	/** Audio that is there at once has no key; a project that is paid for again is exported. */
	paid(itemIndex: number, { projectKey, folderId }: PaidResult) {
		const key = projectKey ?? folderId;
		if (key === undefined) return;
		const done = this.payments.has(key) ? 'exported' : this.words.done;
		this.payments.set(key, itemIndex);
		this.context.logger.info(`${this.words.node} ${done} ${rowOf(itemIndex)}: ${key}`);
	}

	inDoubt(itemIndex: number) {
		this.context.logger.warn(`${this.words.node} sent ${rowOf(itemIndex)}, but its response was lost: check in AI Studios whether it was accepted`);
	}

	/** Called synchronously while the execution is being stopped, the only moment at which n8n still saves custom data. */
	stopped() {
		if (this.payments.size === 0) return;
		const { node, done } = this.words;
		const keys = [...this.payments].map(([key, itemIndex]) => `${rowOf(itemIndex)}: ${key}`);
		const more = keys.length > MAX_LISTED_KEYS ? '. The log of n8n contains all of them.' : '';
		const total = this.context.getInputData().length;
		const message = `${node} was stopped after ${keys.length} of ${total} items were ${done} and paid for. Continue with these ${this.words.keys}: ${listCapped(keys, MAX_LISTED_KEYS)}${more}`;
		this.context.logger.warn(message);
		if (this.context.getMode() === 'manual') this.context.sendMessageToUI(message);
		this.saveCustomData();
		// Once more, as warnings: not every log has what is only for information.
		for (let first = MAX_LISTED_KEYS; first < keys.length; first += MAX_LISTED_KEYS) {
			this.context.logger.warn(`${node} ${done}: ${keys.slice(first, first + MAX_LISTED_KEYS).join(', ')}`);
		}
	}

	private saveCustomData() {
		const { customData } = this.context.getWorkflowDataProxy(0).$execution as { customData?: { set(name: string, value: string): void } };
		for (const [index, entry] of this.entries().entries()) {
			customData?.set(index === 0 ? ENTRY_NAME : `${ENTRY_NAME}${index + 1}`, entry);
		}
	}

	/** "1:key 2:key …", by row. */
	private entries(): string[] {
		const entries = [''];
		for (const [key, itemIndex] of this.payments) {
			const text = `${itemIndex + 1}:${key} `;
			if ((entries.at(-1) ?? '').length + text.length > MAX_ENTRY_LENGTH) entries.push('');
			entries[entries.length - 1] += text;
		}
		return entries.slice(0, MAX_ENTRIES).map((entry) => entry.trimEnd());
	}
}
