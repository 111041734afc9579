import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'crypto';
import type { UploadFile } from '../core/api';
import { AiStudiosError, ExecutionCancelled, rethrow } from '../core/errors';
import { limiter } from '../core/limiter';
import { uploadName, type UploadPurpose } from '../core/uploadType';

const CHUNK_BYTES = 64 * 1024;
/** Of all items: each has an open file. */
const limitReads = limiter(4);
/** Characters of a name in a message: it may be the content of a file. */
const MAX_SHOWN_LENGTH = 60;
/** Of base64, decoded at a time; line breaks may stand among them. */
const CHUNK_DIGITS = CHUNK_BYTES;
/** Four digits are three bytes. */
const DIGITS_PER_GROUP = 4;
/** RFC 2046: bytes of any kind. */
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * A file of an item's binary data, to be uploaded. It is read once to know its size and its content, so
 * that files with the same content are paid for once wherever n8n keeps them.
 * @throws AiStudiosError (input) when there is none, when it is empty, or when AI Studios does not take such a file
 */
export async function inputFile(context: IExecuteFunctions, itemIndex: number, binaryProperty: string, purpose: UploadPurpose): Promise<UploadFile> {
	const binary = binaryOf(context, itemIndex, binaryProperty);
	const mimeType = textOr(binary.mimeType, '');
	const fileName = uploadName(textOr(binary.fileName, ''), mimeType, purpose);
	const open = () => (binary.id ? storedChunks(context, binary.id, fileName) : decodedChunks(textOr(binary.data, '')));
	const { bytes, contentHash } = await limitReads(async () => await contentOf(open(), context.getExecutionCancelSignal()));
	if (bytes === 0) throw new AiStudiosError('input', `The file ${fileName} is empty`, 'Select another file. This item was not sent to AI Studios.');
	return {
		fileName,
		mimeType: mimeType || UNKNOWN_TYPE,
		bytes,
		contentHash,
		open,
	};
}

function binaryOf(context: IExecuteFunctions, itemIndex: number, binaryProperty: string): IBinaryData {
	try {
		return { ...context.helpers.assertBinaryData(itemIndex, binaryProperty) };
	} catch {
		const found = Object.keys(context.getInputData()[itemIndex].binary ?? {});
		const hint = found.length > 0 ? `It has files in these fields: ${found.join(', ')}.` : 'It has no files: add a node before this one that outputs them.';
		return rethrow(new AiStudiosError('input', `The item has no file in the field "${binaryProperty.slice(0, MAX_SHOWN_LENGTH)}"`, `${hint} This item was not sent to AI Studios.`));
	}
}

async function contentOf(chunks: AsyncIterable<Uint8Array>, cancelSignal: AbortSignal | undefined): Promise<{ bytes: number; contentHash: string }> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const chunk of chunks) {
		if (cancelSignal?.aborted) throw new ExecutionCancelled();
		hash.update(chunk);
		bytes += chunk.length;
	}
	return { bytes, contentHash: hash.digest('base64url') };
}

async function* storedChunks({ helpers }: IExecuteFunctions, id: string, fileName: string): AsyncGenerator<Uint8Array, void> {
	try {
		yield* (await helpers.getBinaryStream(id, CHUNK_BYTES)) as AsyncIterable<Uint8Array>;
	} catch {
		rethrow(unreadable(fileName));
	}
}

async function* decodedChunks(base64: string): AsyncGenerator<Uint8Array, void> {
	let rest = '';
	for (let start = 0; start < base64.length; start += CHUNK_DIGITS) {
		const digits = rest + base64.slice(start, start + CHUNK_DIGITS).replace(/\s/g, '');
		const end = digits.length - (digits.length % DIGITS_PER_GROUP);
		rest = digits.slice(end);
		yield Buffer.from(digits.slice(0, end), 'base64');
	}
	yield Buffer.from(rest, 'base64');
}

/** A Code node may have made the binary data, of anything. */
function textOr(value: unknown, otherwise: string): string {
	return typeof value === 'string' && value !== '' ? value : otherwise;
}

function unreadable(fileName: string): AiStudiosError {
	return new AiStudiosError('input', `The file ${fileName} cannot be read from n8n's binary data`, 'Run the nodes before this one again, so that they output the file anew.');
}
