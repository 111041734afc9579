import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { AiStudiosError, ExecutionCancelled, settle, withDescription, type Settled } from '../../core/errors';
import { arrivedError, isOwnFailure } from '../arrivedError';
import { failedItems, type FailedItem } from '../items';
import { toItemError, toNodeError } from '../nodeErrors';
import { onAbort } from '../onAbort';
import type { Session } from '../session';
import { PaymentLog, type PaymentWords } from './paymentLog';
import type { PaidResult } from './paymentMemory';
import { PaymentQueue } from './paymentQueue';
import { runFailed } from './runFailed';

/** What a node does for each item that costs money. */
export interface PaidWork<Item, Result extends PaidResult> {
	words: PaymentWords;
	/** Reads and checks one item; it is not sent when this throws. */
	prepare(index: number): Promise<Item> | Item;
	/** Called for all items at once; the queue sends their requests in order. */
	pay(item: Item, index: number, queue: PaymentQueue): Promise<Result>;
	hints?(prepared: Array<Settled<Item>>, results: Array<Settled<Result>>): NodeExecutionHint[];
}

/** What became of the items that were sent, beside what they were. */
export interface PaidItems<Item, Result> {
	prepared: Array<Settled<Item>>;
	results: Array<Settled<Result>>;
}

/**
 * Pays for one thing per item. All items are checked before the first is sent: a mistake in the last row
 * costs nothing in the first.
 * @throws when an item failed and the node does not continue on fail; the error lists all that was paid for
 */
export async function payForItems<Item, Result extends PaidResult>(context: IExecuteFunctions, session: Session, work: PaidWork<Item, Result>): Promise<PaidItems<Item, Result>> {
	const prepared = await Promise.all(context.getInputData().map(async (item, index) => withArrivedError(await settle(async () => await work.prepare(index)), item)));
	const [invalid] = failedItems(prepared).filter(isOwnFailure);
	if (invalid && !context.continueOnFail()) throw toNodeError(context.getNode(), nothingPaid(invalid, work.words), invalid.index);

	const results = await payEach(context, session, work, prepared);
	context.addExecutionHints(...(work.hints?.(prepared, results) ?? []));
	const [failed] = failedItems(results).filter(isOwnFailure);
	if (failed && !context.continueOnFail()) throw toNodeError(context.getNode(), runFailed(results, failed, work.words), failed.index);
	return { prepared, results };
}

/** What an item lacks, it may lack because it failed in an earlier node. */
function withArrivedError<Item>(prepared: Settled<Item>, item: INodeExecutionData): Settled<Item> {
	if (prepared.ok || !isOwnFailure(prepared)) return prepared;
	const arrived = arrivedError(item, undefined);
	if (!arrived) return prepared;
	const reason = `The item arrived with an error: ${arrived.message}.`.replace(/([.!?])\.$/, '$1');
	return { ok: false, error: withDescription(prepared.error, `${prepared.error.description} ${reason}`) };
}

/**
 * When the execution is stopped, requests that are on their way are still awaited for their project keys. Whatever
 * one item comes to, the others keep theirs.
 */
async function payEach<Item, Result extends PaidResult>(
	context: IExecuteFunctions,
	{ client, cancelSignal }: Session,
	{ words, pay }: PaidWork<Item, Result>,
	prepared: Array<Settled<Item>>,
): Promise<Array<Settled<Result>>> {
	const log = new PaymentLog(context, words);
	const queue = new PaymentQueue(context, client, log);
	const stopListening = cancelSignal ? onAbort(cancelSignal, () => log.stopped()) : () => {};
	const results = await Promise.allSettled(
		prepared.map(async (item, index) => (item.ok ? await settle(async () => await pay(item.value, index, queue)) : item)),
	);
	stopListening();
	if (cancelSignal?.aborted) throw new ExecutionCancelled();
	return results.map((result, index) => (result.status === 'fulfilled' ? result.value : { ok: false, error: unforeseen(toItemError(context.getNode(), result.reason), queue.paidFor(index)) }));
}

/** What was paid for must not be lost with an error that nobody foresaw. */
function unforeseen({ code, message, description }: AiStudiosError, { projectKey, folderId }: PaidResult): AiStudiosError {
	const key = projectKey ?? folderId;
	if (key === undefined) return new AiStudiosError(code, message, description);
	return new AiStudiosError(code, message, `${description} It is paid for: ${key}.`, { ...(projectKey === undefined ? {} : { projectKey }), ...(folderId === undefined ? {} : { folderId }) });
}

/** One invalid item ends the run before any is sent. */
function nothingPaid({ error }: FailedItem, { done }: PaymentWords): AiStudiosError {
	return withDescription(error, `${error.description} No item was ${done}.`);
}
