import { notAVideo } from './downloadErrors';

export interface VideoType {
	mimeType: string;
	/** With its dot. */
	extension: string;
}

/** Enough to tell a video from an error page. */
export const BYTES_TO_RECOGNIZE_VIDEO = 16;

/** Every video format has other bytes than these among its first. */
const PLAIN_TEXT = /^[\t\n\r -~]*$/;

const MP4: VideoType = { mimeType: 'video/mp4', extension: '.mp4' };
const MOV: VideoType = { mimeType: 'video/quicktime', extension: '.mov' };
const WEBM: VideoType = { mimeType: 'video/webm', extension: '.webm' };

/**
 * The type of a video by its first bytes, and by its content type when these leave it open.
 * @throws AiStudiosError (download) for a web page, XML, JSON or other text, or nothing at all
 */
export function videoType(head: Uint8Array, contentType: string, projectKey: string): VideoType {
	const bytes = Buffer.from(head).toString('latin1');
	if (bytes.slice(4, 8) === 'ftyp') return bytes.slice(8, 12) === 'qt  ' ? MOV : MP4;
	if (bytes.startsWith('\x1a\x45\xdf\xa3')) return WEBM;
	const content = otherContent(bytes, contentType);
	if (content !== undefined) throw notAVideo(projectKey, content);
	if (/quicktime/i.test(contentType)) return MOV;
	return /webm/i.test(contentType) ? WEBM : MP4;
}

/** What the server sent in place of a video; undefined when it may be one. */
function otherContent(bytes: string, contentType: string): string | undefined {
	if (bytes === '') return 'an empty file';
	const start = bytes.replace(/^\xef\xbb\xbf/, '').trimStart();
	if (start.startsWith('<') || /html|xml/i.test(contentType)) return 'a web page or an XML response';
	if (/^[{[]/.test(start) || /json/i.test(contentType)) return 'a JSON response';
	const saysFile = /^(video|audio|image)\/|octet-stream/i.test(contentType);
	return /^text\//i.test(contentType) || (!saysFile && PLAIN_TEXT.test(bytes)) ? 'plain text' : undefined;
}
