import type { Endpoint } from '../simulator/routes';
import type { Simulator } from '../simulator';
import {
	acceptThenReset, always, changedFile, cutBody, cutEvenly, dateIn, emptyBody, fine, hang, htmlPage, hugeBody,
	ignoreRange, longContentLength, notJson, redirect, refusal, reset, stall, status, taken, times, trickle,
	wrongContentRange, wrongJson, xmlPage, type Fault,
} from '../simulator/faults';
import type { FileSettings } from '../simulator/options';

/** One fault dialogue, run in both generations, and how it must end. */
export interface FaultRow {
	title: string;
	/** What goes wrong, request by request; all that follow are fine. */
	faults: Fault[] | ((simulator: Simulator) => Fault[]);
	/** Undefined when the right bytes must come out; else what the error says. */
	error?: RegExp;
	/** Requests to this row's endpoint. */
	requests: number | { v2: number; v3: number };
	/** Exports that AI Studios took, for rows about exports. */
	taken?: number;
	file?: FileSettings;
}

/** Bytes of the videos in download rows. */
export const FILE_SIZE = 300_000;

const MIDDLE = FILE_SIZE / 2;

const passing: Array<[string, Fault]> = [
	['429 with Retry-After in seconds', status(429, { retryAfter: 2 })],
	['429 with Retry-After as a date', status(429, { retryAfter: dateIn(2) })],
	['429 with a malformed Retry-After', status(429, { retryAfter: 'soon' })],
	['429 without Retry-After', status(429)],
	['408', status(408)],
	['500', status(500)],
	['502 with a web page', htmlPage(502)],
	['503 with Retry-After', status(503, { retryAfter: 1 })],
	['a connection reset', reset],
	['a hung connection', hang],
	['an answer that hangs in the middle', stall(10)],
	['an answer that only trickles', trickle(1)],
	['a cut body', cutBody(20)],
	['a body that is not JSON', notJson],
	['a web page with status 200', htmlPage()],
	['an empty body', emptyBody],
	['a body of more than 10 MB', hugeBody()],
	['a list instead of an object', wrongJson([1, 2])],
	['a number instead of an object', wrongJson(7)],
];

const readingOnly: FaultRow[] = [
	{ title: 'two different faults in a row', faults: [status(502), cutBody(5)], requests: 3 },
	{ title: 'success: false twice', faults: times(2, refusal('Busy with other things.')), requests: 3 },
	{ title: 'success: false for ever', faults: [always(refusal('Busy with other things.'))], requests: 3, error: /after 3 tries: Busy with other things/ },
	{ title: 'an unknown project', faults: [always(refusal('Project not found.'))], requests: 1, error: /does not know .*: Project not found/ },
	{ title: '403', faults: [always(status(403))], requests: 1, error: /refused the credential/ },
	{ title: '404', faults: [always(status(404))], requests: 1, error: /does not know/ },
	{ title: '401 for ever', faults: [always(status(401))], requests: { v2: 1, v3: 2 }, error: /refused the credential/ },
	{ title: 'a redirect', faults: ({ filesUrl }) => [always(redirect(`${filesUrl}/x?token=1`))], requests: 1, error: /sent .* on to another address: http/ },
];

const progressRows: FaultRow[] = [
	...passing.map(([title, fault]): FaultRow => ({ title, faults: [fault], requests: 2 })),
	...readingOnly,
	{ title: '500 for ever', faults: [always(status(500))], requests: 20, error: /after 20 tries: Simulated status 500/ },
	{ title: 'resets for ever', faults: [always(reset)], requests: 20, error: /after 20 tries: the connection broke/ },
	{ title: 'an answer without data', faults: [wrongJson({ success: true })], requests: 2 },
];

const templateRows: FaultRow[] = [
	...passing.map(([title, fault]): FaultRow => ({ title, faults: [fault], requests: 2 })),
	...readingOnly,
	{ title: '500 for ever', faults: [always(status(500))], requests: 7, error: /after 7 tries/ },
	{ title: 'a project without scenes', faults: [wrongJson({ success: true, data: {}, response: {} })], requests: 1, error: /has no "scenes"/ },
];

const MAYBE = /the render may have been accepted/;

const exportRows: FaultRow[] = [
	...passing.map(([title, fault]): FaultRow =>
		title.startsWith('429')
			? { title, faults: [fault], requests: 2, taken: 1 }
			: { title, faults: [fault], requests: 1, taken: fault.taken ? 1 : 0, error: MAYBE }),
	{ title: '429 for ever', faults: [always(status(429))], requests: 7, taken: 0, error: /no time for the export after 7 tries/ },
	{ title: '429 that asks for an hour', faults: [always(status(429, { retryAfter: 3600 }))], requests: 1, taken: 0, error: /no time for the export/ },
	{ title: 'taken, then a reset', faults: [acceptThenReset], requests: 1, taken: 1, error: MAYBE },
	{ title: 'taken, then no answer', faults: [taken(hang)], requests: 1, taken: 1, error: MAYBE },
	{ title: 'taken, then 502', faults: [taken(status(502))], requests: 1, taken: 1, error: MAYBE },
	{ title: 'taken, then a web page', faults: [taken(htmlPage())], requests: 1, taken: 1, error: MAYBE },
	{ title: 'taken without a key', faults: [taken(wrongJson({ success: true }))], requests: 1, taken: 1, error: MAYBE },
	{ title: 'success: false', faults: [refusal('The script is too long.')], requests: 1, taken: 0, error: /refused the export: The script is too long/ },
	{ title: 'no money', faults: [status(402)], requests: 1, taken: 0, error: /refused the export/ },
	{ title: '400', faults: [status(400)], requests: 1, taken: 0, error: /refused the export: Simulated status 400/ },
	{ title: '403', faults: [status(403)], requests: 1, taken: 0, error: /refused the credential/ },
	{ title: '401 for ever', faults: [always(status(401))], requests: { v2: 1, v3: 2 }, taken: 0, error: /refused the credential/ },
	{ title: 'a redirect', faults: ({ filesUrl }) => [redirect(`${filesUrl}/x`, 307)], requests: 1, taken: 0, error: /sent the export on to another address/ },
];

