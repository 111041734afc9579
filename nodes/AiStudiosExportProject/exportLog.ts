import type { IExecuteFunctions } from 'n8n-workflow';
import { rowOf } from '../shared/core/rows';

/** Custom execution data: n8n takes ten entries an execution, of at most 255 characters without a complaint in its log. */
const MAX_ENTRIES = 8;
const MAX_ENTRY_LENGTH = 255;
const ENTRY_NAME = 'aiStudiosExported';

/**
 * Keeps every project key that was paid for where it survives the end of the execution: n8n's log as
 * soon as it is known, also before a crash; after Stop also the execution's custom data ("Highlighted
 * data") and, in manual runs, the browser's console. n8n 2.41 saves nothing else of a stopped execution.
 */
export class ExportLog {
	private readonly exports: Array<{ itemIndex: number; projectKey: string }> = [];

	constructor(private readonly context: IExecuteFunctions) {}

	exported(itemIndex: number, projectKey: string) {
		this.exports.push({ itemIndex, projectKey });
		this.context.logger.info(`AI Studios Export Project exported ${rowOf(itemIndex)}: ${projectKey}`);
	}

	inDoubt(itemIndex: number) {
		this.context.logger.warn(`AI Studios Export Project sent ${rowOf(itemIndex)}, but its response was lost: check in AI Studios whether the project is there`);
	}

	/** Called synchronously while the execution is being stopped, the only moment at which n8n still saves custom data. */
	stopped() {
		if (this.exports.length === 0) return;
		const keys = this.exports.map(({ itemIndex, projectKey }) => `${rowOf(itemIndex)}: ${projectKey}`).join(', ');
		const total = this.context.getInputData().length;
		const message = `AI Studios Export Project was stopped after ${this.exports.length} of ${total} items were exported and paid for. Continue with these project keys: ${keys}`;
		this.context.logger.warn(message);
		if (this.context.getMode() === 'manual') this.context.sendMessageToUI(message);
		this.saveCustomData();
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
		for (const { itemIndex, projectKey } of this.exports) {
			const text = `${itemIndex + 1}:${projectKey} `;
			if ((entries.at(-1) ?? '').length + text.length > MAX_ENTRY_LENGTH) entries.push('');
			entries[entries.length - 1] += text;
		}
		return entries.slice(0, MAX_ENTRIES).map((entry) => entry.trimEnd());
	}
}
