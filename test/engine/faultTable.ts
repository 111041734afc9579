import type { EndpointName, FileSettings, Simulator } from '../simulator';
import {
	accepted, acceptThenReset, always, changedFile, compressed, cutBody, cutEvenly, dateIn, emptyBody, hang, htmlPage, hugeBody,
	ignoreRange, longContentLength, noFault, notJson, redirect, rejection, reset, stall, status, times, trickle,
	unknownTotal, videoUrl, wrongContentRange, wrongJson, xmlPage, type Fault,
} from '../simulator/faults';

/** Faults of one endpoint, injected in each generation, and how the run must end. */
export interface FaultRow {
	title: string;
	/** What goes wrong, request by request; nothing goes wrong with those that follow. */
	faults: Fault[] | ((simulator: Simulator) => Fault[]);
	/** Undefined when the run must succeed; else what the error's message and description say. */
	error?: RegExp;
	/** HTTP status that the error carries; undefined when it is about no response. */
	httpStatus?: number;
	/** Requests to this row's endpoint. */
	requests: number | { v2: number; v3: number } | { oneOf: number[] };
	/** Exports that AI Studios accepted, for rows about exports. */
	accepted?: number;
	/** Whether a connection falls silent, so that the row waits for the timeout of a request. */
	silent?: boolean;
	file?: FileSettings;
}

/** Bytes of the videos in download rows. */
export const FILE_SIZE = 300_000;

const MIDDLE = FILE_SIZE / 2;

type TransientFault = Pick<FaultRow, 'title' | 'httpStatus' | 'silent'> & { fault: Fault };

const transientFaults: TransientFault[] = [
	{ title: '429 with Retry-After in seconds', fault: status(429, { retryAfter: 2 }), httpStatus: 429 },
	{ title: '429 with Retry-After as a date', fault: status(429, { retryAfter: dateIn(2) }), httpStatus: 429 },
	{ title: '429 with a malformed Retry-After', fault: status(429, { retryAfter: 'soon' }), httpStatus: 429 },
	{ title: '429 without Retry-After', fault: status(429), httpStatus: 429 },
	{ title: '408', fault: status(408), httpStatus: 408 },
	{ title: '500', fault: status(500), httpStatus: 500 },
	{ title: '502 with a web page', fault: htmlPage(502), httpStatus: 502 },
	{ title: '503 with Retry-After', fault: status(503, { retryAfter: 1 }), httpStatus: 503 },
	{ title: 'a connection reset', fault: reset },
	{ title: 'a hung connection', fault: hang, silent: true },
	{ title: 'a response that hangs in the middle', fault: stall(10), silent: true },
	{ title: 'a response that only trickles', fault: trickle(1), silent: true },
	{ title: 'a cut body', fault: cutBody(20) },
	{ title: 'a body that is not JSON', fault: notJson, httpStatus: 200 },
	{ title: 'a web page with status 200', fault: htmlPage(), httpStatus: 200 },
	{ title: 'an empty body', fault: emptyBody, httpStatus: 200 },
	{ title: 'a body of more than 10 MB', fault: hugeBody() },
	{ title: 'a list instead of an object', fault: wrongJson([1, 2]), httpStatus: 200 },
	{ title: 'a number instead of an object', fault: wrongJson(7), httpStatus: 200 },
];

/** Reading gets over each of them with a second attempt. */
const transientRows = transientFaults.map(({ title, fault, silent }): FaultRow => ({ title, faults: [fault], requests: 2, silent }));

const readRows: FaultRow[] = [
	...transientRows,
	{ title: 'two different faults in a row', faults: [status(502), cutBody(5)], requests: 3 },
	{ title: 'success: false twice', faults: times(2, rejection('Overloaded at the moment.')), requests: 3 },
	{ title: 'success: false forever', faults: [always(rejection('Overloaded at the moment.'))], requests: 3, error: /rejected .* after 3 attempts: Overloaded at the moment/, httpStatus: 200 },
	{ title: 'an unknown project', faults: [always(rejection('Project not found.'))], requests: 1, error: /cannot find .*: Project not found/, httpStatus: 200 },
	{ title: '403', faults: [always(status(403))], requests: 1, error: /rejected the credential for .*: Simulated status 403/, httpStatus: 403 },
	{ title: '404', faults: [always(status(404))], requests: 1, error: /cannot find .*: Simulated status 404/, httpStatus: 404 },
	{ title: '401 forever', faults: [always(status(401))], requests: { v2: 1, v3: 2 }, error: /rejected the credential for .*: Simulated status 401/, httpStatus: 401 },
	{ title: 'a redirect', faults: ({ filesUrl }) => [always(redirect(`${filesUrl}/x?token=1`))], requests: 1, error: /redirected the request for .*: http:[^?]+ \|/, httpStatus: 302 },
];

