import type { NodeExecutionHint } from 'n8n-workflow';
import { AiStudiosError, type Outcome } from '../shared/core/errors';
import type { Failure } from '../shared/n8n/items';
import type { Fetched } from './itemJson';

/** What is worth knowing when a run is over; nothing when all went well. */
export function hintsAfter(outcomes: Array<Outcome<Fetched>>, warning: string | undefined): NodeExecutionHint[] {
	const fetched = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
	const unfinished = fetched.filter(({ waited }) => waited.timedOut).length;
	const resumed = fetched.filter(({ stored }) => (stored?.resumed ?? 0) > 0).length;
	const failed = outcomes.length - fetched.length;
	const told = [
		failed > 0 && `${failed} of ${outcomes.length} videos failed; their items say why.`,
		unfinished > 0 && `${unfinished} of ${outcomes.length} videos were not finished in time. They go on rendering: run this node again with their project keys.`,
		resumed > 0 && `${resumed} of ${outcomes.length} downloads broke off and were taken up again; the files are whole.`,
		warning,
	];
	return told.flatMap((message) => (message ? [{ message, location: 'outputPane' as const }] : []));
}

/** The one error for a run that does not continue on fail: the first, and the keys of all others. */
export function videosFailed(failed: Failure[], total: number): AiStudiosError {
	const [{ error }, ...others] = failed;
	if (total === 1) return error;
	const keys = others.map((other) => other.error.facts.projectKey ?? `item ${other.index}`).join(', ');
	const more = others.length > 0 ? ` Failed as well: ${keys}.` : '';
	const rest = total - failed.length;
	const finished = rest > 0 ? ` ${rest} of the ${total} videos went well; they come out when On Error is set to Continue in this node's settings, or when the node is run again (waiting costs nothing).` : '';
	return new AiStudiosError(error.trouble, error.message, `${error.advice}${more}${finished}`, error.facts);
}
