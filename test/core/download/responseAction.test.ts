import { responseAction } from '../../../nodes/shared/core/download/responseAction';
import type { ResumeState } from '../../../nodes/shared/core/download/resumeState';

const START: ResumeState = { offset: 0 };
const MIDDLE: ResumeState = { offset: 5, etag: '"a"', total: 10 };
type Headers = Record<string, string>;

const range = (value: string, more: Headers = {}): Headers => ({ 'content-range': value, etag: '"a"', ...more });
const proceed = (state: ResumeState) => ({ kind: 'proceed', state });
const restart = { kind: 'restart', reuse: false };
const failed = (status: number) => ({ reason: `HTTP status ${status}`, httpStatus: status });

test.each<[string, number, Headers, ResumeState, object]>([
	['a whole file', 200, { 'content-length': '10', etag: '"a"' }, START, proceed({ offset: 0, total: 10, etag: '"a"' })],
	['a file of unknown length', 200, {}, START, proceed({ offset: 0 })],
	['a weak ETag, which is none', 200, { 'content-length': '10', etag: 'W/"a"' }, START, proceed({ offset: 0, total: 10 })],
	['an ETag without quotes, which is none', 200, { etag: 'a' }, START, proceed({ offset: 0 })],
	['a length with a unit', 200, { 'content-length': '10 bytes' }, START, proceed({ offset: 0 })],
	['a length with words before it', 200, { 'content-length': 'about 10' }, START, proceed({ offset: 0 })],
	['a longer ETag', 200, { etag: '"abc"' }, START, proceed({ offset: 0, etag: '"abc"' })],
	['two ETags, which are none', 200, { etag: '"a", "b"' }, START, proceed({ offset: 0 })],
	['a length that is none', 200, { 'content-length': 'ten' }, START, proceed({ offset: 0 })],
	['a compressed file: length and ETag are not of the file itself', 200, { 'content-length': '7', etag: '"a"', 'content-encoding': 'gzip' }, START, proceed({ offset: 0 })],
	['identity as encoding', 200, { 'content-length': '10', 'content-encoding': 'identity' }, START, proceed({ offset: 0, total: 10 })],
	['the rest', 206, range('bytes 5-9/10'), MIDDLE, proceed(MIDDLE)],
	['a part of the rest', 206, range('bytes 5-7/10'), MIDDLE, proceed(MIDDLE)],
	['the rest without an ETag', 206, { 'content-range': 'bytes 5-9/10' }, MIDDLE, proceed(MIDDLE)],
	['the rest, which states the total at last', 206, range('bytes 5-9/10'), { offset: 5, etag: '"a"' }, proceed(MIDDLE)],
	['the rest from another byte', 206, range('bytes 4-9/10'), MIDDLE, restart],
	['the rest of a longer file', 206, range('bytes 5-11/12'), MIDDLE, restart],
	['the rest of a changed file', 206, range('bytes 5-9/10', { etag: '"b"' }), MIDDLE, restart],
	['the rest of a file whose total is known, stating none', 206, range('bytes 5-9/*'), MIDDLE, proceed(MIDDLE)],
	['the rest without a total, of a file whose total is not known', 206, range('bytes 5-9/*'), { offset: 5, etag: '"a"' }, restart],
	['the rest without a total, from another byte', 206, range('bytes 4-9/*'), MIDDLE, restart],
	['the rest without a total, of a changed file', 206, range('bytes 5-9/*', { etag: '"b"' }), MIDDLE, restart],
	['the rest without a total and without an ETag', 206, { 'content-range': 'bytes 5-9/*' }, MIDDLE, restart],
	['the rest without a total, with a weak ETag', 206, range('bytes 5-9/*', { etag: 'W/"a"' }), MIDDLE, restart],
	['the rest without a Content-Range', 206, { etag: '"a"' }, MIDDLE, restart],
	['the rest without a total, of a file whose ETag is not known', 206, { 'content-range': 'bytes 5-9/*' }, { offset: 5, total: 10 }, restart],
	['the rest, with a range in other words', 206, range('is bytes 5-9/10'), MIDDLE, restart],
	['the rest, with a range and more', 206, range('bytes 5-9/10, 10-12/10'), MIDDLE, restart],
	['the rest in other units', 206, range('lines 5-9/10'), MIDDLE, restart],
	['several ranges', 206, { 'content-type': 'multipart/byteranges; boundary=x' }, MIDDLE, restart],
	['the whole file instead of the rest, with a range', 200, range('bytes 5-9/10'), MIDDLE, { kind: 'restart', reuse: true }],
	['the whole file instead of the rest', 200, { 'content-length': '10' }, MIDDLE, { kind: 'restart', reuse: true }],
	['a range that cannot be satisfied', 416, { 'content-range': 'bytes */4' }, MIDDLE, restart],
	['a part that was not requested', 206, range('bytes 0-9/10'), START, { kind: 'fail', failure: failed(206) }],
	['nothing', 204, {}, START, { kind: 'fail', failure: failed(204) }],
	['a redirect without a Location', 302, {}, START, { kind: 'fail', failure: failed(302) }],
	['a bad request', 400, {}, MIDDLE, { kind: 'fail', failure: failed(400) }],
	...[401, 403, 404, 410].map((status): [string, number, Headers, ResumeState, object] => ['an expired URL', status, {}, MIDDLE, { kind: 'refreshUrl', failure: failed(status) }]),
	...[408, 429, 500, 502, 503, 504].map((status): [string, number, Headers, ResumeState, object] => ['a transient failure', status, { 'retry-after': '3' }, START, { kind: 'retry', failure: { ...failed(status), retryAfterMs: 3_000 } }]),
	['a transient failure without a Retry-After', 503, {}, START, { kind: 'retry', failure: failed(503) }],
	['a range that cannot be satisfied, at the start', 416, {}, START, { kind: 'fail', failure: failed(416) }],
])('%s (%i)', (_what, status, headers, state, action) => {
	expect(responseAction({ status, headers }, state, 0)).toEqual(action);
});