/** Requests for the list of projects. */
export const listRows: FaultRow[] = [
	...readRows,
	{ title: '500 forever', faults: [always(status(500))], requests: 7, error: /after 7 attempts: Simulated status 500/, httpStatus: 500 },
];

/** A good poll of a render that goes on. */
const inProgress = wrongJson({ success: true, data: { progress: 42, state: 'rendering' } });

/** What ends a wait at its first poll, but not in the middle of one: a fault of something on the way, until the third in a row. */
const blips: Array<{ what: string; fault: (simulator: Simulator) => Fault; httpStatus: number; message: string }> = [
	{ what: '403', fault: () => status(403), httpStatus: 403, message: 'rejected the credential for' },
	{ what: '404', fault: () => status(404), httpStatus: 404, message: 'cannot find' },
	{ what: 'redirect', fault: ({ filesUrl }) => redirect(`${filesUrl}/x?token=1`), httpStatus: 302, message: 'redirected the request for' },
];

const blipRows = blips.flatMap(({ what, fault, httpStatus, message }): FaultRow[] => [
	{ title: `a single ${what} in the middle of a wait`, faults: (simulator) => [inProgress, fault(simulator)], requests: 3 },
	{ title: `a ${what} twice in a row in the middle of a wait`, faults: (simulator) => [inProgress, ...times(2, fault(simulator))], requests: 4 },
	{ title: `a ${what} again and again, with good polls between`, faults: (simulator) => [inProgress, ...times(3, fault(simulator)).flatMap((blip) => [blip, inProgress])], requests: 8 },
	{ title: `a ${what} three times in a row in the middle of a wait`, faults: (simulator) => [inProgress, ...times(3, fault(simulator))], requests: 4, error: new RegExp(`${message} the progress of project \\w+ after 3 attempts: `), httpStatus },
]);

const progressRows: FaultRow[] = [
	...readRows,
	...blipRows,
	{ title: 'a single 401 in the middle of a wait', faults: [inProgress, status(401)], requests: 3 },
	{ title: 'a URL with spaces around it', faults: [videoUrl((url) => `  ${url} `)], requests: 1 },
	{ title: 'a URL with line breaks around it', faults: [videoUrl((url) => `\r\n${url}\n`)], requests: 1 },
	{ title: 'a URL that is no web address at first', faults: [videoUrl(() => 'pending'), videoUrl(() => '/videos/1.mp4')], requests: 3 },
	{ title: '500 forever', faults: [always(status(500))], requests: 20, error: /after 20 attempts: Simulated status 500/, httpStatus: 500 },
	{ title: 'resets forever', faults: [always(reset)], requests: 20, error: /after 20 attempts: the connection broke/ },
	{ title: 'a response without data', faults: [wrongJson({ success: true })], requests: 2 },
];

const projectRows: FaultRow[] = [
	...readRows,
	{ title: '500 forever', faults: [always(status(500))], requests: 7, error: /after 7 attempts: Simulated status 500/, httpStatus: 500 },
	{ title: 'a project without scenes', faults: [wrongJson({ success: true, data: {}, response: {} })], requests: 1, error: /has no "scenes"/ },
];

const IN_DOUBT = /the render may have been accepted/;

