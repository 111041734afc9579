import { AiStudiosError, rethrow, settle, type Settled } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { exportInDoubt } from '../shared/core/http/failureError';
import { limiter } from '../shared/core/limiter';
import type { ExportRequest } from './exportRequest';
import { doubtOf, hashRequest, type ExportResult, type Payment, type PaymentMemory, type PaymentPlace } from './paymentMemory';

export interface ExportQueueOptions {
	memory: PaymentMemory;
	/** Runs of the node before this one in the execution. */
	runIndex: number;
	/** Whether one failed export leaves the others alone. */
	continueOnFail: boolean;
	onExported(itemIndex: number, projectKey: string): void;
	onInDoubt(itemIndex: number): void;
}

const MAX_CONCURRENT_EXPORTS = 3;

/**
 * Sends each export once, a few at a time and in order, the first alone. The same request is not sent
 * twice in an execution. A rejection that will hit all of them ends the queue.
 */
export class ExportQueue {
	private readonly limit = limiter(MAX_CONCURRENT_EXPORTS);
	private readonly started = new Map<string, Array<{ itemIndex: number; result: Promise<Settled<ExportResult>> }>>();
	private first: Promise<unknown> | undefined;
	private haltError: AiStudiosError | undefined;

	constructor(
		private readonly client: Client,
		private readonly options: ExportQueueOptions,
	) {}

	/**
	 * Call it for one item after the other: the order of the calls is the order of the exports. Rejects
	 * with ExecutionCancelled for an export that was not begun when the execution was stopped.
	 */
	async add(request: ExportRequest, itemIndex: number): Promise<Settled<ExportResult>> {
		const hash = hashRequest(request.endpoint);
		const equalRequests = this.startedWith(hash);
		const place = { runIndex: this.options.runIndex, itemIndex, occurrence: equalRequests.length };
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

	private async resultFor(request: ExportRequest, hash: string, place: PaymentPlace): Promise<Settled<ExportResult>> {
		if (request.dryRun) return { ok: true, value: {} };
		const paid = this.options.memory.find(hash, place, request.allowDuplicates);
		if (paid) return resultOf(paid, place);
		return await this.sendInOrder(request, hash, place);
	}

	private async sendInOrder(request: ExportRequest, hash: string, place: PaymentPlace): Promise<Settled<ExportResult>> {
		const { first } = this;
		const sent = this.limit(async () => {
			await first;
			if (this.haltError) return { ok: false as const, error: this.haltError };
			const result = await this.pay(request, hash, place);
			if (!result.ok) this.haltAfter(result.error);
			return result;
		});
		this.first ??= sent;
		return await sent;
	}

	private async pay(request: ExportRequest, hash: string, place: PaymentPlace): Promise<Settled<ExportResult>> {
		const { memory, onExported, onInDoubt } = this.options;
		const payment = memory.begin(hash, place, exportInDoubt('the execution ended before its response arrived', this.client.api));
		try {
			const result = await settle(async () => await this.send(request));
			memory.end(hash, payment, result);
			if (result.ok && result.value.projectKey !== undefined) onExported(place.itemIndex, result.value.projectKey);
			if (!result.ok && result.error.code === 'exportInDoubt') onInDoubt(place.itemIndex);
			return result;
		} catch (error) {
			// Only a cancelled execution ends up here, and only before the request was sent.
			memory.forget(hash, payment);
			return rethrow(error);
		}
	}

	private async send({ endpoint }: ExportRequest): Promise<ExportResult> {
		const { projectKey, cubesUsed } = await this.client.export(endpoint);
		if (projectKey === undefined) throw exportInDoubt('its response contains no project key', this.client.api);
		return { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) };
	}

	private haltAfter({ code, message, description, httpStatus }: AiStudiosError) {
		const affectsAll = code === 'credentials' || code === 'credits';
		if (this.options.continueOnFail && !affectsAll) return;
		const advice = affectsAll ? description : 'Run this item again when that is fixed.';
		// Only the export whose response was lost is in doubt; those behind it were not sent.
		const ownCode = code === 'exportInDoubt' ? 'notSent' : code;
		this.haltError ??= new AiStudiosError(ownCode, `Not exported, because an earlier export failed: ${message}`, advice, {}, httpStatus);
	}
}

/** The same video, or the same failure: exporting it again could pay twice. */
function shareResult(result: Settled<ExportResult>, duplicateOf: number): Settled<ExportResult> {
	if (!result.ok) return result;
	const { projectKey } = result.value;
	return { ok: true, value: { ...(projectKey === undefined ? {} : { projectKey }), duplicateOf } };
}

/** What an earlier try of this item, or an earlier run of the node, came to. */
function resultOf(payment: Payment, { runIndex }: PaymentPlace): Settled<ExportResult> {
	const { projectKey, cubesUsed } = payment;
	if (projectKey === undefined) return { ok: false, error: doubtOf(payment) };
	if (payment.runIndex !== runIndex) return { ok: true, value: { projectKey, reused: true } };
	return { ok: true, value: { projectKey, ...(cubesUsed === undefined ? {} : { cubesUsed }) } };
}
