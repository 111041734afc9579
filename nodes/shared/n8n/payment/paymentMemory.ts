import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';
import type { ExportedProject, Speech } from '../../core/api';
import { AiStudiosError, type Settled } from '../../core/errors';

/** What a paid request returned; empty in a dry run. */
export interface PaidResult extends ExportedProject, Partial<Omit<Speech, 'projectKey'>> {
	/** Of a translation. */
	folderId?: string;
	/** The earlier item of this run with the same request, whose result this item shares. */
	duplicateOf?: number;
	/** Whether it was there before this run of the node. */
	reused?: boolean;
}

/** What one request came to: it was paid for, or its response was lost. */
export interface Payment {
	/** Runs of the node within the execution (turns of a loop), from 0. */
	runIndex: number;
	itemIndex: number;
	/** Equal requests before it in the same run. */
	occurrence: number;
	result?: PaidResult;
	/** Message of the error that left it in doubt. */
	doubt?: string;
	/** Description of that error. */
	doubtDescription?: string;
}

/** Which of the payments of a request belongs to an item. */
export type PaymentPlace = Pick<Payment, 'runIndex' | 'itemIndex' | 'occurrence'>;

const HASH_LENGTH = 22;

/**
 * What this execution has paid for, so that nothing is paid for twice when n8n runs the node again:
 * Retry On Fail, "Retry" of a failed execution, loops, waiting. It lies in the execution's own data
 * (`getContext('node')`), which n8n saves with the execution, and holds hashes and results only: about
 * 100 bytes per export. n8n 2.41 does not save it when an execution is stopped or crashes.
 */
export class PaymentMemory {
	private readonly payments: Record<string, Payment[]>;
	/** Of the requests that were found so far: what was paid for when this run began, by its place. */
	private readonly earlier = new Map<string, Map<string, Payment>>();

	constructor(nodeContext: IDataObject) {
		nodeContext.payments ??= {};
		this.payments = nodeContext.payments as unknown as Record<string, Payment[]>;
	}

	/**
	 * The payment of this request. With `allowDuplicates` only that of the very same item: each
	 * item is paid for once, however many attempts it takes.
	 */
	find(requestHash: string, place: PaymentPlace, allowDuplicates: boolean): Payment | undefined {
		const payments = this.payments[requestHash] ?? [];
		if (!allowDuplicates) return payments.find(({ result }) => result !== undefined) ?? payments[0];
		return this.earlierPayments(requestHash, payments).get(placeId(place));
	}

	/** Of thousands of equal requests each is found at once. */
	private earlierPayments(requestHash: string, payments: Payment[]): Map<string, Payment> {
		const earlier = this.earlier.get(requestHash) ?? new Map(payments.map((payment) => [placeId(payment), payment]));
		if (payments.length > 0) this.earlier.set(requestHash, earlier);
		return earlier;
	}

	isPaid(requestHash: string): boolean {
		return (this.payments[requestHash] ?? []).some(({ result }) => result !== undefined);
	}

	/** Remembered before the request is sent, and so in doubt: whatever ends the run meanwhile, nothing is sent again. */
	begin(requestHash: string, place: PaymentPlace, doubt: AiStudiosError): Payment {
		const payment = { ...place, doubt: doubt.message, doubtDescription: doubt.description };
		(this.payments[requestHash] ??= []).push(payment);
		return payment;
	}

	/** What became of the request: paid for, still in doubt, or certainly not accepted and forgotten. */
	end(requestHash: string, payment: Payment, result: Settled<PaidResult>) {
		if (result.ok) {
			payment.result = result.value;
			delete payment.doubt;
			delete payment.doubtDescription;
		} else if (result.error.code === 'paymentInDoubt') {
			Object.assign(payment, { doubt: result.error.message, doubtDescription: result.error.description });
		} else {
			this.forget(requestHash, payment);
		}
	}

	/** The request was certainly not accepted; it is one of the last that began. */
	forget(requestHash: string, payment: Payment) {
		const payments = this.payments[requestHash];
		const index = payments.lastIndexOf(payment);
		if (index >= 0) payments.splice(index, 1);
		if (payments.length === 0) delete this.payments[requestHash];
	}
}

function placeId({ runIndex, occurrence }: PaymentPlace): string {
	return `${runIndex}:${occurrence}`;
}

/**
 * The same for equal values.
 * @param resumeUrl of the execution (`$execution.resumeUrl`): as a webhook it is another one when the execution is
 *   retried, although nothing else is asked for
 */
export function hashOf(identity: unknown, resumeUrl: string): string {
	const text = JSON.stringify(identity);
	const lasting = resumeUrl === '' ? text : text.replaceAll(resumeUrl, '$execution.resumeUrl');
	return createHash('sha256').update(lasting).digest('base64url').slice(0, HASH_LENGTH);
}

/** Where this execution is called when it waits; empty when n8n gives no address. */
export function resumeUrlOf(context: IExecuteFunctions): string {
	const { $execution } = context.getWorkflowDataProxy(0) as { $execution?: { resumeUrl?: unknown } };
	return typeof $execution?.resumeUrl === 'string' ? $execution.resumeUrl : '';
}

/** How often the node has run in this execution before, as n8n counts it. */
export function currentRunIndex(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
}

/** The error of a request that was left in doubt, again. */
export function doubtOf({ doubt = '', doubtDescription = '' }: Payment): AiStudiosError {
	return new AiStudiosError('paymentInDoubt', doubt, doubtDescription);
}
