/** Bytes of UTF-8 that every file system takes, with room for what others append. */
const LONGEST_NAME = 200;

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that cannot leave its folder or break a file system: the last part of any path, without
 * control characters, reserved ones or leading dots, at most 200 bytes, and with an extension.
 *
 * @param wanted what the user or the URL says; `fallback` (without extension) when nothing is left
 * @param extension with its dot, added when the name has none
 */
export function safeFileName(wanted: string, fallback: string, extension: string): string {
	const clean = (name: string) =>
		(name.split(/[/\\]/).at(-1) ?? '')
			.normalize('NFC')
			.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
			.replace(/[<>:"|?*%]/g, '_')
			.replace(/^[\s.]+|[\s.]+$/g, '')
			.replace(DEVICE, '_$1');
	const name = clean(wanted) || clean(fallback) || 'video';
	const [ending] = /\.[A-Za-z0-9]{2,5}$/.exec(name) ?? [''];
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

function shortened(stem: string, bytes: number): string {
	let short = stem;
	while (Buffer.byteLength(short) > bytes) short = [...short].slice(0, -1).join('');
	return short;
}
