import { judge, type Answer, type Reason } from '../../../nodes/shared/core/requests/judge';

const answered = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
	kind: 'answered',
	status,
	headers,
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

test.each<[string, unknown]>([
	['v2', { success: true, data: { key: 'k' } }],
	['an envelope that does not say', { data: {} }],
	['success as a word', { success: 'true' }],
	['an empty object', {}],
])('an answer is taken: %s', (_what, envelope) => {
	expect(judge(answered(200, envelope), 0)).toEqual({ ok: true, envelope });
	expect(judge(answered(201, envelope), 0).ok).toBe(true);
});

const no = (msg?: string) => ({ success: false, ...(msg === undefined ? {} : { msg }) });
const noV3 = (msg: string, code = 400) => ({ success: false, error: { code, msg } });
const PAGE = '<!DOCTYPE html><html></html>';

/** Status × envelope: what it means, and the words that reach the user. */
test.each<[status: number, body: unknown, Reason, why: string]>([
	[200, no(), 'refused', 'it gave no reason'],
	[200, no('scenes is empty'), 'refused', 'scenes is empty'],
	[200, noV3('Scene 1 has no clip'), 'refused', 'Scene 1 has no clip'],
	[200, { success: false, error: 'plain words' }, 'refused', 'plain words'],
	[200, { success: false, message: 'in message' }, 'refused', 'in message'],
	[200, { success: false, msg: 42 }, 'refused', '42'],
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
	[200, no('The script holds the token "<"'), 'refused', 'The script holds the token "<"'],
	[200, no('This word is forbidden in scripts'), 'refused', 'This word is forbidden in scripts'],
	[200, no('Plan your scenes better'), 'refused', 'Plan your scenes better'],
	[200, '', 'unreadable', 'an empty answer instead of a JSON object'],
	[200, ' \n', 'unreadable', 'an empty answer instead of a JSON object'],
	[204, '', 'unreadable', 'an empty answer instead of a JSON object'],
	[200, '{"success": tr', 'unreadable', 'a broken answer instead of a JSON object'],
	[200, '[]', 'unreadable', 'a broken answer instead of a JSON object'],
	[200, 'null', 'unreadable', 'a broken answer instead of a JSON object'],
	[200, PAGE, 'unreadable', 'a web page instead of a JSON object'],
	[302, PAGE, 'moved', 'it does not say where'],
	[400, no('scenes is empty'), 'refused', 'scenes is empty'],
	[400, PAGE, 'refused', 'HTTP status 400'],
	[400, no('Not enough credits'), 'credits', 'Not enough credits'],
	[401, '', 'credentials', 'HTTP status 401'],
	[401, no('Who are you?'), 'credentials', 'Who are you?'],
	[402, no('Pay first'), 'credits', 'Pay first'],
	[403, PAGE, 'credentials', 'HTTP status 403'],
	[403, no('Not enough credits'), 'credits', 'Not enough credits'],
	[404, PAGE, 'notFound', 'HTTP status 404'],
	[404, noV3('No such project'), 'notFound', 'No such project'],
	[408, '', 'unavailable', 'HTTP status 408'],
	[410, '', 'notFound', 'HTTP status 410'],
	[413, PAGE, 'refused', 'HTTP status 413'],
	[422, noV3('clips[0] is wrong'), 'refused', 'clips[0] is wrong'],
	[429, '', 'busy', 'HTTP status 429'],
	[429, no('Slow down'), 'busy', 'Slow down'],
	[500, no('Something broke'), 'unavailable', 'Something broke'],
	[500, { success: true, data: { key: 'k' } }, 'unavailable', 'HTTP status 500'],
	[502, PAGE, 'unavailable', 'HTTP status 502'],
	[503, '', 'unavailable', 'HTTP status 503'],
	[504, PAGE, 'unavailable', 'HTTP status 504'],
	[599, '', 'unavailable', 'HTTP status 599'],
])('%i with %j is %s: %s', (status, body, reason, why) => {
	expect(judge(answered(status, body), 0)).toMatchObject({ ok: false, reason, why, status });
});

test.each([
	['https://other.example.com/api?Signature=x', 'https://other.example.com'],
	['/login?next=/api', 'another page of the same server'],
	['', 'another page of the same server'],
])('a redirect to "%s" names no more than where it leads', (location, why) => {
	const verdict = judge(answered(301, no('Moved, says the envelope'), { location }), 0);
	expect(verdict).toMatchObject({ ok: false, reason: 'moved', why });
});

test.each([429, 408, 500, 503])('%i is asked again no sooner than it says', (status) => {
	const verdict = (retryAfter: string) => judge(answered(status, '', { 'retry-after': retryAfter }), 0);
	expect(verdict('7')).toMatchObject({ retryAfter: 7_000 });
	expect(verdict('soon')).toMatchObject({ ok: false, retryAfter: undefined });
});

test('without an answer it is known whether the request left', () => {
	expect(judge({ kind: 'unsent', cause: 'refused' }, 0)).toEqual({ ok: false, reason: 'unsent', why: 'refused' });
	expect(judge({ kind: 'lost', cause: 'reset' }, 0)).toEqual({ ok: false, reason: 'lost', why: 'reset' });
});

test('a refusal holds the envelope, when one came', () => {
	expect(judge(answered(500, no('x')), 0)).toMatchObject({ envelope: no('x') });
	expect(judge(answered(500, PAGE), 0)).toMatchObject({ envelope: undefined });
});
