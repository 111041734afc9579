import { meaningOf, rangeHeaders, type Known } from '../../../nodes/shared/core/download/meaning';

const START: Known = { offset: 0 };
const MIDDLE: Known = { offset: 5, etag: '"a"', total: 10 };
const PLAIN = { Accept: 'video/*, */*', 'Accept-Encoding': 'identity' };
type Headers = Record<string, string>;

test.each<[string, Known, Headers]>([
	['the whole file at the start', START, PLAIN],
	['the rest behind a strong ETag', MIDDLE, { ...PLAIN, Range: 'bytes=5-', 'If-Range': '"a"' }],
	['the whole file when no ETag is known', { offset: 5, total: 10 }, PLAIN],
])('asks for %s', (_what, known, headers) => {
	expect(rangeHeaders(known)).toEqual(headers);
});

const range = (value: string, more: Headers = {}): Headers => ({ 'content-range': value, etag: '"a"', ...more });
const proceed = (known: Known) => ({ kind: 'proceed', known });
const again = { kind: 'start again' };

test.each<[string, number, Headers, Known, object]>([
	['a whole file', 200, { 'content-length': '10', etag: '"a"' }, START, proceed({ offset: 0, total: 10, etag: '"a"' })],
	['a file of unknown length', 200, {}, START, proceed({ offset: 0 })],
	['a weak ETag, which is none', 200, { 'content-length': '10', etag: 'W/"a"' }, START, proceed({ offset: 0, total: 10 })],
	['an ETag without quotes, which is none', 200, { etag: 'a' }, START, proceed({ offset: 0 })],
	['a length that is none', 200, { 'content-length': 'ten' }, START, proceed({ offset: 0 })],
	['a compressed file: length and ETag are of another thing', 200, { 'content-length': '7', etag: '"a"', 'content-encoding': 'gzip' }, START, proceed({ offset: 0 })],
	['identity as coding', 200, { 'content-length': '10', 'content-encoding': 'identity' }, START, proceed({ offset: 0, total: 10 })],
	['the rest', 206, range('bytes 5-9/10'), MIDDLE, proceed(MIDDLE)],
	['a part of the rest', 206, range('bytes 5-7/10'), MIDDLE, proceed(MIDDLE)],
	['the rest without an ETag', 206, { 'content-range': 'bytes 5-9/10' }, MIDDLE, proceed(MIDDLE)],
	['the rest, which tells the total at last', 206, range('bytes 5-9/10'), { offset: 5, etag: '"a"' }, proceed(MIDDLE)],
	['the rest from another byte', 206, range('bytes 4-9/10'), MIDDLE, again],
	['the rest of a longer file', 206, range('bytes 5-11/12'), MIDDLE, again],
	['the rest of a changed file', 206, range('bytes 5-9/10', { etag: '"b"' }), MIDDLE, again],
	['the rest without a total', 206, range('bytes 5-9/*'), MIDDLE, again],
	['the rest without saying which', 206, { etag: '"a"' }, MIDDLE, again],
	['the rest in other units', 206, range('lines 5-9/10'), MIDDLE, again],
	['several ranges', 206, { 'content-type': 'multipart/byteranges; boundary=x' }, MIDDLE, again],
	['the whole file instead of the rest', 200, { 'content-length': '10' }, MIDDLE, again],
	['a range that cannot be had', 416, { 'content-range': 'bytes */4' }, MIDDLE, again],
	['a part nobody asked for', 206, range('bytes 0-9/10'), START, { kind: 'refused', why: 'HTTP status 206' }],
	['nothing', 204, {}, START, { kind: 'refused', why: 'HTTP status 204' }],
	['a redirect without a way', 302, {}, START, { kind: 'refused', why: 'HTTP status 302' }],
	['a bad request', 400, {}, MIDDLE, { kind: 'refused', why: 'HTTP status 400' }],
	...[401, 403, 404, 410].map((status): [string, number, Headers, Known, object] => ['an expired address', status, {}, MIDDLE, { kind: 'new address', why: `HTTP status ${status}` }]),
	...[408, 429, 500, 502, 503, 504].map((status): [string, number, Headers, Known, object] => ['trouble that passes', status, { 'retry-after': '3' }, START, { kind: 'later', why: `HTTP status ${status}`, retryAfter: 3_000 }]),
	['trouble that does not say for how long', 503, {}, START, { kind: 'later', why: 'HTTP status 503' }],
	['a range that cannot be had, at the start', 416, {}, START, { kind: 'refused', why: 'HTTP status 416' }],
])('%s (%i)', (_what, status, headers, known, meaning) => {
	expect(meaningOf({ status, headers }, known, 0)).toEqual(meaning);
});
