import { AiStudiosError } from '../errors';

export interface VideoKind {
	mimeType: string;
	/** With its dot. */
	extension: string;
}

/** Bytes that are enough to tell a video from an error page. */
export const ENOUGH_TO_TELL = 16;

const MP4: VideoKind = { mimeType: 'video/mp4', extension: '.mp4' };
const MOV: VideoKind = { mimeType: 'video/quicktime', extension: '.mov' };
const WEBM: VideoKind = { mimeType: 'video/webm', extension: '.webm' };

/**
 * What the first bytes of a download are, helped by its content type.
 * @throws AiStudiosError (download) for a web page, an XML or JSON answer, or nothing at all.
 */
export function videoKind(head: Uint8Array, contentType: string, projectKey: string): VideoKind {
	if (head.length === 0) throw notAVideo('an empty file', projectKey);
	const text = Buffer.from(head).toString('latin1');
	if (text.slice(4, 8) === 'ftyp') return text.slice(8, 12) === 'qt  ' ? MOV : MP4;
	if (text.startsWith('\x1a\x45\xdf\xa3')) return WEBM;
	const start = text.replace(/^\xef\xbb\xbf/, '').trimStart();
	if (start.startsWith('<') || /html|xml/i.test(contentType)) throw notAVideo('a web page or an XML answer', projectKey);
	if (start.startsWith('{') || /json/i.test(contentType)) throw notAVideo('a JSON answer', projectKey);
	if (/quicktime/i.test(contentType)) return MOV;
	return /webm/i.test(contentType) ? WEBM : MP4;
}

function notAVideo(what: string, projectKey: string): AiStudiosError {
	return new AiStudiosError(
		'download',
		`The download of project ${projectKey} is not a video but ${what}`,
		'The render itself is finished and kept by AI Studios: run this item again with its project key. If it happens again, look whether a proxy or firewall answers in its place.',
		{ projectKey, progress: 100, state: 'complete' },
	);
}
