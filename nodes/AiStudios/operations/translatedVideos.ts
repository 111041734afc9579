import type { TranslatedVideo } from '../../shared/core/api';
import { renderJson, type OutputData } from '../../shared/n8n/items';

/** One output for each video of a translation. */
export function translatedVideos(folderId: string, videos: TranslatedVideo[], languages: string[], more: object = {}): OutputData[] {
	const languageOf = languagesByName(videos, languages);
	return videos.map(({ projectKey, name, render }, index) => ({ json: { ...renderJson(projectKey, render), name, language: languageOf[index], folderId, ...more } }));
}

/**
 * The list of a translation does not say which video is in which language, and promises no order: a language
 * is known when the name of the project contains the code of one alone, or when it is the only one left.
 */
function languagesByName(videos: TranslatedVideo[], languages: string[]): Array<string | null> {
	const named = videos.map(({ name = '' }) => {
		const found = languages.filter((language) => name.includes(language));
		return found.length === 1 ? found[0] : null;
	});
	const left = languages.filter((language) => !named.includes(language));
	const isLast = left.length === 1 && languages.length === videos.length;
	return named.map((language) => language ?? (isLast ? left[0] : null));
}
