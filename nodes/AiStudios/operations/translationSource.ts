import type { TranslationSettings, TranslationSource, UploadFile } from '../../shared/core/api';
import { checkedLanguages, checkedYouTubeUrl, languageCode } from '../../shared/core/api/translationLanguages';
import { AiStudiosError } from '../../shared/core/errors';
import { isEmpty, isObject } from '../../shared/core/json';
import { inputFile } from '../../shared/n8n/inputFile';
import type { ParameterReader } from '../../shared/n8n/parameters';
import { AUTO } from '../resources/translation';
import type { ItemRun } from '../run';

/**
 * What an item wants to have translated.
 * @throws AiStudiosError (input)
 */
export async function readTranslationSource({ context, index, parameters }: ItemRun): Promise<TranslationSource> {
	const languages = checkedLanguages(parameters.raw('languages'));
	const fields = subtitleFields(parameters.raw('options.translatedSubtitles'), languages);
	const originalField = parameters.text('options.originalSubtitlesField');
	const subtitles = async (field: string | undefined) => (field ? { subtitleFile: await inputFile(context, index, field, 'subtitles') } : {});
	return {
		...(await readVideo({ context, index, parameters })),
		...(await subtitles(originalField)),
		targets: await Promise.all(languages.map(async (language) => ({ language, ...(await subtitles(fields.get(language))) }))),
	};
}

async function readVideo({ context, index, parameters }: Pick<ItemRun, 'context' | 'index' | 'parameters'>): Promise<{ file: UploadFile } | { url: string }> {
	if (parameters.choice('source') === 'url') return { url: checkedYouTubeUrl(parameters.text('url')) };
	return { file: await inputFile(context, index, parameters.text('binaryProperty'), 'video') };
}

/** The binary field of the subtitles of each language that has some. */
function subtitleFields(value: unknown, languages: string[]): Map<string, string> {
	const { files = [] } = isObject(value) ? value : {};
	const fields = new Map<string, string>();
	for (const entry of Array.isArray(files) ? files : [files]) {
		const { language: name, binaryProperty: field } = isObject(entry) ? entry : {};
		const language = languageCode(name);
		if (typeof field !== 'string' || isEmpty(field)) throw invalid(`Translated Subtitles has no input binary field for ${language}`);
		if (!languages.includes(language)) throw invalid(`Translated Subtitles has ${language}, which is not among Languages`);
		if (fields.has(language)) throw invalid(`Translated Subtitles has ${language} more than once`);
		fields.set(language, field.trim());
	}
	return fields;
}

/** @throws AiStudiosError (input) */
export function readTranslationSettings(parameters: ParameterReader): TranslationSettings {
	const [language, speakers] = ['options.originalLanguage', 'options.speakers'].map((path) => parameters.choice(path));
	return {
		...(language === AUTO ? {} : { originalLanguage: language }),
		...(speakers === AUTO ? {} : { speakers: Number(speakers) }),
		dubbingOnly: parameters.booleanSetting('options.dubbingOnly'),
		removeMusic: parameters.booleanSetting('options.removeMusic'),
		subtitles: parameters.booleanSetting('options.subtitles'),
	};
}

function invalid(message: string): AiStudiosError {
	return new AiStudiosError('input', message, 'Correct it under Options: one entry per language, with the name of the input binary field of its subtitles. This item was not sent to AI Studios.');
}
