import { AiStudiosError, withDescription } from '../errors';
import type { Client } from './client';
import { requestError } from './failureError';

/**
 * Deletes a project. AI Studios does not say what it responds to a key that it does not know: a count of 0 and
 * "not found" both mean so. After an attempt whose response was lost, they mean that this attempt deleted it.
 * @throws AiStudiosError naming the project key, also when nobody knows whether the project was deleted
 */
export async function deleteProject(projectKey: string, client: Client): Promise<void> {
	const endpoint = client.api.deleteProjects([projectKey]);
	const { result, attempts, inDoubt } = await client.change(endpoint);
	const isUnknown = result.ok ? result.value === 0 : result.reason === 'notFound';
	if (isUnknown && !inDoubt) throw notDeleted(projectKey);
	if (result.ok || isUnknown) return;
	const error = requestError(result, client.api, endpoint, attempts);
	throw inDoubt ? withDescription(error, 'The project may have been deleted all the same: check your projects in AI Studios before you run this item again.') : error;
}

function notDeleted(projectKey: string): AiStudiosError {
	return new AiStudiosError(
		'notFound',
		`Project ${projectKey} was not deleted, because AI Studios has no such project`,
		'It may have been deleted before. If not, check the project key, and that the credential belongs to the account, server and API version that the project was created with.',
		{ projectKey },
	);
}
