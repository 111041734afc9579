import { AiStudiosError } from '../errors';
import { isEmpty, kindOf } from '../json';
import { listCapped } from '../rows';
import { isWebUrl } from '../webUrl';

/** Page "Export AI Dubbing", section 1-3, 2026-05. */
const NAMES: Record<string, string> = {
	'ar-SA': 'Arabic', 'bg-BG': 'Bulgarian', 'zh-CN': 'Chinese', 'hr-HR': 'Croatian', 'cs-CZ': 'Czech', 'da-DK': 'Danish', 'nl-NL': 'Dutch', 'en-US': 'English',
	'fil-PH': 'Filipino', 'fi-FI': 'Finnish', 'fr-FR': 'French', 'de-DE': 'German', 'el-GR': 'Greek', 'hi-IN': 'Hindi', 'id-ID': 'Indonesian', 'it-IT': 'Italian',
	'ja-JP': 'Japanese', 'ko-KR': 'Korean', 'ms-MY': 'Malay', 'pl-PL': 'Polish', 'pt-PT': 'Portuguese', 'ro-RO': 'Romanian', 'ru-RU': 'Russian', 'sk-SK': 'Slovak',
	'es-ES': 'Spanish', 'sv-SE': 'Swedish', 'ta-IN': 'Tamil', 'tr-TR': 'Turkish', 'uk-UA': 'Ukrainian', 'vi-VN': 'Vietnamese',
};

/** All, to choose from. */
export const translationLanguages = Object.entries(NAMES).map(([value, name]) => ({ name, value }));

/** Page "Export AI Dubbing", section 1-2, 2026-05. */
const MAX_LANGUAGES = 10;

/**
 * The code of a language, for its code or English name in any case.
 * @throws AiStudiosError (input) when videos cannot be translated from or into it
 */
export function languageCode(value: unknown): string {
	if (typeof value !== 'string') throw invalid(`A language must be text, but it is ${kindOf(value)}`);
	const wanted = value.trim().toLowerCase();
	const found = translationLanguages.find((language) => [language.value, language.name].some((text) => text.toLowerCase() === wanted));
	if (found) return found.value;
	throw new AiStudiosError('input', `"${value.trim().slice(0, 40)}" is not a language of translations`, `Use codes like "en-US": ${Object.keys(NAMES).sort().join(', ')}. This item was not sent to AI Studios.`);
}

/**
 * The codes of 1 to 10 different languages, from a list or from text with commas between them.
 * @throws AiStudiosError (input)
 */
export function checkedLanguages(value: unknown): string[] {
	const entries = typeof value === 'string' ? value.split(',') : (value ?? []);
	if (!Array.isArray(entries)) throw invalid(`Languages must be a list or text, but it is ${kindOf(value)}`);
	const languages = entries.filter((entry) => !isEmpty(entry)).map(languageCode);
	if (languages.length === 0) throw invalid('No language is selected');
	const repeated = languages.filter((language, index) => languages.indexOf(language) < index);
	if (repeated.length > 0) throw invalid(`Languages contains ${listCapped([...new Set(repeated)], MAX_LANGUAGES)} more than once`);
	if (languages.length > MAX_LANGUAGES) throw invalid(`Languages contains ${languages.length} languages, but AI Studios translates into ${MAX_LANGUAGES} at most`);
	return languages;
}

/** @throws AiStudiosError (input) for an address that is not one of YouTube */
export function checkedYouTubeUrl(url: string): string {
	if (isWebUrl(url) && /(^|\.)(youtube\.com|youtu\.be)$/.test(new URL(url).hostname)) return url;
	throw new AiStudiosError('input', 'The YouTube URL is not an address of YouTube', 'Enter it with https://, for example https://www.youtube.com/watch?v=… For a video from elsewhere select Binary File as Source. This item was not sent to AI Studios.');
}

function invalid(message: string): AiStudiosError {
	return new AiStudiosError('input', message, 'Select 1 to 10 languages, or enter their codes with commas between them, for example "ko-KR, ja-JP". This item was not sent to AI Studios.');
}