const downloadRows: FaultRow[] = [
	{ title: 'cut in the middle', faults: [cutBody(MIDDLE)], requests: 2 },
	{ title: 'cut nine times', faults: cutEvenly(9, FILE_SIZE), requests: 10 },
	{ title: 'cut before the first byte', faults: [cutBody(0)], requests: 2 },
	{ title: 'cut within the first bytes', faults: [cutBody(7)], requests: 2 },
	{ title: 'a connection reset', faults: [reset], requests: 2 },
	{ title: 'a hung connection', faults: [hang], requests: 2 },
	{ title: 'a stall in the middle', faults: [stall(MIDDLE)], requests: 2 },
	...[401, 403, 404, 410].map((code): FaultRow => ({ title: `${code}, then a fresh URL`, faults: [status(code)], requests: 2 })),
	{ title: 'a URL that expires in the middle', faults: [cutBody(MIDDLE), status(403)], requests: 3 },
	{ title: '429 with Retry-After', faults: [status(429, { retryAfter: 3 })], requests: 2 },
	{ title: '500', faults: [status(500)], requests: 2 },
	{ title: '503 in the middle', faults: [cutBody(MIDDLE), status(503)], requests: 3 },
	{ title: '416 in the middle', faults: [cutBody(MIDDLE), status(416)], requests: 3 },
	{ title: '200 instead of 206', faults: [cutBody(MIDDLE), ignoreRange], requests: 2 },
	{ title: 'a 206 that starts elsewhere', faults: [cutBody(MIDDLE), wrongContentRange({ start: -10 })], requests: 3 },
	{ title: 'a 206 of another total', faults: [cutBody(MIDDLE), wrongContentRange({ total: 5 })], requests: 3 },
	{ title: 'a file that changed meanwhile', faults: [cutBody(MIDDLE), changedFile], requests: 2 },
	{ title: 'a cut without ranges', faults: [cutBody(MIDDLE)], requests: 2, file: { ranges: false } },
	{ title: 'a cut with a weak ETag', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'weak' } },
	{ title: 'a cut without an ETag', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'none' } },
	{ title: 'a cut without Content-Length', faults: [cutBody(MIDDLE)], requests: 2, file: { contentLength: false } },
	{ title: 'a cut and an ETag that changes each time', faults: [cutBody(MIDDLE)], requests: 2, file: { etag: 'changing' } },
	{ title: 'a Content-Length that promises too much once', faults: [longContentLength(100), fine], requests: 3 },
	{ title: 'an answer as octet-stream', faults: [], requests: 1, file: { contentType: 'application/octet-stream' } },
	{ title: 'a redirect', faults: ({ url }) => [redirect(`${url}/elsewhere.mp4`)], requests: 2 },
	{ title: 'a web page', faults: [htmlPage()], requests: 1, error: /is not a video but a web page/ },
	{ title: 'an XML page', faults: [xmlPage()], requests: 1, error: /is not a video but a web page or an XML answer/ },
	{ title: 'a JSON answer', faults: [wrongJson({ error: 'no' })], requests: 1, error: /is not a video but a JSON answer/ },
	{ title: 'an empty file', faults: [emptyBody], requests: 1, error: /is not a video but an empty file/ },
	{ title: 'a 400', faults: [status(400)], requests: 1, error: /was refused: HTTP status 400/ },
	{ title: '403 for ever', faults: [always(status(403))], requests: 10, error: /broke off at byte 0 after 10 tries: HTTP status 403/ },
	{ title: '500 for ever', faults: [always(status(500))], requests: 10, error: /broke off at byte 0 after 10 tries: HTTP status 500/ },
	{ title: 'a cut at the same byte for ever', faults: [cutBody(MIDDLE), always(cutBody(0))], requests: 11, error: /broke off at byte \d+ after 10 tries/ },
];

const tokenRows: FaultRow[] = [
	...passing.filter(([title]) => !title.includes('hangs in the middle')).map(([title, fault]): FaultRow => ({ title, faults: [fault], requests: 2 })),
	{ title: 'a refusal', faults: [always(refusal('The User Key is wrong.'))], requests: 1, error: /refused the credential.*The User Key is wrong/ },
];

export const FAULTS: Array<{ endpoint: Endpoint; generations: Array<'v2' | 'v3'>; rows: FaultRow[] }> = [
	{ endpoint: 'progress', generations: ['v2', 'v3'], rows: progressRows },
	{ endpoint: 'project', generations: ['v2', 'v3'], rows: templateRows },
	{ endpoint: 'export', generations: ['v2', 'v3'], rows: exportRows },
	{ endpoint: 'download', generations: ['v2', 'v3'], rows: downloadRows },
	{ endpoint: 'token', generations: ['v3'], rows: tokenRows },
];

