import {
	always, changedFile, compressed, cutBody, cutEvenly, emptyBody, hang, htmlPage, ignoreRange, longContentLength, noFault, redirect, reset, stall,
	status, times, unknownTotal, wrongContentRange, wrongJson, xmlPage,
} from '../simulator/faults';
import type { FaultRow } from './faultRows';

/** Bytes of the videos in download rows. */
export const FILE_SIZE = 300_000;

const MIDDLE = FILE_SIZE / 2;

export const downloadRows: FaultRow[] = [
	{ title: 'cut in the middle', faults: [cutBody(MIDDLE)], requests: 2 },
	{ title: 'cut nine times', faults: cutEvenly(9, FILE_SIZE), requests: 10 },
	{ title: 'cut before the first byte', faults: [cutBody(0)], requests: 2 },
	{ title: 'cut within the first bytes', faults: [cutBody(7)], requests: 2 },
	{ title: 'a connection reset', faults: [reset], requests: 2 },
	{ title: 'a hung connection', faults: [hang], requests: 2, silent: true },
	{ title: 'a stall in the middle', faults: [stall(MIDDLE)], requests: 2, silent: true },
	...[401, 403, 404, 410].map((code): FaultRow => ({ title: `${code}, then a fresh URL`, faults: [status(code)], requests: 2 })),
	{ title: 'a URL that expires in the middle', faults: [cutBody(MIDDLE), status(403)], requests: 3 },
	{ title: '429 with Retry-After', faults: [status(429, { retryAfter: 3 })], requests: 2 },
	{ title: '500', faults: [status(500)], requests: 2 },
	{ title: '503 in the middle', faults: [cutBody(MIDDLE), status(503)], requests: 3 },
	{ title: '416 in the middle', faults: [cutBody(MIDDLE), status(416)], requests: 3 },
	{ title: '200 instead of 206', faults: [cutBody(MIDDLE), ignoreRange], requests: 2 },
	{ title: 'a 206 that starts elsewhere', faults: [cutBody(MIDDLE), wrongContentRange({ start: -10 })], requests: 3 },
	{ title: 'a 206 of another total', faults: [cutBody(MIDDLE), wrongContentRange({ total: 5 })], requests: 3 },
	{ title: 'a 206 without a total', faults: [cutBody(MIDDLE), unknownTotal], requests: 2 },
	{ title: 'a file that changed meanwhile', faults: [cutBody(MIDDLE), changedFile], requests: 2 },
	{ title: 'a cut without ranges', faults: [cutBody(MIDDLE)], requests: 2, file: { ranges: false } },
	{ title: 'a cut with a weak ETag', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'weak' } },
	{ title: 'a cut without an ETag', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'none' } },
	{ title: 'a cut without Content-Length', faults: [cutBody(MIDDLE)], requests: 2, file: { contentLength: false } },
	{ title: 'a cut and an ETag that changes each time', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'changing' } },
	{ title: 'a file compressed in spite of identity', faults: [always(compressed())], requests: 1 },
	{ title: 'a compressed file whose body is larger than the file', faults: [always(compressed({ level: 0 }))], requests: 1 },
	// It depends on the version of Node.js whether the decoder returns anything of a part that was cut, so that there is something to resume.
	{ title: 'a compressed file that is cut, then a plain one', faults: [compressed({ level: 0, cutAfterBytes: MIDDLE })], requests: { oneOf: [2, 3] } },
	{ title: 'a compressed file that is cut twice', faults: [...times(2, compressed({ level: 0, cutAfterBytes: MIDDLE })), always(compressed({ level: 0 }))], requests: 3 },
	{ title: 'a Content-Length that is too large once', faults: [longContentLength(100), noFault], requests: 3 },
	{ title: 'a video sent as octet-stream', faults: [], requests: 1, file: { contentType: 'application/octet-stream' } },
	{ title: 'a redirect', faults: ({ url }) => [redirect(`${url}/elsewhere.mp4`)], requests: 2 },
	{ title: 'a web page', faults: [htmlPage()], requests: 1, error: /is not a video but a web page/ },
	{ title: 'an XML page', faults: [xmlPage()], requests: 1, error: /is not a video but a web page or an XML response/ },
	{ title: 'a JSON response', faults: [wrongJson({ error: 'no' })], requests: 1, error: /is not a video but a JSON response/ },
	{ title: 'an empty file', faults: [emptyBody], requests: 1, error: /is not a video but an empty file/ },
	{ title: 'a 400', faults: [status(400)], requests: 1, error: /was rejected: HTTP status 400/, httpStatus: 400 },
	{ title: '403 forever', faults: [always(status(403))], requests: 10, error: /failed at byte 0 after 10 attempts: HTTP status 403/, httpStatus: 403 },
	{ title: '500 forever', faults: [always(status(500))], requests: 10, error: /failed at byte 0 after 10 attempts: HTTP status 500/, httpStatus: 500 },
	{ title: 'a cut at the same byte forever', faults: [cutBody(MIDDLE), always(cutBody(0))], requests: 11, error: /failed at byte \d+ after 10 attempts/ },
];

/** The same for a file of a few kilobytes. */
export const audioRows: FaultRow[] = [
	{ title: 'no fault', faults: [], requests: 1 },
	{ title: 'a cut body', faults: [cutBody(20)], requests: 2 },
	{ title: 'a connection reset', faults: [reset], requests: 2 },
	{ title: 'a hung connection', faults: [hang], requests: 2, silent: true },
	{ title: '429 with Retry-After in seconds', faults: [status(429, { retryAfter: 3 })], requests: 2 },
	{ title: '500', faults: [status(500)], requests: 2 },
	{ title: '500 forever', faults: [always(status(500))], requests: 10, error: /failed at byte 0 after 10 attempts: HTTP status 500/, httpStatus: 500 },
	{ title: 'a web page', faults: [htmlPage()], requests: 1, error: /is not audio but a web page/ },
];