const exportRows: FaultRow[] = [
	...transientFaults.map(({ title, fault, httpStatus, silent }): FaultRow =>
		httpStatus === 429
			? { title, faults: [fault], requests: 2, accepted: 1 }
			: { title, faults: [fault], requests: 1, accepted: fault.accepted ? 1 : 0, error: IN_DOUBT, httpStatus, silent }),
	{ title: '429 forever', faults: [always(status(429))], requests: 7, accepted: 0, error: /limited the rate of requests for the export after 7 attempts/, httpStatus: 429 },
	{ title: '429 that asks for an hour', faults: [always(status(429, { retryAfter: 3600 }))], requests: 1, accepted: 0, error: /limited the rate of requests for the export: .*It asks to wait 60 minutes/, httpStatus: 429 },
	{ title: 'accepted, then a reset', faults: [acceptThenReset], requests: 1, accepted: 1, error: IN_DOUBT },
	{ title: 'accepted, then no response', faults: [accepted(hang)], requests: 1, accepted: 1, error: IN_DOUBT, silent: true },
	{ title: 'accepted, then 502', faults: [accepted(status(502))], requests: 1, accepted: 1, error: IN_DOUBT, httpStatus: 502 },
	{ title: 'accepted, then a web page', faults: [accepted(htmlPage())], requests: 1, accepted: 1, error: IN_DOUBT, httpStatus: 200 },
	{ title: 'accepted without a project key', faults: [accepted(wrongJson({ success: true }))], requests: 1, accepted: 1, error: IN_DOUBT },
	{ title: 'success: false', faults: [rejection('The script is too long.')], requests: 1, accepted: 0, error: /rejected the export: The script is too long/, httpStatus: 200 },
	{ title: '402, no money', faults: [status(402)], requests: 1, accepted: 0, error: /rejected the export: .*no (cubes|credits) left/, httpStatus: 402 },
	{ title: '400', faults: [status(400)], requests: 1, accepted: 0, error: /rejected the export: Simulated status 400/, httpStatus: 400 },
	{ title: '403', faults: [status(403)], requests: 1, accepted: 0, error: /rejected the credential for the export/, httpStatus: 403 },
	{ title: '404', faults: [status(404)], requests: 1, accepted: 0, error: /rejected the export: Simulated status 404/, httpStatus: 404 },
	{ title: '401 forever', faults: [always(status(401))], requests: { v2: 1, v3: 2 }, accepted: 0, error: /rejected the credential for the export/, httpStatus: 401 },
	{ title: 'a redirect', faults: ({ filesUrl }) => [redirect(`${filesUrl}/x`, 307)], requests: 1, accepted: 0, error: /redirected the request for the export: http/, httpStatus: 307 },
];

const downloadRows: FaultRow[] = [
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

const tokenRows: FaultRow[] = [
	...transientRows.filter(({ title }) => !title.includes('hangs in the middle')),
	{ title: 'a rejection', faults: [always(rejection('The User Key is wrong.'))], requests: 1, error: /rejected the credential.*The User Key is wrong/, httpStatus: 401 },
];

/** Rows, or why an endpoint has none. */
type EndpointFaults = { generations: Array<'v2' | 'v3'>; rows: FaultRow[] } | string;

export const NO_NODE = 'no node sends it';
const ONLY_EDITOR = 'only the editor sends it, for a list to choose from';

/** An endpoint that is missing here does not compile. */
export const FAULTS_BY_ENDPOINT: Record<EndpointName, EndpointFaults> = {
	progress: { generations: ['v2', 'v3'], rows: progressRows },
	project: { generations: ['v2', 'v3'], rows: projectRows },
	projectByName: { generations: ['v2'], rows: projectRows },
	exportProject: { generations: ['v2', 'v3'], rows: exportRows },
	download: { generations: ['v2', 'v3'], rows: downloadRows },
	token: { generations: ['v3'], rows: tokenRows },
	auth: 'only the test of a credential sends it: test/n8n/credentialTest.test.ts',
	projects: 'only the trigger and the editor send it: test/engine/triggerFaults.test.ts',
	workspaces: ONLY_EDITOR,
	avatars: ONLY_EDITOR,
	avatarNames: NO_NODE,
	templates: NO_NODE,
	businessTemplates: NO_NODE,
	exportExisting: NO_NODE,
	updateAndExport: NO_NODE,
	projectFromTemplate: NO_NODE,
	projectFromSlides: NO_NODE,
	deleteProjects: NO_NODE,
	avatarClip: NO_NODE,
	customAvatarClip: NO_NODE,
	speech: NO_NODE,
	speechProgress: NO_NODE,
	videoFromScript: NO_NODE,
	videoFromTopic: NO_NODE,
	videoFromWebPage: NO_NODE,
	uploadDocuments: NO_NODE,
	videoFromDocuments: NO_NODE,
	creationProgress: NO_NODE,
	createTranslation: NO_NODE,
	translation: NO_NODE,
	webhook: 'the simulator sends it, to the workflow',
};

export const FAULTS = Object.entries(FAULTS_BY_ENDPOINT).flatMap(([endpoint, faults]) =>
	typeof faults === 'string' ? [] : [{ endpoint: endpoint as EndpointName, ...faults }],
);
