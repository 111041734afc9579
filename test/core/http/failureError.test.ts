import { apiOf } from '../../../nodes/shared/core/api';
import type { ErrorCode } from '../../../nodes/shared/core/errors';
import type { ApiFailure, FailureReason } from '../../../nodes/shared/core/http/classifyResponse';
import { requestError } from '../../../nodes/shared/core/http/failureError';
import { paymentError, paymentInDoubt } from '../../../nodes/shared/core/http/paymentError';

const [v2, v3] = [apiOf('v2'), apiOf('v3')];
const reading = v2.progress('p1');
const exporting = v2.exportProject({ scenes: [] }, {});

const failure = (reason: FailureReason, more: Partial<ApiFailure> = {}): ApiFailure => ({ ok: false, reason, detail: 'detail', ...more });

type Documented = [ErrorCode, message: string, description: string];

const CHECK_CREDENTIAL = 'Check the API Key and the server in the AI Studios API credential.';
const NO_CUBES = 'Your account may have no cubes left. Check its plan in AI Studios.';
const CHECK_SERVER = 'Check the server in the AI Studios API credential: its address may have changed. The credential was not sent to the other address.';
const FEWER_ITEMS = 'Process fewer items at once, or try again later.';
const CHECK_NETWORK = 'Check the server in the credential and the network connection of this n8n instance.';
const CORRECT = 'Correct what the message names, then run this item again.';
const RUN_AGAIN = 'Your renders are not affected. Run this item again later.';

const READING: Record<FailureReason, Documented> = {
	credentials: ['credentials', 'AI Studios rejected the credential for project p1: detail', CHECK_CREDENTIAL],
	credits: ['credits', 'AI Studios rejected project p1: detail', NO_CUBES],
	notFound: ['notFound', 'AI Studios cannot find project p1: detail', 'Check the project key, and that the credential belongs to the account, server and API version that the project was created with.'],
	redirected: ['redirected', 'AI Studios redirected the request for project p1: detail', CHECK_SERVER],
	rateLimited: ['rateLimited', 'AI Studios limited the rate of requests for project p1: detail', FEWER_ITEMS],
	notSent: ['notSent', 'AI Studios could not be reached for project p1: detail', CHECK_NETWORK],
	rejected: ['rejected', 'AI Studios rejected project p1: detail', CORRECT],
	unavailable: ['unavailable', 'AI Studios returned no usable response for project p1: detail', RUN_AGAIN],
	unreadable: ['unavailable', 'AI Studios returned no usable response for project p1: detail', RUN_AGAIN],
	noResponse: ['unavailable', 'AI Studios returned no usable response for project p1: detail', RUN_AGAIN],
};

const IN_DOUBT: Documented = [
	'paymentInDoubt',
	'The export was sent, but its response was lost (detail): the render may have been accepted',
	'It was not sent again, because that could cost cubes twice. Check your projects in AI Studios: if the project is there, continue with its ID in AI Studios Wait and Download; if not, run this item again in a new execution.',
];

/** What AI Studios would not send may come from another server. */
const IN_DOUBT_UNREADABLE: Documented = [IN_DOUBT[0], IN_DOUBT[1], `${IN_DOUBT[2]} The response does not look like one from AI Studios: check the server in the AI Studios API credential.`];

const EXPORTING: Record<FailureReason, Documented> = {
	credentials: ['credentials', 'AI Studios rejected the credential for the export: detail', `${CHECK_CREDENTIAL} This item was not exported.`],
	credits: ['credits', 'AI Studios rejected the export: detail', `${NO_CUBES} This item was not exported.`],
	/** What is not found is something that the template names, such as an avatar: there is no project yet. */
	notFound: ['rejected', 'AI Studios rejected the export: detail', `${CORRECT} This item was not exported.`],
	redirected: ['redirected', 'AI Studios redirected the request for the export: detail', `${CHECK_SERVER} This item was not exported.`],
	rateLimited: ['rateLimited', 'AI Studios limited the rate of requests for the export: detail', `${FEWER_ITEMS} This item was not exported.`],
	notSent: ['notSent', 'AI Studios could not be reached for the export: detail', `${CHECK_NETWORK} This item was not exported.`],
	rejected: ['rejected', 'AI Studios rejected the export: detail', `${CORRECT} This item was not exported.`],
	unavailable: IN_DOUBT,
	unreadable: IN_DOUBT_UNREADABLE,
	noResponse: IN_DOUBT,
};

const rowsOf = (table: Record<FailureReason, Documented>) => Object.entries(table) as Array<[FailureReason, Documented]>;

test.each(rowsOf(READING))('a reading request that fails as "%s" says what happened to which project, and what to do', (reason, [code, message, description]) => {
	const expected = { name: 'AiStudiosError', code, message, description, context: { projectKey: 'p1' } };
	expect(requestError(failure(reason), v2, reading, 1)).toMatchObject({ ...expected, httpStatus: undefined });
	expect(requestError(failure(reason, { status: 418 }), v2, reading, 1)).toMatchObject({ ...expected, httpStatus: 418 });
});

