import { withDescription, type AiStudiosError, type Settled } from '../../core/errors';
import { listCapped, listRows, rowOf } from '../../core/rows';
import type { FailedItem } from '../items';
import { MAX_LISTED_KEYS, type PaymentWords } from './paymentLog';
import type { PaidResult } from './paymentMemory';

/**
 * The error that ends a run. No project key that was paid for may be lost: it lists them with their
 * rows, the rows in doubt, and the rows that were not paid for.
 */
export function runFailed(results: Array<Settled<PaidResult>>, { error }: FailedItem, { done, next }: PaymentWords): AiStudiosError {
	if (results.length === 1) return error;
	const paid = results.flatMap((result, index) => paidAs(result).map((key) => `${rowOf(index)}${key}`));
	const inDoubt = rowsWhere(results, isInDoubt);
	const notPaid = rowsWhere(results, (result) => !isInDoubt(result) && !result.ok && paidAs(result).length === 0);
	const parts = [
		error.description,
		paid.length > 0 && `Already ${done}, and paid for: ${listCapped(paid, MAX_LISTED_KEYS)}.${paid.length > MAX_LISTED_KEYS ? ' The log of n8n contains all of them.' : ''}`,
		inDoubt && `In doubt: ${inDoubt}.`,
		notPaid && `Not ${done}: ${notPaid}.`,
		paid.length > 0 && `To continue, retry this execution from the list of executions: items that were ${done} are not ${done} again. ${next}`.trim(),
	];
	return withDescription(error, parts.filter(Boolean).join(' '));
}

/** The key of what was paid for, as it is listed; audio may have none. What was created may have failed later. */
function paidAs(result: Settled<PaidResult>): string[] {
	const { projectKey, folderId } = result.ok ? result.value : result.error.context;
	const key = projectKey ?? folderId;
	if (key !== undefined) return [`: ${key}`];
	const isAudio = result.ok ? typeof result.value.audioUrl === 'string' : result.error.code === 'download';
	return isAudio ? [''] : [];
}

function isInDoubt(result: Settled<PaidResult>): boolean {
	return !result.ok && result.error.code === 'paymentInDoubt';
}

function rowsWhere(results: Array<Settled<PaidResult>>, matches: (result: Settled<PaidResult>) => boolean): string {
	return listRows(results.flatMap((result, index) => (matches(result) ? [index] : [])), MAX_LISTED_KEYS);
}
