import type { IExecuteFunctions } from 'n8n-workflow';
import { AiStudiosError, ExecutionCancelled, rethrow, settle, type Settled } from '../../core/errors';
import type { Client } from '../../core/http/client';
import { paymentInDoubt } from '../../core/http/paymentError';
import { limiter } from '../../core/limiter';
import { missingIn, type PaidRequest } from './paidRequest';
import type { PaymentLog } from './paymentLog';
import { currentRunIndex, doubtOf, hashOf, PaymentMemory, resumeUrlOf, type PaidResult, type Payment, type PaymentPlace } from './paymentMemory';

const MAX_CONCURRENT_PAYMENTS = 3;

/**
 * Sends each paid request once, a few at a time and in order, the first alone. The same request is not
 * sent twice in an execution. A rejection that will hit all of them ends the queue.
 */
export class PaymentQueue {
	private readonly memory: PaymentMemory;
	private readonly runIndex: number;
	private readonly resumeUrl: string;
	private readonly limit = limiter(MAX_CONCURRENT_PAYMENTS);
	private readonly started = new Map<string, Array<{ itemIndex: number; result: Promise<Settled<PaidResult>> }>>();
	private readonly paid = new Map<number, PaidResult>();
	private first: Promise<unknown> | undefined;
	private haltError: AiStudiosError | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly client: Client,
		private readonly log: PaymentLog,
	) {
		this.memory = new PaymentMemory(context.getContext('node'));
		this.runIndex = currentRunIndex(context);
		this.resumeUrl = resumeUrlOf(context);
	}

	/**
	 * Call it for one item after the other: the order of the calls is the order of the requests. Rejects
	 * with ExecutionCancelled for one that was not begun when the execution was stopped.
	 * @throws AiStudiosError
	 */
	async pay(request: PaidRequest, itemIndex: number): Promise<PaidResult> {
		const result = await this.add(request, itemIndex);
		if (!result.ok) return rethrow(result.error);
		this.paid.set(itemIndex, { ...this.paid.get(itemIndex), ...result.value });
		return result.value;
	}

	/** What is known of an item that was paid for, also when something fails later. */
	paidFor(itemIndex: number): PaidResult {
		return this.paid.get(itemIndex) ?? {};
	}

	/** Whether this execution has paid for it. */
	isPaid({ identity }: PaidRequest): boolean {
		return this.memory.isPaid(hashOf(identity, this.resumeUrl));
	}

	private async add(request: PaidRequest, itemIndex: number): Promise<Settled<PaidResult>> {
		const hash = hashOf(request.identity, this.resumeUrl);
		// What a dry run shows is no result for an equal item that is paid for.
		const equalRequests = this.startedWith(request.dryRun ? `dry run: ${hash}` : hash);
		const place = { runIndex: this.runIndex, itemIndex, occurrence: equalRequests.length };
		const [original] = equalRequests;
		if (original && !request.allowDuplicates) return shareResult(await original.result, original.itemIndex);
		const result = this.resultFor(request, hash, place);
		equalRequests.push({ itemIndex, result });
		return await result;
	}

	private startedWith(hash: string) {
		const equalRequests = this.started.get(hash) ?? [];
		this.started.set(hash, equalRequests);
		return equalRequests;
	}

	private async resultFor(request: PaidRequest, hash: string, place: PaymentPlace): Promise<Settled<PaidResult>> {
		if (request.dryRun) return { ok: true, value: {} };
		const paid = this.memory.find(hash, place, request.allowDuplicates);
		if (paid) return resultOf(paid, place);
		return await this.sendInOrder(request, hash, place);
	}

	private async sendInOrder(request: PaidRequest, hash: string, place: PaymentPlace): Promise<Settled<PaidResult>> {
		const { first } = this;
		const sent = this.limit(async () => {
			await first;
			if (this.context.getExecutionCancelSignal()?.aborted) throw new ExecutionCancelled();
			if (this.haltError) return { ok: false as const, error: this.haltError };
			const result = await this.payOnce(request, hash, place);
			if (!result.ok) this.haltAfter(result.error);
			return result;
		});
		this.first ??= sent;
		return await sent;
	}

	private async payOnce(request: PaidRequest, hash: string, place: PaymentPlace): Promise<Settled<PaidResult>> {
		const { memory, log } = this;
		const payment = memory.begin(hash, place, paymentInDoubt('the execution ended before its response arrived', this.client.api, request.subject));
		const result = await settle(async () => await this.send(request)).catch((error: unknown) => {
			if (!(error instanceof ExecutionCancelled)) return { ok: false as const, error: this.failedUnexpectedly(request, error) };
			// Only before the request was sent.
			memory.forget(hash, payment);
			return rethrow(error);
		});
		memory.end(hash, payment, result);
		if (result.ok) log.paid(place.itemIndex, result.value);
		else if (result.error.code === 'paymentInDoubt') log.inDoubt(place.itemIndex);
		return result;
	}

	/** Of something that nobody foresaw only the kind is shown: its text may contain anything. */
	private failedUnexpectedly({ subject }: PaidRequest, error: unknown): AiStudiosError {
		return paymentInDoubt(`this node failed before it had read the response (${error instanceof Error ? error.name : typeof error})`, this.client.api, subject);
	}

	private async send(request: PaidRequest): Promise<PaidResult> {
		const result = await this.client.pay(await request.endpoint());
		const missing = missingIn(result, request.subject.product);
		if (missing !== undefined) throw paymentInDoubt(`its response contains no ${missing}`, this.client.api, request.subject);
		return result;
	}

	private haltAfter({ code, message, description, httpStatus }: AiStudiosError) {
		const affectsAll = code === 'credentials' || code === 'credits';
		if (this.context.continueOnFail() && !affectsAll) return;
		const haltDescription = affectsAll ? description : 'Run this item again when that is fixed.';
		// Only the request whose response was lost is in doubt; those behind it were not sent.
		const ownCode = code === 'paymentInDoubt' ? 'notSent' : code;
		this.haltError ??= new AiStudiosError(ownCode, `Not sent, because an earlier item failed: ${message}`, haltDescription, {}, httpStatus);
	}
}

/** The same result, or the same failure: another request could pay twice. */
function shareResult(result: Settled<PaidResult>, duplicateOf: number): Settled<PaidResult> {
	return result.ok ? { ok: true, value: { ...withoutCost(result.value), duplicateOf } } : result;
}

/** What an earlier attempt at this item, or an earlier run of the node, came to. */
function resultOf(payment: Payment, { runIndex }: PaymentPlace): Settled<PaidResult> {
	const { result } = payment;
	if (result === undefined) return { ok: false, error: doubtOf(payment) };
	return { ok: true, value: payment.runIndex === runIndex ? result : { ...withoutCost(result), reused: true } };
}

function withoutCost(result: PaidResult): PaidResult {
	const { cubesUsed, ...rest } = result;
	return cubesUsed === undefined ? result : rest;
}
