/** Bytes of UTF-8 that every file system takes, with room for what others append. */
const LONGEST_NAME = 200;

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\s*(\.|$))/i;

/** Only these count: in "v1.25" or "J.R.Smith" the last part is no extension. */
const VIDEO_EXTENSION = /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|3gp)$/i;

/**
 * A name that cannot leave its folder or break a file system: the last part of any path, without
 * control characters, reserved ones or leading dots, at most 200 bytes, and with an extension.
 *
 * @param wanted what the user or the URL says; `fallback` (without extension) when nothing is left
 * @param extension with its dot, added when the name has none of a video
 */
export function safeFileName(wanted: string, fallback: string, extension: string): string {
	const name = clean(wanted) || clean(fallback) || 'video';
	const [ending] = VIDEO_EXTENSION.exec(name) ?? [''];
	const stem = ending ? name.slice(0, -ending.length) : name;
	return shortened(stem, LONGEST_NAME - (ending || extension).length) + (ending || extension);
}

/** The file name that a URL ends in, decoded; empty when it has none. */
export function nameInUrl(url: string): string {
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

function clean(name: string): string {
	return (name.split(/[/\\]/).at(-1) ?? '')
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
		.replace(/[<>:"|?*%]/g, '_')
		.replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '')
		.replace(DEVICE, '_$1');
}

/** As many characters as fit into so many bytes; a streaming decoder leaves out one that was cut. */
function shortened(stem: string, bytes: number): string {
	return new TextDecoder().decode(Buffer.from(stem).subarray(0, bytes), { stream: true });
}
