import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';
import type { Settled } from '../../shared/core/errors';
import type { JsonObject } from '../../shared/core/json';
import type { HttpRequest } from '../../shared/core/ports';
import type { OutputData } from '../../shared/n8n/items';
import type { PaidRequest } from '../../shared/n8n/payment/paidRequest';
import { payForItems } from '../../shared/n8n/payment/payForItems';
import type { PaymentWords } from '../../shared/n8n/payment/paymentLog';
import type { PaidResult } from '../../shared/n8n/payment/paymentMemory';
import type { PaymentQueue } from '../../shared/n8n/payment/paymentQueue';
import type { Session } from '../../shared/n8n/session';
import { itemRun, type ItemRun, type Operation, type Run } from '../run';
import { checked } from './eachItem';

/** The options of every operation that costs money. */
export type PaymentOptions = Pick<PaidRequest, 'dryRun' | 'allowDuplicates'>;

/** One item that costs money, checked. */
export interface PaidItem {
	request: PaidRequest;
	/** What a dry run shows of the request. */
	preview: JsonObject;
}

/** What was paid for, and what the item outputs of it: one item or several. */
export interface PaidOutput extends PaidResult {
	outputs: OutputData[];
}

export interface PaidOperation<Item extends PaidItem> {
	/** Reads and checks one item: nothing is sent before all are checked. */
	prepare(item: ItemRun, options: PaymentOptions): Promise<Item> | Item;
	/** Pays for one item, and does what has to follow. Not called in a dry run. */
	pay(item: Item, index: number, queue: PaymentQueue): Promise<PaidOutput>;
	/** Something that is worth knowing when all items are done. */
	hint?(): string | undefined;
}

const WORDS: PaymentWords = { node: 'AI Studios', done: 'created', keys: 'project keys or folder IDs', next: '' };

/**
 * An operation that costs money: see `payForItems` for how carefully.
 * @param start called once for each run of the node
 */
export function paidOperation<Item extends PaidItem>(start: (run: Run) => PaidOperation<Item>): Operation {
	return async (run) => {
		const { prepare, pay, hint } = start(run);
		const { results } = await payForItems<Item, PaidOutput>(run.context, run.session, {
			words: WORDS,
			prepare: async (index) => {
				const item = checked(itemRun(run, index));
				return await prepare(item, paymentOptions(item));
			},
			pay: async (item, index, queue) => (item.request.dryRun ? await showRequest(item, index, queue) : await pay(item, index, queue)),
			hints: (items, paid) => hints(items, paid, [hint?.(), run.session.warning]),
		});
		return results.map((result) => (result.ok ? { ok: true, value: result.value.outputs } : result));
	};
}

/** The item outputs what is paid for, and perhaps what else is known of it. */
export function outputOf(result: PaidResult, more: IDataObject = {}): PaidOutput {
	return { ...result, outputs: [{ json: { ...result, ...more } as IDataObject }] };
}

/** What an item outputs besides of a project that is not rendered. */
export function draftFields({ projectKey = '' }: PaidResult, { editorUrl }: Session): IDataObject {
	return { isDraft: true, editorUrl: editorUrl(projectKey) };
}

/** What a request contains; of files what they are. */
export function previewOf({ body, multipart }: Pick<HttpRequest, 'body' | 'multipart'>): JsonObject {
	if (!multipart) return body ?? {};
	return { ...multipart.fields, files: multipart.files.map(({ field, fileName, mimeType, bytes }) => ({ field, fileName, mimeType, bytes })) };
}

function paymentOptions({ parameters }: ItemRun): PaymentOptions {
	return { dryRun: parameters.boolean('options.dryRun', { emptyIsError: true }), allowDuplicates: parameters.boolean('options.allowDuplicates') };
}

async function showRequest({ request, preview }: PaidItem, index: number, queue: PaymentQueue): Promise<PaidOutput> {
	const result = await queue.pay(request, index);
	return { ...result, outputs: [{ json: { request: preview, ...result } as IDataObject }] };
}

function hints(items: Array<Settled<PaidItem>>, results: Array<Settled<PaidResult>>, others: Array<string | undefined>): NodeExecutionHint[] {
	const paid = results.flatMap((result) => (result.ok ? [result.value] : []));
	const duplicates = paid.filter(({ duplicateOf }) => duplicateOf !== undefined).length;
	const reused = paid.filter((result) => result.reused).length;
	const messages = [
		items.some((item) => item.ok && item.value.request.dryRun) && 'Dry run: nothing was created. Turn off Dry Run to create it.',
		duplicates > 0 && `${duplicates} of ${results.length} items have the same values as an earlier item and share its result (see duplicateOf). Turn on Allow Duplicates to create them as well.`,
		reused > 0 && `${reused} of ${results.length} items were created before in this execution and were not created again.`,
		...others,
	];
	return messages.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}
