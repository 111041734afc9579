import { checkedProjectKey } from '../../shared/core/api/projectKey';
import { arrivedError } from '../../shared/n8n/arrivedError';
import type { ItemRun } from '../run';

/** @throws AiStudiosError (input), or the error that the item arrives with instead of a project key */
export function projectKeyOf({ context, index, parameters }: ItemRun): string {
	const key = parameters.text('projectKey');
	const arrived = arrivedError(context.getInputData()[index], key);
	if (arrived) throw arrived;
	return checkedProjectKey(key);
}
