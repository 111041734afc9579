import { checkedLanguages, checkedYouTubeUrl, languageCode, translationLanguages } from '../../../nodes/shared/core/api/translationLanguages';
import { settle } from '../../../nodes/shared/core/errors';

const CODES = 'ar-SA, bg-BG, cs-CZ, da-DK, de-DE, el-GR, en-US, es-ES, fi-FI, fil-PH, fr-FR, hi-IN, hr-HR, id-ID, it-IT, ja-JP, ko-KR, ms-MY, nl-NL, pl-PL, pt-PT, ro-RO, ru-RU, sk-SK, sv-SE, ta-IN, tr-TR, uk-UA, vi-VN, zh-CN';
const SELECT = 'Select 1 to 10 languages, or enter their codes with commas between them, for example "ko-KR, ja-JP". This item was not sent to AI Studios.';
const errorOf = async (work: () => unknown) => {
	const result = await settle(work);
	return result.ok ? result.value : result.error;
};

test('the languages are those of the documentation, each under its own name', () => {
	expect(translationLanguages.map(({ value }) => value).sort().join(', ')).toBe(CODES);
	expect(translationLanguages.map(({ name }) => name).sort().join(', ')).toBe(
		'Arabic, Bulgarian, Chinese, Croatian, Czech, Danish, Dutch, English, Filipino, Finnish, French, German, Greek, Hindi, Indonesian, Italian, Japanese, Korean, Malay, Polish, Portuguese, Romanian, Russian, Slovak, Spanish, Swedish, Tamil, Turkish, Ukrainian, Vietnamese',
	);
	const english = new Intl.DisplayNames('en', { type: 'language' });
	for (const { name, value } of translationLanguages) expect(english.of(value.split('-')[0])).toBe(name);
});

test.each(['ko-KR', ' KO-kr ', 'Korean', 'korean\n'])('%j is Korean', (language) => {
	expect(languageCode(language)).toBe('ko-KR');
});

test.each<[unknown, message: string, description: string]>([
	['Klingon', '"Klingon" is not a language of translations', `Use codes like "en-US": ${CODES}. This item was not sent to AI Studios.`],
	['ko', '"ko" is not a language of translations', `Use codes like "en-US": ${CODES}. This item was not sent to AI Studios.`],
	[` ${'x'.repeat(50)}`, `"${'x'.repeat(40)}" is not a language of translations`, `Use codes like "en-US": ${CODES}. This item was not sent to AI Studios.`],
	[5, 'A language must be text, but it is a number', SELECT],
	[{ code: 'ko-KR' }, 'A language must be text, but it is an object', SELECT],
])('%j is no language', async (value, message, description) => {
	expect(await errorOf(() => languageCode(value))).toMatchObject({ code: 'input', message, description });
});

const TEN = translationLanguages.slice(0, 10).map(({ value }) => value);

test.each<[unknown, string[]]>([
	['ko-KR', ['ko-KR']],
	['ko-KR, Japanese ,, ', ['ko-KR', 'ja-JP']],
	[['Korean', null, '', 'ja-JP'], ['ko-KR', 'ja-JP']],
	[TEN, TEN],
])('the languages %j are %j', (value, codes) => {
	expect(checkedLanguages(value)).toEqual(codes);
});

test.each<[unknown, message: string]>([
	[undefined, 'No language is selected'],
	[' , ', 'No language is selected'],
	[[], 'No language is selected'],
	[{ ko: true }, 'Languages must be a list or text, but it is an object'],
	[7, 'Languages must be a list or text, but it is a number'],
	['ko-KR, Korean, ja-JP, KOREAN, ja-JP', 'Languages contains ko-KR, ja-JP more than once'],
	[translationLanguages.slice(0, 11).map(({ value }) => value), 'Languages contains 11 languages, but AI Studios translates into 10 at most'],
])('the languages %j are rejected', async (value, message) => {
	expect(await errorOf(() => checkedLanguages(value))).toMatchObject({ code: 'input', message, description: SELECT });
});

test.each(['https://www.youtube.com/watch?v=abc', 'http://youtube.com/shorts/abc', 'https://youtu.be/abc', 'https://m.youtube.com/watch?v=abc'])('%s is an address of YouTube', (url) => {
	expect(checkedYouTubeUrl(url)).toBe(url);
});

test.each(['', 'youtube.com/watch?v=abc', 'ftp://youtube.com/abc', 'https://notyoutube.com/abc', 'https://youtube.com.example.com/abc', 'https://vimeo.com/youtube.com', 'https://youtubeXcom/'])('%j is no address of YouTube', async (url) => {
	expect(await errorOf(() => checkedYouTubeUrl(url))).toMatchObject({
		code: 'input',
		message: 'The YouTube URL is not an address of YouTube',
		description: 'Enter it with https://, for example https://www.youtube.com/watch?v=… For a video from elsewhere select Binary File as Source. This item was not sent to AI Studios.',
	});
});
