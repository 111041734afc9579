import type { NodeExecutionHint } from 'n8n-workflow';
import { AiStudiosError, type Settled } from '../shared/core/errors';
import type { FailedItem } from '../shared/n8n/items';
import type { ExportResult } from './exportQueue';
import type { ExportRequest } from './exportRequest';

const MAX_NAMES = 10;

/** What is worth knowing after a run; nothing when all went as it looks. */
export function exportHints(
	requests: Array<Settled<ExportRequest>>,
	results: Array<Settled<ExportResult>>,
	warning: string | undefined,
): NodeExecutionHint[] {
	const valid = requests.flatMap((request) => (request.ok ? [request.value] : []));
	const missing = listNames(valid.flatMap((request) => request.missing));
	const unused = listNames(valid.flatMap((request) => (request.mappedManually ? request.unused : [])));
	const ignored = listNames(valid.flatMap((request) => request.ignoredOptions));
	const duplicates = results.filter((result) => result.ok && result.value.duplicateOf !== undefined).length;
	const messages = [
		valid.some(({ dryRun }) => dryRun) && 'Dry run: nothing was exported. Turn off Dry Run to export.',
		missing && `Placeholders without a value: ${missing}.`,
		unused && `These values fill no placeholder: ${unused}.`,
		duplicates > 0 && `${duplicates} of ${results.length} items have the same values as an earlier item and share its video (see duplicateOf). Turn on Allow Duplicates to export them as well.`,
		ignored && `Not sent, because the API version of the credential does not support it: ${ignored}.`,
		warning,
	];
	return messages.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}

/** The error that ends a run: no project key that was paid for before it may be lost. */
export function exportFailed(results: Array<Settled<ExportResult>>, { error }: FailedItem): AiStudiosError {
	const keys = results.flatMap((result) => (result.ok && result.value.projectKey ? [result.value.projectKey] : []));
	if (keys.length === 0) return error;
	const exported = `Already exported in this run, and paid for: ${[...new Set(keys)].join(', ')}. Continue with these project keys in AI Studios Wait and Download instead of running their items again, or set On Error to Continue next time.`;
	return new AiStudiosError(error.code, error.message, `${error.description} ${exported}`, error.context, error.httpStatus);
}

function listNames(names: string[]): string {
	const all = [...new Set(names)];
	const more = all.length > MAX_NAMES ? ` and ${all.length - MAX_NAMES} more` : '';
	return all.slice(0, MAX_NAMES).join(', ') + more;
}
