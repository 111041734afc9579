/** UTF-8 bytes that every file system accepts, with room for what others append. */
const MAX_NAME_BYTES = 200;

/** Characters of a name that are read; one of megabytes must not cost seconds. */
const MAX_INPUT_LENGTH = 2_000;

/** Names that Windows reserves for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\s*(\.|$))/i;

/** Only these count: in "v1.25" or "J.R.Smith" the last part is no extension. */
const MEDIA_EXTENSIONS = /(\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|3gp|mp3|wav|ogg|m4a))+$/i;

/**
 * A name that cannot leave its folder or break a file system: the last part of any path, without
 * control characters, reserved ones or leading dots, at most 200 bytes, and with an extension.
 *
 * @param name from the user or the URL
 * @param fallback (without extension) when nothing is left of the name
 * @param extension of what the file is, with its dot; replaces that of another kind of video or audio
 */
export function safeFileName(name: string, fallback: string, extension: string): string {
	const safe = sanitize(name) || sanitize(fallback) || 'video';
	const stem = withoutExtension(safe);
	const ownExtension = safe.slice(stem.length);
	const suffix = ownExtension.toLowerCase() === extension ? ownExtension : extension;
	return withoutExtension(truncate(stem, MAX_NAME_BYTES - suffix.length)) + suffix;
}

/** The file name at the end of a URL, decoded; empty when there is none. */
export function fileNameInUrl(url: string): string {
	const name = new URL(url).pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

function withoutExtension(name: string): string {
	return name.replace(MEDIA_EXTENSIONS, '') || name;
}

function sanitize(name: string): string {
	return (name.split(/[/\\]/).at(-1) ?? '')
		.slice(0, MAX_INPUT_LENGTH)
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[<>:"|?*%]/g, '_')
		.replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '')
		.replace(DEVICE, '_$1');
}

/** As many characters as fit into so many bytes; a streaming decoder leaves out one that was cut. */
function truncate(text: string, maxBytes: number): string {
	return new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes), { stream: true });
}
