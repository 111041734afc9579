import { AiStudiosError } from '../errors';
import type { FilePart, Multipart } from '../ports';

/** A form as the body of a request (RFC 7578): its length is known before the first byte is read. */
export interface MultipartBody {
	contentType: string;
	bytes: number;
	/**
	 * Opens the files, one after the other.
	 * @throws AiStudiosError (input) when a file cannot be read, or has another length than it was said to have
	 */
	chunks(): AsyncGenerator<Uint8Array, void>;
}

/** @param boundary occurs in no part, because it is random */
export function multipartBody({ fields, files }: Multipart, boundary: string): MultipartBody {
	const opening = encode(Object.entries(fields).map(([name, value]) => `${partHeader(boundary, name)}\r\n\r\n${value}\r\n`).join(''));
	const parts = files.map((file) => ({ file, header: encode(fileHeader(boundary, file)) }));
	const closing = encode(`--${boundary}--\r\n`);
	const fileBytes = parts.reduce((sum, { file, header }) => sum + header.length + file.bytes + LINE_END.length, 0);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		bytes: opening.length + fileBytes + closing.length,
		async *chunks() {
			if (opening.length > 0) yield opening;
			for (const { file, header } of parts) {
				yield header;
				yield* contentOf(file);
				yield LINE_END;
			}
			yield closing;
		},
	};
}

const LINE_END = encode('\r\n');

function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

function partHeader(boundary: string, field: string): string {
	return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"`;
}

function fileHeader(boundary: string, { field, fileName, mimeType }: FilePart): string {
	return `${partHeader(boundary, field)}; filename="${quoted(fileName)}"\r\nContent-Type: ${mimeType.replace(/[^\x20-\x7e]/g, '')}\r\n\r\n`;
}

/** As browsers write a name (WHATWG HTML, "Multipart form data"): UTF-8, with these three characters escaped. */
function quoted(name: string): string {
	return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Another length than announced would leave the server waiting, or what follows unreadable. */
async function* contentOf({ open, bytes, fileName }: FilePart): AsyncGenerator<Uint8Array, void> {
	let read = 0;
	for await (const chunk of open()) {
		read += chunk.length;
		if (read > bytes) break;
		yield chunk;
	}
	if (read === bytes) return;
	throw new AiStudiosError('input', `The file ${fileName} changed while it was uploaded`, 'Run this item again. AI Studios did not receive the whole file.');
}
