import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';
import { AiStudiosError, type Settled } from '../shared/core/errors';
import type { HttpRequest } from '../shared/core/ports';

/** What an export returned; empty in a dry run. */
export type ExportResult = {
	projectKey?: string;
	cubesUsed?: number;
	/** The earlier item of this run with the same request, whose project this item shares. */
	duplicateOf?: number;
	/** Whether the project was there before this run of the node. */
	reused?: boolean;
};

/** What one export request came to: it was paid for, or its response was lost. */
export interface Payment {
	/** Runs of the node within the execution (turns of a loop), from 0. */
	runIndex: number;
	itemIndex: number;
	/** Equal requests before it in the same run. */
	occurrence: number;
	projectKey?: string;
	cubesUsed?: number;
	/** Message of the error that left it in doubt. */
	doubt?: string;
	/** Description of that error. */
	advice?: string;
}

/** Which of the payments of a request belongs to an item. */
export type PaymentPlace = Pick<Payment, 'runIndex' | 'itemIndex' | 'occurrence'>;

const HASH_LENGTH = 22;

/**
 * What this execution has exported, so that nothing is paid for twice when n8n runs the node again:
 * Retry On Fail, "Retry" of a failed execution, loops, waiting. It lies in the execution's own data
 * (`getContext('node')`), which n8n saves with the execution, and holds hashes and keys only: about
 * 100 bytes per export. n8n 2.41 does not save it when an execution is stopped or crashes.
 */
export class PaymentMemory {
	private readonly payments: Record<string, Payment[]>;

	constructor(nodeContext: IDataObject) {
		nodeContext.payments ??= {};
		this.payments = nodeContext.payments as unknown as Record<string, Payment[]>;
	}

	/**
	 * The payment that answers this request. With `allowDuplicates` only that of the very same item: each
	 * item is paid for once, however often it is tried.
	 */
	find(requestHash: string, place: PaymentPlace, allowDuplicates: boolean): Payment | undefined {
		const payments = this.payments[requestHash] ?? [];
		if (!allowDuplicates) return payments.find(({ projectKey }) => projectKey !== undefined) ?? payments[0];
		return payments.find(({ runIndex, occurrence }) => runIndex === place.runIndex && occurrence === place.occurrence);
	}

	/** Remembered before the request is sent, and so in doubt: whatever ends the run meanwhile, nothing is sent again. */
	begin(requestHash: string, place: PaymentPlace, doubt: AiStudiosError): Payment {
		const payment = { ...place, doubt: doubt.message, advice: doubt.description };
		(this.payments[requestHash] ??= []).push(payment);
		return payment;
	}

	/** What became of the request: paid for, still in doubt, or certainly not accepted and forgotten. */
	end(requestHash: string, payment: Payment, result: Settled<ExportResult>) {
		if (result.ok) {
			Object.assign(payment, result.value);
			delete payment.doubt;
			delete payment.advice;
		} else if (result.error.code === 'exportInDoubt') {
			Object.assign(payment, { doubt: result.error.message, advice: result.error.description });
		} else {
			this.forget(requestHash, payment);
		}
	}

	/** The request was certainly not accepted. */
	forget(requestHash: string, payment: Payment) {
		const others = this.payments[requestHash].filter((other) => other !== payment);
		if (others.length > 0) this.payments[requestHash] = others;
		else delete this.payments[requestHash];
	}
}

/** The same for every request that asks AI Studios for the same video. */
export function hashRequest({ method, path, body }: HttpRequest): string {
	return createHash('sha256').update(JSON.stringify([method, path, body])).digest('base64url').slice(0, HASH_LENGTH);
}

/** How often the node has run in this execution before, as n8n counts it. */
export function currentRunIndex(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
}

/** The error of a request that was left in doubt, again. */
export function doubtOf({ doubt = '', advice = '' }: Payment): AiStudiosError {
	return new AiStudiosError('exportInDoubt', doubt, advice);
}
