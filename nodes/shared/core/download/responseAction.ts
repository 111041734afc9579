import { retryAfterMs } from '../http/retryAfter';
import type { FileResponse, Headers } from '../ports';
import type { AttemptFailure } from './attempts';
import type { ResumeState } from './resumeState';

/** What a response means for the download. */
export type ResponseAction =
	/** Its body continues the file at `state.offset`. */
	| { kind: 'proceed'; state: ResumeState }
	/** The bytes received so far are void. `reuse`: this response is the file from its first byte on. */
	| { kind: 'restart'; reuse: boolean }
	| { kind: 'refreshUrl' | 'retry' | 'fail'; failure: AttemptFailure };

/**
 * What to do with the response to a request with `rangeHeaders(state)` (RFC 9110, 14 and 15). Only a 206
 * that begins exactly at `offset`, of the same total and ETag, resumes the file; a 200, a 416 or another
 * 206 restarts it. 401, 403, 404 and 410 mean an expired URL; 408, 429 and 5xx are transient.
 *
 * @param now milliseconds, for a `Retry-After` that is a date
 */
export function responseAction(
	{ status, headers }: Pick<FileResponse, 'status' | 'headers'>,
	state: ResumeState,
	now: number,
): ResponseAction {
	if (status === 200 && state.offset === 0) return { kind: 'proceed', state: { offset: 0, ...wholeFile(headers) } };
	if (state.offset > 0 && [200, 206, 416].includes(status)) {
		const total = status === 206 ? totalOfRest(headers, state) : undefined;
		return total === undefined ? { kind: 'restart', reuse: status === 200 } : { kind: 'proceed', state: { ...state, total } };
	}
	const failure = { reason: `HTTP status ${status}`, httpStatus: status };
	if ([401, 403, 404, 410].includes(status)) return { kind: 'refreshUrl', failure };
	if (status === 408 || status === 429 || status >= 500) {
		return { kind: 'retry', failure: { ...failure, retryAfterMs: retryAfterMs(headers['retry-after'], now) } };
	}
	return { kind: 'fail', failure };
}

/** Content-Length and ETag of an encoded response are not those of the file. */
function wholeFile(headers: Headers): Pick<ResumeState, 'total' | 'etag'> {
	if ((headers['content-encoding'] ?? 'identity') !== 'identity') return {};
	const length = headers['content-length'] ?? '';
	return { total: /^\d+$/.test(length) ? Number(length) : undefined, etag: strongEtag(headers) };
}

/** The total of a 206 that is the rest of the same file. With `*` it does not state one (RFC 9110, 14.4), and only its ETag says that it is the same. */
function totalOfRest(headers: Headers, state: ResumeState): number | undefined {
	const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
	if (Number(start) !== state.offset) return undefined;
	const etag = strongEtag(headers);
	if (size === '*') return etag !== undefined && etag === state.etag ? state.total : undefined;
	const total = Number(size);
	const sameFile = (etag ?? state.etag) === state.etag && total === (state.total ?? total);
	return sameFile ? total : undefined;
}

function strongEtag({ etag }: Headers): string | undefined {
	return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
