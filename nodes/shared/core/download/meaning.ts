import { retryAfterMs } from '../requests/retryAfter';
import type { FileAnswer } from './answer';

/** What is known of a file that is being fetched. */
export interface Known {
	/** Bytes there already; 0 asks for the whole file. */
	offset: number;
	/** A strong ETag; without one a file is never resumed, because it may have changed. */
	etag?: string;
	total?: number;
}

/** What an answer to "from byte `offset` on" means for the download. */
export type Meaning =
	| { kind: 'proceed'; known: Known }
	| { kind: 'start again' }
	| { kind: 'new address' | 'later' | 'refused'; why: string; retryAfter?: number };

/** The headers that ask for the rest of a file, or for all of it. */
export function rangeHeaders({ offset, etag }: Known): Record<string, string> {
	const plain = { Accept: 'video/*, */*', 'Accept-Encoding': 'identity' };
	return offset > 0 && etag ? { ...plain, Range: `bytes=${offset}-`, 'If-Range': etag } : plain;
}

/**
 * What to do with an answer (RFC 9110, 14 and 15). Only a 206 that starts exactly where we stopped,
 * of the same total, is resumed; everything else that is whole starts again. 401, 403, 404 and 410
 * mean an expired address.
 */
export function meaningOf({ status, headers }: Pick<FileAnswer, 'status' | 'headers'>, known: Known, now: number): Meaning {
	if (status === 200 && known.offset === 0) return { kind: 'proceed', known: { offset: 0, ...wholeFile(headers) } };
	if (known.offset > 0 && [200, 206, 416].includes(status)) {
		const total = status === 206 ? totalOfRest(headers, known) : undefined;
		return total === undefined ? { kind: 'start again' } : { kind: 'proceed', known: { ...known, total } };
	}
	const why = `HTTP status ${status}`;
	if ([401, 403, 404, 410].includes(status)) return { kind: 'new address', why };
	if (status === 408 || status === 429 || status >= 500) {
		return { kind: 'later', why, retryAfter: retryAfterMs(headers['retry-after'], now) };
	}
	return { kind: 'refused', why };
}

/** Length and ETag of a content coding are not those of the file. */
function wholeFile(headers: FileAnswer['headers']): Pick<Known, 'total' | 'etag'> {
	if ((headers['content-encoding'] ?? 'identity') !== 'identity') return {};
	const length = headers['content-length'] ?? '';
	return { total: /^\d+$/.test(length) ? Number(length) : undefined, etag: strong(headers.etag) };
}

/** The total that a 206 tells, when it is the rest of the file that is known; a total is never taken back. */
function totalOfRest(headers: FileAnswer['headers'], known: Known): number | undefined {
	const [, start, told] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
	const total = Number(told);
	const sameFile = (strong(headers.etag) ?? known.etag) === known.etag && total === (known.total ?? total);
	return Number(start) === known.offset && sameFile ? total : undefined;
}

function strong(etag: string | undefined): string | undefined {
	return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
