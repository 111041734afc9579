import type { NodeExecutionHint } from 'n8n-workflow';
import { withDescription, type AiStudiosError, type Settled } from '../shared/core/errors';
import { listCapped, rowOf } from '../shared/core/rows';
import type { FailedItem } from '../shared/n8n/items';
import type { ItemResult } from './itemResult';

/** What is worth knowing after a run; nothing when all went well. */
export function waitHints(results: Array<Settled<ItemResult>>, warning: string | undefined): NodeExecutionHint[] {
	const total = results.length;
	const succeeded = results.flatMap((result) => (result.ok ? [result.value] : []));
	const failed = total - succeeded.length;
	const unfinished = succeeded.filter(({ wait }) => wait.timedOut).length;
	const resumed = succeeded.filter(({ video }) => (video?.resumed ?? 0) > 0).length;
	const messages = [
		failed > 0 && `${failed} of ${total} videos failed. Their items contain the reason.`,
		unfinished > 0 && `${unfinished} of ${total} videos were not finished in time. They continue to render: run this node again with their project keys.`,
		resumed > 0 && `${resumed} of ${total} downloads were interrupted and resumed. The files are complete.`,
		warning,
	];
	return messages.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}

/** Entries of a list in the error that ends a run. */
const MAX_LISTED = 50;

/** The one error for a run that does not continue on fail: the first, and the rows and keys of the others. */
export function videosFailed(failed: FailedItem[], total: number): AiStudiosError {
	const [{ error }, ...others] = failed;
	if (total === 1) return error;
	const keys = others.map(({ error: { context }, index }) => (context.projectKey === undefined ? rowOf(index) : `${rowOf(index)}: ${context.projectKey}`));
	const more = others.length > 0 ? ` Failed as well: ${listCapped(keys, MAX_LISTED)}.` : '';
	const finished = total - failed.length;
	const rest = finished > 0 ? ` ${finished} of the ${total} videos succeeded. To get them, set On Error to Continue in this node's settings, or run the node again (waiting costs nothing).` : '';
	return withDescription(error, `${error.description}${more}${rest}`);
}
