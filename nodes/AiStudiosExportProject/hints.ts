import type { NodeExecutionHint } from 'n8n-workflow';
import type { Settled } from '../shared/core/errors';
import { listCapped } from '../shared/core/rows';
import type { PaidResult } from '../shared/n8n/payment/paymentMemory';
import type { PreparedItem } from './exportRequest';

const MAX_NAMES = 10;

/** What is worth knowing after a run; nothing when all went as it looks. */
export function exportHints(
	prepared: Array<Settled<PreparedItem>>,
	results: Array<Settled<PaidResult>>,
	warning: string | undefined,
): NodeExecutionHint[] {
	const items = prepared.flatMap((item) => (item.ok ? [item.value] : []));
	const requests = items.flatMap((item) => ('endpoint' in item ? [item] : []));
	const missing = listNames(requests.flatMap((request) => request.missing));
	const unused = listNames(requests.flatMap((request) => (request.mappedManually ? request.unused : [])));
	const ignored = listNames(requests.flatMap((request) => request.ignoredOptions));
	const duplicates = results.filter((result) => result.ok && result.value.duplicateOf !== undefined).length;
	const unrecognized = listNames(requests.flatMap(({ template }) => [...template.strays, ...template.foreign]));
	const reused = results.filter((result) => result.ok && result.value.reused).length;
	const repeated = listNames(requests.flatMap(({ repeatedTags }) => repeatedTags));
	const replaced = listNames(requests.flatMap(({ replacedPlaceholders }) => replacedPlaceholders));
	const drafts = prepared.filter((item, index) => item.ok && 'draftOnly' in item.value && item.value.draftOnly && isExported(results[index])).length;
	const messages = [
		items.some(({ dryRun }) => dryRun) && 'Dry run: nothing was exported. Turn off Dry Run to export.',
		missing && `Placeholders without a value: ${missing}.`,
		unrecognized && `These look like placeholders, but are not, and are sent as they are: ${unrecognized}. Placeholders are written ##NAME##.`,
		repeated && `Tags on several clips, all of which were filled: ${repeated}.`,
		replaced && `Values that were not used, because the whole line around their placeholder was replaced: ${replaced}.`,
		drafts > 0 && `${drafts} of ${results.length} items are drafts: they are not rendered until you render them in AI Studios.`,
		unused && `These values fill no placeholder: ${unused}.`,
		duplicates > 0 && `${duplicates} of ${results.length} items have the same values as an earlier item and share its video (see duplicateOf). Turn on Allow Duplicates to export them as well.`,
		reused > 0 && `${reused} of ${results.length} items have a project key already and were not exported again.`,
		ignored && `Not sent, because the API version of the credential does not support it: ${ignored}.`,
		warning,
	];
	return messages.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}

function isExported(result: Settled<PaidResult>): boolean {
	return result.ok && result.value.projectKey !== undefined;
}

function listNames(names: string[]): string {
	return listCapped([...new Set(names)], MAX_NAMES);
}
