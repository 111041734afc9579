import type { NodeExecutionHint } from 'n8n-workflow';
import { AiStudiosError, type Outcome } from '../shared/core/errors';
import type { Failure } from '../shared/n8n/items';
import type { Ordered } from './cashier';
import type { Order } from './order';

const MOST_NAMED = 10;

/** What is worth knowing when a run is over; nothing when all went as it looks. */
export function hintsAfter(
	orders: Array<Outcome<Order>>,
	outcomes: Array<Outcome<Ordered>>,
	warning: string | undefined,
): NodeExecutionHint[] {
	const made = orders.flatMap((order) => (order.ok ? [order.value] : []));
	const unused = named(made.flatMap((order) => (order.byForm ? order.unused : [])));
	const ignored = named(made.flatMap((order) => order.ignored));
	const missing = named(made.flatMap((order) => order.missing));
	const copies = outcomes.filter((outcome) => outcome.ok && outcome.value.duplicateOf !== undefined).length;
	const dry = made.some((order) => order.dryRun);
	const told = [
		dry && 'Dry run: nothing was ordered. Turn Dry Run off to export.',
		missing && `Without a value: ${missing}.`,
		unused && `These values fill no placeholder: ${unused}.`,
		copies > 0 && `${copies} of ${outcomes.length} items were filled like an earlier one and share its video; see duplicateOf. Allow Duplicates would order them as well.`,
		ignored && `Not sent, because API version 2 does not know it: ${ignored}.`,
		warning,
	];
	return told.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}

/** The error that ends a run: no project key that was ordered before it may be lost. */
export function exportFailed(outcomes: Array<Outcome<Ordered>>, { error }: Failure): AiStudiosError {
	const keys = outcomes.flatMap((outcome) => (outcome.ok && outcome.value.projectKey ? [outcome.value.projectKey] : []));
	if (keys.length === 0) return error;
	const kept = `Already ordered in this run, and paid for: ${[...new Set(keys)].join(', ')}. Go on with these project keys in AI Studios Wait and Download instead of running their items again, or set On Error to Continue next time.`;
	return new AiStudiosError(error.trouble, error.message, `${error.advice} ${kept}`, error.facts);
}

function named(names: string[]): string {
	const all = [...new Set(names)];
	const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
	return all.slice(0, MOST_NAMED).join(', ') + more;
}
