/** The bytes from `start` to `end`, both included, as `Content-Range` counts them. */
export interface ByteRange {
	start: number;
	end: number;
}

/**
 * The single range of bytes in a `Range` header (RFC 9110, 14.2), or 'unsatisfiable' (416).
 * Undefined means that the header is to be ignored: other units, several ranges, bad syntax.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
	const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return undefined;
	if (match[1] === '') {
		const last = Number(match[2]);
		return last === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - last), end: size - 1 };
	}
	const start = Number(match[1]);
	const end = match[2] === '' ? Infinity : Number(match[2]);
	if (end < start) return undefined;
	return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
}

/**
 * Whether `If-Range` allows the range (RFC 9110, 13.1.5): a strong ETag that is the same, or the
 * exact date of `Last-Modified`. A weak ETag never matches.
 */
export function ifRangeMatches(header: string | undefined, etag: string | undefined, lastModified: string): boolean {
	if (header === undefined) return true;
	if (header.startsWith('"')) return header === etag;
	return header === lastModified;
}
