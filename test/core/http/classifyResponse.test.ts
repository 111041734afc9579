import { classifyResponse, type FailureReason } from '../../../nodes/shared/core/http/classifyResponse';
import { noResponse, notSent, response } from './responses';

test.each<[string, unknown]>([
	['v2', { success: true, data: { key: 'k' } }],
	['an envelope without success', { data: {} }],
	['success as a word', { success: 'true' }],
	['an empty object', {}],
])('a success: %s', (_what, envelope) => {
	expect(classifyResponse(response(200, envelope), 0)).toEqual({ ok: true, envelope });
	expect(classifyResponse(response(201, envelope), 0)).toEqual({ ok: true, envelope });
});

const no = (msg?: string) => ({ success: false, ...(msg === undefined ? {} : { msg }) });
const noV3 = (msg: string, code = 400) => ({ success: false, error: { code, msg } });
const PAGE = '<!DOCTYPE html><html></html>';

/** Status × envelope: why it is of no use, and the detail that reaches the user. */
test.each<[status: number, body: unknown, FailureReason, detail: string]>([
	[200, no(), 'rejected', 'no reason was given'],
	[200, no('scenes is empty'), 'rejected', 'scenes is empty'],
	[200, noV3('Scene 1 has no clip'), 'rejected', 'Scene 1 has no clip'],
	[200, { success: false, error: 'plain words' }, 'rejected', 'plain words'],
	[200, { success: false, message: 'in message' }, 'rejected', 'in message'],
	[200, { success: false, msg: 42 }, 'rejected', '42'],
	[200, no('This API key is not known.'), 'credentials', 'This API key is not known.'],
	[200, noV3('Invalid token', 401), 'credentials', 'Invalid token'],
	[200, noV3('The access token has expired'), 'credentials', 'The access token has expired'],
	[200, no('jwt malformed'), 'credentials', 'jwt malformed'],
	[200, no('Unauthorized'), 'credentials', 'Unauthorized'],
	[200, no('The User Key is wrong'), 'credentials', 'The User Key is wrong'],
	[200, no('Not enough cubes'), 'credits', 'Not enough cubes'],
	[200, no('Your credit balance is 0'), 'credits', 'Your credit balance is 0'],
	[200, no('Your plan has expired'), 'credits', 'Your plan has expired'],
	[200, no('Project not found'), 'notFound', 'Project not found'],
	[200, no('There is no project "x".'), 'notFound', 'There is no project "x".'],
	[200, no('The project does not exist'), 'notFound', 'The project does not exist'],
	[200, no('The script holds the token "<"'), 'rejected', 'The script holds the token "<"'],
	[200, no('This word is forbidden in scripts'), 'rejected', 'This word is forbidden in scripts'],
	[200, no('Plan your scenes better'), 'rejected', 'Plan your scenes better'],
	[200, '', 'unreadable', 'an empty response instead of a JSON object'],
	[200, ' \n', 'unreadable', 'an empty response instead of a JSON object'],
	[204, '', 'unreadable', 'an empty response instead of a JSON object'],
	[200, '{"success": tr', 'unreadable', 'a broken response instead of a JSON object'],
	[200, '[]', 'unreadable', 'a broken response instead of a JSON object'],
	[200, 'null', 'unreadable', 'a broken response instead of a JSON object'],
	[200, PAGE, 'unreadable', 'a web page instead of a JSON object'],
	[302, PAGE, 'redirected', 'no target was given'],
	[400, no('scenes is empty'), 'rejected', 'scenes is empty'],
	[400, PAGE, 'rejected', 'HTTP status 400'],
	[400, no('Not enough credits'), 'credits', 'Not enough credits'],
	[401, '', 'credentials', 'HTTP status 401'],
	[401, no('Who are you?'), 'credentials', 'Who are you?'],
	[401, no('Not enough credits'), 'credentials', 'Not enough credits'],
	[404, no('Not enough credits'), 'notFound', 'Not enough credits'],
	[402, no('Pay first'), 'credits', 'Pay first'],
	[403, PAGE, 'credentials', 'HTTP status 403'],
	[403, no('Not enough credits'), 'credits', 'Not enough credits'],
	[404, PAGE, 'notFound', 'HTTP status 404'],
	[404, noV3('No such project'), 'notFound', 'No such project'],
	[408, '', 'unavailable', 'HTTP status 408'],
	[410, '', 'notFound', 'HTTP status 410'],
	[413, PAGE, 'rejected', 'HTTP status 413'],
	[422, noV3('clips[0] is wrong'), 'rejected', 'clips[0] is wrong'],
	[429, '', 'rateLimited', 'HTTP status 429'],
	[429, no('Slow down'), 'rateLimited', 'Slow down'],
	[500, no('Something broke'), 'unavailable', 'Something broke'],
	[500, { success: true, data: { key: 'k' } }, 'unavailable', 'HTTP status 500'],
	[502, PAGE, 'unavailable', 'HTTP status 502'],
	[503, '', 'unavailable', 'HTTP status 503'],
	[504, PAGE, 'unavailable', 'HTTP status 504'],
	[599, '', 'unavailable', 'HTTP status 599'],
])('%i with %j is %s: %s', (status, body, reason, detail) => {
	expect(classifyResponse(response(status, body), 0)).toMatchObject({ ok: false, reason, detail, status });
});

test.each([
	['https://other.example.com/api?Signature=x', 'https://other.example.com'],
	['/login?next=/api', 'another page of the same server'],
	['', 'another page of the same server'],
])('a redirect to "%s" shows its origin only', (location, detail) => {
	const result = classifyResponse(response(301, no('Moved, says the envelope'), { location }), 0);
	expect(result).toMatchObject({ ok: false, reason: 'redirected', detail });
});

test.each([429, 408, 500, 503])('%i has the pause of its Retry-After header', (status) => {
	const classified = (retryAfter: string) => classifyResponse(response(status, '', { 'retry-after': retryAfter }), 0);
	expect(classified('7')).toMatchObject({ retryAfterMs: 7_000 });
	expect(classified('soon')).toMatchObject({ ok: false, retryAfterMs: undefined });
});

test('300 is a redirect as well', () => {
	expect(classifyResponse(response(300), 0)).toMatchObject({ reason: 'redirected', detail: 'no target was given' });
});

test.each([
	['\n <p>', {}, 'a web page'],
	['Access denied', { 'content-type': 'text/HTML; charset=utf-8' }, 'a web page'],
	['Access denied', { 'content-type': 'text/plain' }, 'a broken response'],
	['Access denied', {}, 'a broken response'],
	['[1]', {}, 'a broken response'],
])('%j with the headers %j is called %s', (text, headers, content) => {
	expect(classifyResponse(response(200, text, headers), 0)).toMatchObject({ reason: 'unreadable', detail: `${content} instead of a JSON object` });
});

test('without a response it is known whether the request was certainly not sent', () => {
	expect(classifyResponse(notSent, 0)).toEqual({ ok: false, reason: 'notSent', detail: 'the connection was refused' });
	expect(classifyResponse(noResponse, 0)).toEqual({ ok: false, reason: 'noResponse', detail: 'the connection broke' });
});

test('a failure says whether there was an envelope', () => {
	expect(classifyResponse(response(500, no('x')), 0)).toMatchObject({ hasEnvelope: true });
	expect(classifyResponse(response(500, PAGE), 0)).toMatchObject({ hasEnvelope: false });
});
