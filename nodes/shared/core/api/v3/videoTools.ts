import { numberAt, objectAt, textAt, type JsonObject } from '../../json';
import { renderProgress } from '../renderProgress';
import type { CreatedProject, Endpoints, PaidEndpoint, VideoOptions } from '../types';
import { createdProject, entriesOf, filledFields, PREFIX } from './conventions';

const AUTOMATION = `${PREFIX}/automation`;

/** What the tools call the end of their work. Full code of page "Docs to Video", 2026-05. */
const FINISHED = 'finish';

/** The field of each option. Pages "Scripts to Video", "Topic to Video", "URL to Video" and "Docs to Video", 2026-05. */
const OPTION_FIELDS: Record<keyof VideoOptions, string> = {
	language: 'language',
	duration: 'duration',
	scriptHandling: 'scriptOption',
	objective: 'objective',
	audience: 'audience',
	tone: 'tone',
	speed: 'speed',
	media: 'media',
	style: 'style',
	highQuality: 'useGenerativeHighQuality',
	templateId: 'templateId',
	avatar: 'model',
	voiceOnly: 'voiceOnly',
};

/** Projects that AI Studios writes and designs. None of them is rendered: that takes an export. */
export const videoTools = {
	/** Page "Scripts to Video", 2026-05. */
	videoFromScript: (script, options) => tool('scripts_to_video', { scripts: script }, options),

	/** Page "Topic to Video", 2026-05. */
	videoFromTopic: (topic, options) => tool('topic_to_video', { topic }, options),

	/** Page "URL to Video", 2026-05. */
	videoFromWebPage: (url, options) => tool('url_to_video', { url }, options),

	/** Page "Docs to Video", step 1, 2026-05. */
	uploadDocuments: (files) => ({
		method: 'POST',
		path: `${AUTOMATION}/docs-to-video/upload-files`,
		multipart: { fields: {}, files: files.map((file) => ({ ...file, field: 'files' })) },
		subject: files.length === 1 ? 'the document' : 'the documents',
		parse: (envelope) =>
			entriesOf(envelope, 'uploadResults').flatMap((upload) => {
				const id = textAt(upload, 'uri');
				return id === undefined ? [] : [{ id, fileName: textAt(upload, 'fileName') ?? id }];
			}),
	}),

	/** Page "Docs to Video", step 2, 2026-05. */
	videoFromDocuments: (documents, options) =>
		tool('docs-to-video', { files: documents.map(({ id, fileName }) => ({ uri: id, fileName })) }, options),

	/** Page "Create project from PDF/PPT", 2026-05: one scene for each slide. */
	projectFromSlides: (file, { name, workspaceId }) => ({
		method: 'POST',
		path: `${PREFIX}/editor/project/pptpdf`,
		multipart: {
			fields: filledFields({ name, workspaceId }, { name: 'name', workspaceId: 'workspaceId' }) as Record<string, string>,
			files: [{ ...file, field: 'file' }],
		},
		subject: 'the slides',
		product: 'project',
		parse: createdProject,
	}),

	/**
	 * How far a tool is with a project: complete at 100 % with the state that means finished, or with none.
	 * The parameter table of page "Docs to Video" (2026-05) and its full code have the ID in the query, one
	 * sample has it in the path.
	 */
	creationProgress: (projectKey) => ({
		method: 'GET',
		path: `${AUTOMATION}/progress?projectId=${encodeURIComponent(projectKey)}`,
		subject: `the creation of project ${projectKey}`,
		projectKey,
		parse(envelope, redact) {
			const data = objectAt(envelope, 'data');
			const stateName = textAt(data, 'state');
			const created = renderProgress({ progress: numberAt(data, 'progress'), stateName }, envelope, redact);
			const isFinished = created.progress >= 100 && (stateName === undefined || stateName === FINISHED);
			return isFinished ? { ...created, state: 'complete' } : created;
		},
	}),
} satisfies Partial<Endpoints>;

function tool(name: string, source: JsonObject, options: VideoOptions): PaidEndpoint<CreatedProject> {
	const fields = filledFields(options, OPTION_FIELDS);
	return {
		method: 'POST',
		path: `${AUTOMATION}/${name}`,
		body: { ...source, ...(Object.keys(fields).length > 0 ? { options: fields } : {}) },
		subject: 'the video',
		product: 'project',
		parse: createdProject,
	};
}
