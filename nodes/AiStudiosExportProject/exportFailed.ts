import { AiStudiosError, type Settled } from '../shared/core/errors';
import { listCapped, listRows, rowOf } from '../shared/core/rows';
import type { FailedItem } from '../shared/n8n/items';
import type { ExportResult } from './paymentMemory';

/** Entries of a list in the error that ends a run; n8n's log has all project keys. */
const MAX_LISTED = 50;

/**
 * The error that ends a run. No project key that was paid for may be lost: it lists them with their
 * rows, the rows in doubt, and the rows that were not exported.
 */
export function exportFailed(results: Array<Settled<ExportResult>>, { error }: FailedItem): AiStudiosError {
	if (results.length === 1) return error;
	const exported = results.flatMap((result, index) => (result.ok && result.value.projectKey !== undefined ? [`${rowOf(index)}: ${result.value.projectKey}`] : []));
	const inDoubt = rowsWhere(results, ({ code }) => code === 'exportInDoubt');
	const notExported = rowsWhere(results, ({ code }) => code !== 'exportInDoubt');
	const parts = [
		error.description,
		exported.length > 0 && `Already exported, and paid for: ${listCapped(exported, MAX_LISTED)}.${exported.length > MAX_LISTED ? ' The log of n8n contains all of them.' : ''}`,
		inDoubt && `In doubt: ${inDoubt}.`,
		notExported && `Not exported: ${notExported}.`,
		exported.length > 0 && 'To continue, retry this execution from the list of executions: items that were exported are not exported again. Or use the project keys in AI Studios Wait and Download, or as Existing Project Key.',
	];
	return new AiStudiosError(error.code, error.message, parts.filter(Boolean).join(' '), error.context, error.httpStatus);
}

function rowsWhere(results: Array<Settled<ExportResult>>, matches: (error: AiStudiosError) => boolean): string {
	return listRows(results.flatMap((result, index) => (!result.ok && matches(result.error) ? [index] : [])), MAX_LISTED);
}
