import type { FileSettings, Simulator } from '../simulator';
import {
	accepted, acceptThenReset, always, cutBody, dateIn, emptyBody, hang, htmlPage, hugeBody, notJson, redirect, rejection, reset, stall, status,
	times, trickle, videoUrl, wrongJson, type Fault,
} from '../simulator/faults';

/** Faults of the requests to one endpoint, and how the run must end. */
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
	/** Requests to this row's endpoint that AI Studios accepted, for rows about what costs money. */
	accepted?: number;
	/** Whether a connection falls silent, so that the row waits for the timeout of a request. */
	silent?: boolean;
	file?: FileSettings;
}

type TransientFault = Pick<FaultRow, 'title' | 'httpStatus' | 'silent'> & { fault: Fault };

const NO_FAULT: FaultRow = { title: 'no fault', faults: [], requests: 1 };

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

export const readRows: FaultRow[] = [
	NO_FAULT,
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

/** What is read and not polled: after seven attempts it is given up. */
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

export const progressRows: FaultRow[] = [
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

/** What ends other waits at their first poll must come three times; each poll that gets a 401 is sent three times while the token is renewed. */
const CREATION_POLLS: Record<string, number> = { 'an unknown project': 3, '403': 3, '404': 3, '401 forever': 9, 'a redirect': 3 };

/** A project that is being created; it may be unknown at first. */
export const creationRows: FaultRow[] = [
	...readRows.map((row) => ({ ...row, requests: CREATION_POLLS[row.title] ?? row.requests })),
	{ title: '500 forever', faults: [always(status(500))], requests: 20, error: /after 20 attempts: Simulated status 500/, httpStatus: 500 },
];

/** The audio of a speech that was requested just now, with version 2. */
export const speechRows: FaultRow[] = creationRows.map((row) => (row.title === '401 forever' ? { ...row, requests: 3 } : row));

/** A document that is uploaded costs nothing; a file that is rejected is not sent again. */
export const uploadRows: FaultRow[] = [
	...listRows.filter(({ title }) => !title.startsWith('success: false')),
	{ title: 'success: false', faults: [rejection('The file is broken.')], requests: 1, error: /rejected the document: The file is broken/, httpStatus: 200 },
	{ title: 'a response without documents', faults: [wrongJson({ success: true, data: {} })], requests: 1, error: /did not accept the document report\.pdf .*Nothing was created/ },
];

/** A project as a template. */
export const templateRows: FaultRow[] = [
	...listRows,
	{ title: 'a project without scenes', faults: [wrongJson({ success: true, data: {}, response: {} })], requests: 1, error: /has no "scenes"/ },
];

const IN_DOUBT = /may have been accepted/;

/**
 * @param subject what the request is about, as a regular expression
 * @param notFound what a 404 is taken for: of something new it is about an avatar or a file that the request names, else about the project itself
 */
export function paidRows(subject: string, notFound: 'rejected' | 'cannot find' = 'rejected'): FaultRow[] {
	const error = (text: string) => new RegExp(text.replace('$', subject));
	return [
		{ ...NO_FAULT, accepted: 1 },
		...transientFaults.map(({ title, fault, httpStatus, silent }): FaultRow =>
			httpStatus === 429
				? { title, faults: [fault], requests: 2, accepted: 1 }
				: { title, faults: [fault], requests: 1, accepted: fault.accepted ? 1 : 0, error: IN_DOUBT, httpStatus, silent }),
		{ title: '429 forever', faults: [always(status(429))], requests: 7, accepted: 0, error: error('limited the rate of requests for $ after 7 attempts'), httpStatus: 429 },
		{ title: '429 that asks for an hour', faults: [always(status(429, { retryAfter: 3600 }))], requests: 1, accepted: 0, error: error('limited the rate of requests for $: .*It asks to wait 60 minutes'), httpStatus: 429 },
		{ title: 'accepted, then a reset', faults: [acceptThenReset], requests: 1, accepted: 1, error: IN_DOUBT },
		{ title: 'accepted, then no response', faults: [accepted(hang)], requests: 1, accepted: 1, error: IN_DOUBT, silent: true },
		{ title: 'accepted, then 502', faults: [accepted(status(502))], requests: 1, accepted: 1, error: IN_DOUBT, httpStatus: 502 },
		{ title: 'accepted, then a web page', faults: [accepted(htmlPage())], requests: 1, accepted: 1, error: IN_DOUBT, httpStatus: 200 },
		{ title: 'accepted, and the response says nothing', faults: [accepted(wrongJson({ success: true }))], requests: 1, accepted: 1, error: IN_DOUBT },
		{ title: 'success: false', faults: [rejection('The script is too long.')], requests: 1, accepted: 0, error: error('rejected $: The script is too long'), httpStatus: 200 },
		{ title: '402, no money', faults: [status(402)], requests: 1, accepted: 0, error: error('rejected $: .*no (cubes|credits) left'), httpStatus: 402 },
		{ title: '400', faults: [status(400)], requests: 1, accepted: 0, error: error('rejected $: Simulated status 400'), httpStatus: 400 },
		{ title: '403', faults: [status(403)], requests: 1, accepted: 0, error: error('rejected the credential for $'), httpStatus: 403 },
		{ title: '404', faults: [status(404)], requests: 1, accepted: 0, error: error(`${notFound} $: Simulated status 404`), httpStatus: 404 },
		{ title: '401 forever', faults: [always(status(401))], requests: { v2: 1, v3: 2 }, accepted: 0, error: error('rejected the credential for $'), httpStatus: 401 },
		{ title: 'a redirect', faults: ({ filesUrl }) => [redirect(`${filesUrl}/x`, 307)], requests: 1, accepted: 0, error: error('redirected the request for $: http'), httpStatus: 307 },
	];
}

/** Deleting again does no harm; what is not there any more after a lost response, that attempt has deleted. */
export const deletionRows: FaultRow[] = [
	...listRows.filter(({ title }) => !['an unknown project', '404', '500 forever'].includes(title)),
	{ title: 'accepted, then a reset', faults: [acceptThenReset], requests: 2 },
	{ title: '404', faults: [status(404)], requests: 1, error: /was not deleted, because AI Studios has no such project/ },
	{ title: '500 forever', faults: [always(status(500))], requests: 7, error: /after 7 attempts: Simulated status 500\..*may have been deleted all the same/, httpStatus: 500 },
];

export const tokenRows: FaultRow[] = [
	...transientRows.filter(({ title }) => !title.includes('hangs in the middle')),
	{ title: 'a rejection', faults: [always(rejection('The User Key is wrong.'))], requests: 1, error: /rejected the credential.*The User Key is wrong/, httpStatus: 401 },
];