test.each(rowsOf(EXPORTING))('an export that fails as "%s" says whether anything was exported, and what to do', (reason, [code, message, description]) => {
	const expected = { name: 'AiStudiosError', code, message, description, context: {} };
	expect(paymentError(failure(reason), v2, exporting, 1)).toMatchObject({ ...expected, httpStatus: undefined });
	expect(paymentError(failure(reason, { status: 418 }), v2, exporting, 1)).toMatchObject({ ...expected, httpStatus: 418 });
});

test('a subject without a project key gives an error without one', () => {
	const { message, context } = requestError(failure('rejected'), v3, v3.projects(), 1);
	expect([message, context]).toEqual(['AI Studios rejected the list of projects: detail', {}]);
});

test('an export whose response has no project key is in doubt', () => {
	const [code, message, description] = IN_DOUBT;
	expect(paymentInDoubt('its response was lost (detail)', v2, exporting)).toMatchObject({ code, message, description, httpStatus: undefined });
});

describe('the number of attempts is given when there were several', () => {
	test.each(rowsOf(READING))('of a reading request that fails as "%s"', (reason, [, message]) => {
		expect(requestError(failure(reason), v2, reading, 7).message).toBe(message.replace(/: detail$/, ' after 7 attempts: detail'));
	});

	test.each<FailureReason>(['rateLimited', 'notSent'])('of an export that fails as "%s"', (reason) => {
		expect(paymentError(failure(reason), v2, exporting, 7).message).toBe(EXPORTING[reason][1].replace(/: detail$/, ' after 7 attempts: detail'));
	});
});

test('the words for keys and money are those of the generation', () => {
	expect(requestError(failure('credentials'), v3, reading, 1).description).toBe('Check the App ID and User Key and the server in the AI Studios API credential.');
	expect(requestError(failure('credits'), v3, reading, 1).description).toBe('Your account may have no credits left. Check its plan in AI Studios.');
	expect(paymentInDoubt('x', v2, exporting).description).toContain('could cost cubes twice');
	expect(paymentInDoubt('x', v3, exporting).description).toContain('could cost credits twice');
});

test.each([
	[5_000, 'It asks to wait 5 seconds. '],
	[1_000, 'It asks to wait 1 second. '],
	[300_000, 'It asks to wait 5 minutes. '],
	[3_600_000, 'It asks to wait 60 minutes. '],
	[0, ''],
])('the description names a pause of %i ms that AI Studios asks for', (retryAfterMs, sentence) => {
	expect(requestError(failure('rateLimited', { retryAfterMs }), v2, reading, 1).description).toBe(`${sentence}${FEWER_ITEMS}`);
});

test('a translation that is not found has a folder ID to check', () => {
	const { description } = requestError(failure('notFound'), v3, v3.translation('f1'), 1);
	expect(description).toBe('Check the folder ID, and that the credential belongs to the account, server and API version that the translation was created with.');
});

test('an avatar that is not found is not a project that is not found', () => {
	const error = paymentError(failure('notFound', { detail: 'Model M1 not found' }), v2, exporting, 1);
	expect(error.message).toBe('AI Studios rejected the export: Model M1 not found');
	expect(error.description).not.toContain('project key');
});

const LATER = 'It was not sent again, because that could cost credits twice.';

test.each([
	['a video', v3.videoFromTopic('Tea', {}), 'The request for the video', 'it', `${LATER} Check your projects in AI Studios: if the project is there, continue with its ID; if not, run this item again in a new execution.`, {}],
	['a speech', v3.speech({ language: 'en', text: 'Hi.', avatar: 'M1' }, {}), 'The request for the speech', 'it', `${LATER} Check in AI Studios whether it was charged before you run this item again in a new execution.`, {}],
	['a translation', v3.createTranslation({ url: 'https://youtu.be/x', targets: [] }, {}), 'The request for the translation', 'it', `${LATER} Check your projects in AI Studios: if the translated videos are there, continue with their IDs; if not, run this item again in a new execution.`, {}],
	['a render', v3.exportExisting('p1', {}), 'The export of project p1', 'the render', `${LATER} Open the project in AI Studios: if its video is being rendered, continue with the project key in AI Studios Wait and Download; if not, render it with Project: Render in a new execution.`, { projectKey: 'p1' }],
])('%s whose response was lost is in doubt, with what to check', (_what, endpoint, request, what, description, context) => {
	expect(paymentError(failure('noResponse'), v3, endpoint, 1)).toMatchObject({
		code: 'paymentInDoubt', message: `${request} was sent, but its response was lost (detail): ${what} may have been accepted`, description, context,
	});
});

test('what was rejected says that nothing was created or exported, and a render that its project is not found', () => {
	expect(paymentError(failure('rejected'), v3, v3.videoFromTopic('Tea', {}), 1).description).toBe(`${CORRECT} Nothing was created for this item.`);
	const { code, description } = paymentError(failure('notFound', { status: 404, hasEnvelope: true }), v3, v3.exportExisting('p1', {}), 1);
	expect([code, description]).toEqual(['notFound', `${READING.notFound[2]} This item was not exported.`]);
});

test('a 404 that is none of AI Studios leads to the server', () => {
	const { description } = paymentError(failure('notFound', { status: 404, hasEnvelope: false }), v3, v3.exportExisting('p1', {}), 1);
	expect(description).toBe('The response does not look like one from AI Studios: check the server in the AI Studios API credential. This item was not exported.');
});
