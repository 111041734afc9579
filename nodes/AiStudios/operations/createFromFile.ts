import type { UploadedDocument, UploadFile } from '../../shared/core/api';
import { AiStudiosError } from '../../shared/core/errors';
import { PROJECT_SETTINGS, readSettings } from '../../shared/n8n/exportSettings';
import { inputFile } from '../../shared/n8n/inputFile';
import { paidRequest } from '../../shared/n8n/payment/paidRequest';
import type { ItemRun } from '../run';
import { DOCUMENT_OPTIONS } from '../resources/video';
import { readVideoOptions } from '../videoOptions';
import { previewOf } from './paidOperation';
import { videoOperation } from './videoOperation';

/** A video about one or more documents, which are uploaded just before it is paid for. */
export const createFromDocument = videoOperation({
	takesTime: true,
	async prepare(item, options) {
		const { client } = item.session;
		const videoOptions = readVideoOptions(item.parameters, DOCUMENT_OPTIONS);
		const files = await Promise.all(fieldsOf(item).map(async (field) => await inputFile(item.context, item.index, field, 'document')));
		const upload = client.api.uploadDocuments(files);
		const videoFrom = (documents: UploadedDocument[]) => client.api.videoFromDocuments(documents, videoOptions);
		// Where the documents will be is not known yet: for what is equal, the content counts.
		const request = paidRequest(videoFrom(files.map(({ contentHash, fileName }) => ({ id: contentHash, fileName }))), options);
		return {
			request: { ...request, endpoint: async () => videoFrom(uploaded(await client.read(upload), files)) },
			preview: { ...previewOf(videoFrom([])), ...previewOf(upload) },
		};
	},
});

/** One scene for each slide, without a script. */
export const createFromSlides = videoOperation({
	takesTime: false,
	async prepare(item, options) {
		const settings = readSettings(item.parameters, PROJECT_SETTINGS);
		const slides = await inputFile(item.context, item.index, item.parameters.text('binaryProperty'), 'slides');
		const endpoint = item.session.client.api.projectFromSlides(slides, settings);
		return { request: paidRequest(endpoint, options), preview: previewOf(endpoint) };
	},
});

/** Several are separated by commas, as in nodes of n8n's own. */
function fieldsOf({ parameters }: ItemRun): string[] {
	const fields = parameters.text('binaryProperty').split(',').map((field) => field.trim());
	return [...new Set(fields)];
}

/** @throws AiStudiosError (rejected) when one is missing: the video would be paid for, and not be about all of them */
function uploaded(documents: UploadedDocument[], files: UploadFile[]): UploadedDocument[] {
	if (documents.length >= files.length) return documents;
	const names = files.map(({ fileName }) => fileName).join(', ');
	throw new AiStudiosError(
		'rejected',
		files.length === 1 ? `AI Studios did not accept the document ${names}` : `AI Studios accepted only ${documents.length} of ${files.length} documents (${names})`,
		`${files.length === 1 ? 'Open it to check that it is complete' : 'Open each of them to check that it is complete'}, then run this item again. Nothing was created for this item.`,
	);
}
