/** What is known of a file while it is downloaded. */
export interface ResumeState {
	/** Bytes received: where the next request begins. */
	offset: number;
	/** A strong ETag. Without one a download is never resumed, because the file may have changed. */
	etag?: string;
	/** Bytes of the whole file. */
	total?: number;
}

/** The headers that request the rest of a file, or all of it when it cannot be resumed. */
export function rangeHeaders({ offset, etag }: ResumeState): Record<string, string> {
	const headers = { Accept: 'video/*, */*', 'Accept-Encoding': 'identity' };
	return offset > 0 && etag ? { ...headers, Range: `bytes=${offset}-`, 'If-Range': etag } : headers;
}

/**
 * Whether the file is whole now that a response has ended, cleanly or by a disconnect.
 *
 * A file that came in one response is proven by its clean end, not by its Content-Length. HTTP clients
 * report a body that is shorter than its Content-Length as a disconnect and read none beyond it
 * (RFC 9112, 8), so a clean end at any other byte means that the client has decoded the body: n8n's
 * decompresses what a server compressed in spite of `identity`, removes Content-Encoding, and leaves
 * the length of the compressed bytes, which are fewer or more.
 *
 * @param firstByte where the response began
 */
export function isWhole({ offset, total }: ResumeState, firstByte: number, endedCleanly: boolean): boolean {
	return offset === total || (endedCleanly && firstByte === 0);
}
