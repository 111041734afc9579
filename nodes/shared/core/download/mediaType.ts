import { notMedia } from './downloadErrors';
import type { MediaFile, MediaKind } from './mediaFile';

export interface MediaType {
	mimeType: string;
	/** With its dot. */
	extension: string;
}

/** Enough to tell a video or audio from an error page. */
export const BYTES_TO_RECOGNIZE = 16;

/** Every media format has other bytes than these among its first. */
const PLAIN_TEXT = /^[\t\n\r -~]*$/;

const MP4: MediaType = { mimeType: 'video/mp4', extension: '.mp4' };
const MOV: MediaType = { mimeType: 'video/quicktime', extension: '.mov' };
const WEBM: MediaType = { mimeType: 'video/webm', extension: '.webm' };
const MP3: MediaType = { mimeType: 'audio/mpeg', extension: '.mp3' };
const WAV: MediaType = { mimeType: 'audio/wav', extension: '.wav' };
const OGG: MediaType = { mimeType: 'audio/ogg', extension: '.ogg' };
const M4A: MediaType = { mimeType: 'audio/mp4', extension: '.m4a' };

interface Formats {
	/** The bytes at an offset that tell a format. */
	signatures: Array<[offset: number, bytes: string, MediaType]>;
	/** What the content type says, when the first bytes leave it open. */
	contentTypes: Array<[RegExp, MediaType]>;
	usual: MediaType;
}

const FORMATS: Record<MediaKind, Formats> = {
	video: {
		signatures: [[4, 'ftypqt  ', MOV], [4, 'ftyp', MP4], [0, '\x1a\x45\xdf\xa3', WEBM]],
		contentTypes: [[/quicktime/i, MOV], [/webm/i, WEBM]],
		usual: MP4,
	},
	audio: {
		signatures: [
			[0, 'ID3', MP3],
			// Frames without a tag before them: MPEG 1 and 2, layer 3.
			[0, '\xff\xfb', MP3],
			[0, '\xff\xf3', MP3],
			[8, 'WAVE', WAV],
			[0, 'OggS', OGG],
			[4, 'ftyp', M4A],
		],
		contentTypes: [[/wav/i, WAV], [/ogg/i, OGG], [/mp4|m4a/i, M4A]],
		usual: MP3,
	},
};

/**
 * The type of a file by its first bytes, and by its content type when these leave it open.
 * @throws AiStudiosError (download) for a web page, XML, JSON or other text, or nothing at all
 */
export function mediaType(head: Uint8Array, contentType: string, file: MediaFile): MediaType {
	const bytes = Buffer.from(head).toString('latin1');
	const { signatures, contentTypes, usual } = FORMATS[file.kind];
	const [, , signed] = signatures.find(([offset, signature]) => bytes.startsWith(signature, offset)) ?? [];
	if (signed) return signed;
	const content = otherContent(bytes, contentType);
	if (content !== undefined) throw notMedia(file, content);
	const [, said] = contentTypes.find(([type]) => type.test(contentType)) ?? [];
	return said ?? usual;
}

/** What the server sent in place of the file; undefined when it may be the file. */
function otherContent(bytes: string, contentType: string): string | undefined {
	if (bytes === '') return 'an empty file';
	const start = bytes.replace(/^\xef\xbb\xbf/, '').trimStart();
	if (start.startsWith('<') || /html|xml/i.test(contentType)) return 'a web page or an XML response';
	if (/^[{[]/.test(start) || /json/i.test(contentType)) return 'a JSON response';
	const saysFile = /^(video|audio|image)\/|octet-stream/i.test(contentType);
	return /^text\//i.test(contentType) || (!saysFile && PLAIN_TEXT.test(bytes)) ? 'plain text' : undefined;
}
