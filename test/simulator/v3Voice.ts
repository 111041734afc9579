import { ApiRejection } from './rejection';
import { randomHex } from './random';
import { checkFiles, checkFormFields, checkOptionalBooleans, requireForm } from './validate/form';
import { requireFilledText, requireObject, requireUrl } from './validate/fields';
import { listResponse } from './listResponse';
import type { ApiCall } from './endpoint';
import type { ReceivedForm } from './multipart';
import type { SimulatorState } from './state';

/* The handlers of the v3 endpoints for speech and dubbing. */

const LANGUAGES = (
	'en-US hi-IN pt-PT zh-CN es-ES fr-FR de-DE ja-JP ar-SA ru-RU ko-KR id-ID it-IT nl-NL tr-TR pl-PL sv-SE fil-PH ms-MY ro-RO uk-UA el-GR cs-CZ da-DK fi-FI bg-BG hr-HR sk-SK ta-IN vi-VN'
).split(' ');
const TARGETS = Array.from({ length: 10 }, (_, index) => index);
/** The reference names no types of videos. */
const VIDEOS = ['mp4', 'mov', 'webm', 'mkv', 'avi'];
const SUBTITLES = ['srt'];
const SWITCHES = ['isDubbingOnly', 'isRemoveBGM', 'isCaptionFile'];

/** The audio is ready at once. */
export function speech(call: ApiCall, { projects, videoUrls }: SimulatorState): object {
	const body = requireObject(call.body, 'The body');
	for (const name of ['language', 'text', 'model']) requireFilledText(body, name, 'The body');
	const project = projects.addAndExport({ generation: 'v3', medium: 'mp3' });
	Object.assign(call, { project, created: true });
	const metaList = [{ text: body.text, start: 0, end: 0.6 }];
	return { success: true, data: { fileName: `${project.key}.mp3`, downloadUrl: videoUrls.urlOf(project), metaList } };
}

/** One project for each language, each with a render of its own; a language costs a credit. */
export function createTranslation(call: ApiCall, { projects, translations, random }: SimulatorState): object {
	const form = requireForm(call.form);
	const languages = checkTranslation(form);
	const name = form.files.find(({ field }) => field === 'file')?.fileName ?? form.fields.url;
	const folderId = randomHex(random, 24);
	const dubbed = languages.map((language) => projects.addAndExport({ generation: 'v3', name: `${name} (${language})`, scenes: [{}] }));
	translations.set(folderId, dubbed);
	call.created = true;
	return { success: true, data: { folderId } };
}

export function translation({ query }: ApiCall, state: SimulatorState): object {
	const { translations, projects, videoUrls, variants } = state;
	const folder = translations.get(query.get('folderId') ?? '');
	if (!folder) throw new ApiRejection(`There is no folder "${query.get('folderId')}".`, 404);
	const entries = folder.map((project) => {
		const { progress, hasUrl } = projects.statusOf(project);
		const percent = variants.progressAs === 'string' ? String(progress) : progress;
		return { projectId: project.key, name: project.name, progress: percent, download_url: hasUrl ? videoUrls.urlOf(project) : null };
	});
	return listResponse(entries, 'projects', state);
}

/** @returns the target languages */
function checkTranslation(form: ReceivedForm): string[] {
	const { fields, files } = form;
	checkFormFields(form, ['url', 'original', 'numberOfSpeakers', ...SWITCHES, ...TARGETS.map((index) => `target_${index}`)]);
	checkFiles(form, { file: VIDEOS, originalSrt: SUBTITLES, ...Object.fromEntries(TARGETS.map((index) => [`targetSrt_${index}`, SUBTITLES])) });
	const hasFile = files.some(({ field }) => field === 'file');
	if (hasFile === (fields.url !== undefined)) throw new ApiRejection('Either file or url is required.');
	if (fields.url !== undefined) checkYoutube(fields.url);
	checkOptionalBooleans(form, SWITCHES);
	if (!/^(auto|[1-5])$/.test(fields.numberOfSpeakers ?? 'auto')) throw new ApiRejection('numberOfSpeakers must be auto or 1 to 5.');
	const languages = TARGETS.flatMap((index) => fields[`target_${index}`] ?? []);
	if (fields.target_0 === undefined) throw new ApiRejection('target_0 is missing.');
	for (const language of [...languages, ...(fields.original === undefined || fields.original === 'auto' ? [] : [fields.original])]) {
		if (!LANGUAGES.includes(language)) throw new ApiRejection(`The language "${language}" is not supported.`);
	}
	return languages;
}

function checkYoutube(url: string): void {
	requireUrl({ url }, 'url', 'The form');
	if (!/(^|\.)(youtube\.com|youtu\.be)$/.test(new URL(url).hostname)) throw new ApiRejection('url is not a YouTube URL.');
}
