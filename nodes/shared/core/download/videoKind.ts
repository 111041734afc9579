import { AiStudiosError } from '../errors';

export interface VideoKind {
	mimeType: string;
	/** With its dot. */
	extension: string;
}

/** Bytes that are enough to tell a video from an error page. */
export const ENOUGH_TO_TELL = 16;

/** Every kind of video has other bytes than these among its first. */
const PLAIN_TEXT = /^[\t\n\r -~]*$/;

const MP4: VideoKind = { mimeType: 'video/mp4', extension: '.mp4' };
const MOV: VideoKind = { mimeType: 'video/quicktime', extension: '.mov' };
const WEBM: VideoKind = { mimeType: 'video/webm', extension: '.webm' };

/**
 * What the first bytes of a download are, helped by its content type.
 * @throws AiStudiosError (download) for a web page, XML, JSON or another text, or nothing at all.
 */
export function videoKind(head: Uint8Array, contentType: string, projectKey: string): VideoKind {
	const bytes = Buffer.from(head).toString('latin1');
	if (bytes.slice(4, 8) === 'ftyp') return bytes.slice(8, 12) === 'qt  ' ? MOV : MP4;
	if (bytes.startsWith('\x1a\x45\xdf\xa3')) return WEBM;
	const text = textIn(bytes, contentType);
	if (text !== undefined) throw notAVideo(text, projectKey);
	if (/quicktime/i.test(contentType)) return MOV;
	return /webm/i.test(contentType) ? WEBM : MP4;
}

/** The kind of text that came where a video was expected. */
function textIn(bytes: string, contentType: string): string | undefined {
	if (bytes === '') return 'an empty file';
	const start = bytes.replace(/^\xef\xbb\xbf/, '').trimStart();
	if (start.startsWith('<') || /html|xml/i.test(contentType)) return 'a web page or an XML answer';
	if (/^[{[]/.test(start) || /json/i.test(contentType)) return 'a JSON answer';
	const saidToBeFile = /^(video|audio|image)\/|octet-stream/i.test(contentType);
	return /^text\//i.test(contentType) || (!saidToBeFile && PLAIN_TEXT.test(bytes)) ? 'a text' : undefined;
}

function notAVideo(what: string, projectKey: string): AiStudiosError {
	return new AiStudiosError(
		'download',
		`The download of project ${projectKey} is not a video but ${what}`,
		'The render itself is finished and kept by AI Studios: run this item again with its project key. If it happens again, look whether a proxy or firewall answers in its place.',
		{ projectKey, progress: 100, state: 'complete' },
	);
}
