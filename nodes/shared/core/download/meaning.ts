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
	| { kind: 'proceed'; total?: number; etag?: string }
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
	const etag = strong(headers.etag);
	if (status === 200 && known.offset === 0) return { kind: 'proceed', total: lengthIn(headers), etag };
	if (status === 206 && continues(headers, etag, known)) return { kind: 'proceed', total: known.total, etag: known.etag };
	if (known.offset > 0 && [200, 206, 416].includes(status)) return { kind: 'start again' };
	const why = `HTTP status ${status}`;
	if ([401, 403, 404, 410].includes(status)) return { kind: 'new address', why };
	if (status === 408 || status === 429 || status >= 500) {
		return { kind: 'later', why, retryAfter: retryAfterMs(headers['retry-after'], now) };
	}
	return { kind: 'refused', why };
}

function continues(headers: FileAnswer['headers'], etag: string | undefined, known: Known): boolean {
	const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
	const sameTotal = total === '*' || known.total === undefined || Number(total) === known.total;
	return known.offset > 0 && Number(start) === known.offset && sameTotal && (etag ?? known.etag) === known.etag;
}

/** Behind a content coding the length is not that of the file. */
function lengthIn(headers: FileAnswer['headers']): number | undefined {
	const coded = (headers['content-encoding'] ?? 'identity') !== 'identity';
	const length = headers['content-length'];
	return !coded && length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}

function strong(etag: string | undefined): string | undefined {
	return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
