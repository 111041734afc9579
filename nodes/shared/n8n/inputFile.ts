import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { UploadFile } from '../core/api';
import { AiStudiosError, rethrow } from '../core/errors';
import { uploadName, type UploadPurpose } from '../core/uploadType';

const CHUNK_BYTES = 64 * 1024;
/** Of base64, decoded at a time: four are three bytes. */
const CHUNK_DIGITS = CHUNK_BYTES;

/**
 * A file of an item's binary data, to be uploaded: only its size is read now.
 * @throws AiStudiosError (input) when there is none, when it is empty, or when AI Studios does not take such a file
 */
export async function inputFile(context: IExecuteFunctions, itemIndex: number, binaryProperty: string, purpose: UploadPurpose): Promise<UploadFile> {
	const binary = binaryOf(context, itemIndex, binaryProperty);
	const fileName = uploadName(binary.fileName ?? '', binary.mimeType, purpose);
	const bytes = await sizeOf(context, binary, fileName);
	if (bytes === 0) throw new AiStudiosError('input', `The file ${fileName} is empty`, 'Select another file. This item was not sent to AI Studios.');
	return {
		fileName,
		mimeType: binary.mimeType,
		bytes,
		open: async () => (binary.id ? storedChunks(context, binary.id, fileName) : decodedChunks(binary.data)),
	};
}

function binaryOf(context: IExecuteFunctions, itemIndex: number, binaryProperty: string): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, binaryProperty);
	} catch {
		const found = Object.keys(context.getInputData()[itemIndex].binary ?? {});
		const hint = found.length > 0 ? `It has files in these fields: ${found.join(', ')}.` : 'It has no files: add a node before this one that outputs them.';
		return rethrow(new AiStudiosError('input', `The item has no file in the field "${binaryProperty}"`, `${hint} This item was not sent to AI Studios.`));
	}
}

async function sizeOf({ helpers }: IExecuteFunctions, { id, data }: IBinaryData, fileName: string): Promise<number> {
	if (!id) return Buffer.byteLength(data, 'base64');
	try {
		return (await helpers.getBinaryMetadata(id)).fileSize;
	} catch {
		return rethrow(unreadable(fileName));
	}
}

async function* storedChunks({ helpers }: IExecuteFunctions, id: string, fileName: string): AsyncGenerator<Uint8Array, void> {
	try {
		yield* (await helpers.getBinaryStream(id, CHUNK_BYTES)) as AsyncIterable<Uint8Array>;
	} catch {
		rethrow(unreadable(fileName));
	}
}

async function* decodedChunks(base64: string): AsyncGenerator<Uint8Array, void> {
	for (let start = 0; start < base64.length; start += CHUNK_DIGITS) yield Buffer.from(base64.slice(start, start + CHUNK_DIGITS), 'base64');
}

function unreadable(fileName: string): AiStudiosError {
	return new AiStudiosError('input', `The file ${fileName} cannot be read from n8n's binary data`, 'Run the nodes before this one again, so that they output the file anew.');
}
