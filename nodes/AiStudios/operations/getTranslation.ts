import { checkedFolderId } from '../../shared/core/api/projectKey';
import { translationLanguages } from '../../shared/core/api/translationLanguages';
import { arrivedError } from '../../shared/n8n/arrivedError';
import { eachItem } from './eachItem';
import { translatedVideos } from './translatedVideos';

const LANGUAGES = translationLanguages.map(({ value }) => value);

/** How far the videos of a translation are. */
export const getTranslation = eachItem(async ({ context, index, session: { client }, parameters }) => {
	const value = parameters.raw('folderId');
	const arrived = arrivedError(context.getInputData()[index], value);
	if (arrived) throw arrived;
	const folderId = checkedFolderId(value);
	return translatedVideos(folderId, await client.read(client.api.translation(folderId)), LANGUAGES);
});
