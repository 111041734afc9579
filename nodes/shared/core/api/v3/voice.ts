import { numberAt, objectAt, textAt, type JsonObject } from '../../json';
import { isWebUrl } from '../../webUrl';
import { renderProgress } from '../renderProgress';
import type { AvatarSpeech, Endpoints, RenderSettings, TranslationSettings } from '../types';
import { createdProject, entriesOf, filledFields, PREFIX, settingFields } from './conventions';

const TRANSLATION = `${PREFIX}/automation/translatevideos`;

/** The field of each setting. Page "Export AI Dubbing", 2026-05. */
const TRANSLATION_FIELDS: Record<keyof TranslationSettings, string> = {
	originalLanguage: 'original',
	dubbingOnly: 'isDubbingOnly',
	removeMusic: 'isRemoveBGM',
	subtitles: 'isCaptionFile',
	speakers: 'numberOfSpeakers',
};

/** Avatars and voices without a project that was designed. */
export const voice = {
	/** Page "Export Chroma key Video", 2026-05: without `isExport` it would not be rendered. */
	avatarClip: (speech, settings, { draftOnly = false } = {}) => ({
		method: 'POST',
		path: `${PREFIX}/simple/video`,
		body: { ...speechFields(speech), clothes: speech.clothes, ...renderFields(settings), isExport: !draftOnly },
		subject: 'the avatar clip',
		product: 'project',
		parse: createdProject,
	}),

	/** Page "Export Custom Avatar", 2026-05. */
	customAvatarClip: (speech, settings, { draftOnly = false } = {}) => ({
		method: 'POST',
		path: `${PREFIX}/simple/custom`,
		body: { ...speechFields(speech), ...renderFields(settings), isExport: !draftOnly },
		subject: 'the avatar clip',
		product: 'project',
		parse: createdProject,
	}),

	/** Page "Export AI Audio", 2026-05. The response is the result. */
	speech: (speech) => ({
		method: 'POST',
		path: `${PREFIX}/simple/audio`,
		body: speechFields(speech),
		isLongRunning: true,
		subject: 'the speech',
		product: 'audio',
		parse(envelope) {
			const data = objectAt(envelope, 'data');
			return { fileName: textAt(data, 'fileName'), audioUrl: webUrlIn(data, 'downloadUrl', 'download_url') };
		},
	}),

	/** Page "Export AI Dubbing", section 1, 2026-05. */
	createTranslation: ({ file, url, subtitleFile, targets }, settings) => ({
		method: 'POST',
		path: TRANSLATION,
		multipart: {
			fields: {
				...(url === undefined ? {} : { url }),
				...Object.fromEntries(targets.map(({ language }, index) => [`target_${index}`, language])),
				...textFields(filledFields(settings, TRANSLATION_FIELDS)),
			},
			files: [
				...(file ? [{ ...file, field: 'file' }] : []),
				...(subtitleFile ? [{ ...subtitleFile, field: 'originalSrt' }] : []),
				...targets.flatMap(({ subtitleFile: target }, index) => (target ? [{ ...target, field: `targetSrt_${index}` }] : [])),
			],
		},
		subject: 'the translation',
		product: 'translation',
		parse: (envelope) => ({ folderId: textAt(objectAt(envelope, 'data'), 'folderId') }),
	}),

	/** Page "Export AI Dubbing", section 2, 2026-05. */
	translation: (folderId) => ({
		method: 'GET',
		path: `${TRANSLATION}?folderId=${encodeURIComponent(folderId)}`,
		subject: `translation ${folderId}`,
		folderId,
		parse: (envelope, redact) =>
			entriesOf(envelope, 'projects').flatMap((project) => {
				const projectKey = textAt(project, 'projectId', 'id');
				const fields = { progress: numberAt(project, 'progress'), stateName: textAt(project, 'state'), url: textAt(project, 'download_url') };
				return projectKey === undefined ? [] : [{ projectKey, name: textAt(project, 'name'), render: renderProgress(fields, {}, redact) }];
			}),
	}),
} satisfies Partial<Endpoints>;

function speechFields({ language, text, avatar }: AvatarSpeech): JsonObject {
	return { language, text, model: avatar };
}

function renderFields({ resolution, workspaceId, webhookUrl }: RenderSettings): JsonObject {
	return settingFields({ resolution, workspaceId, webhookUrl });
}

function webUrlIn(data: JsonObject, ...names: string[]): string | null {
	const url = textAt(data, ...names)?.trim() ?? '';
	return isWebUrl(url) ? url : null;
}

function textFields(fields: JsonObject): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
