import fc from 'fast-check';
import { AiStudiosError } from '../../nodes/shared/core/errors';
import { redact } from '../../nodes/shared/core/redact';
import { anyText } from './anyText';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl';

test.each<[string, string, string]>([
	['a plain sentence', 'The scene is empty.', 'The scene is empty.'],
	['a secret', 'key s3cret! is wrong', 'key *** is wrong'],
	['a secret, twice', 's3cret!s3cret!', '******'],
	['a secret that another begins with', 'not s3cret!-long', 'not ***'],
	['a token that is not among the secrets', `token ${JWT} expired`, 'token *** expired'],
	['a signed URL', 'GET https://files.example.com/a.mp4?Signature=abc&Expires=1 failed', 'GET https://files.example.com/a.mp4 failed'],
	['a signed URL in quotes', 'at "https://files.example.com/a.mp4?Signature=abc".', 'at "https://files.example.com/a.mp4".'],
	['a query with quotes in it', "https://f.example.com/a?name='x'&Signature=abc", 'https://f.example.com/a'],
	['a query with an address in it', 'https://f.example.com?mail=a@b.com&Signature=abc', 'https://f.example.com'],
	['a fragment', 'https://f.example.com/a#token=abc', 'https://f.example.com/a'],
	['user and password in a URL', 'http://user:p@ss@proxy.example.com:8080/x', 'http://***@proxy.example.com:8080/x'],
	['another scheme', 's3://bucket/a.mp4?Signature=abc', 's3://bucket/a.mp4'],
	['a path with a query', 'GET /a.mp4?Signature=abc&Expires=1 failed', 'GET /a.mp4 failed'],
	['a question', 'Is the key right? Check it.', 'Is the key right? Check it.'],
	['the word that n8n takes for a cancelled execution', 'Request canceled. CANCELED!', 'Request cancelled. CANCELlED!'],
	['other spellings of cancel', 'cancel, cancelled', 'cancel, cancelled'],
	['line breaks and spaces', ' one\n\n two\t', 'one two'],
])('redacts %s', (_what, text, shown) => {
	expect(redact(text, ['s3cret!', 's3cret!-long', 'a', ''])).toBe(shown);
});

test('a long text is truncated, and of a huge one only the beginning is read', () => {
	expect(redact('word '.repeat(1_000)).length).toBe(500);
	expect(redact('-ey'.repeat(3_000_000)).length).toBe(500);
});

test('an AiStudiosError never contains the word that n8n takes for a cancelled execution', () => {
	expect(new AiStudiosError('input', 'No value for ##canceled_at##').message).toBe('No value for ##cancelled_at##');
});

const word = fc.stringMatching(/^[A-Za-z0-9+/=_.-]{4,20}$/);
const noise = fc.oneof(anyText({ maxLength: 20 }), fc.constantFrom(' ', 'canceled', 'cancel', 'ed ', '"', 'https://f.example.com/a.mp4', '?', '://'));

test('no secret survives, wherever it is in the text', () => {
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(noise), fc.nat(), (secrets, pieces, seed) => {
			const text = pieces.map((piece, index) => piece + secrets[(index + seed) % secrets.length]).join('');
			const shown = redact(text, secrets);
			for (const secret of secrets) expect(shown).not.toContain(secret);
			expect(shown).not.toMatch(/canceled/i);
			expect(shown.length).toBeLessThanOrEqual(500);
		}),
		{ numRuns: 500 },
	);
});

test('secrets among words are replaced, and the words stay', () => {
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (secrets) => {
			expect(redact(secrets.map((secret) => `< ${secret} >`).join(' and '), secrets)).toBe(secrets.map(() => '< *** >').join(' and '));
		}),
		{ numRuns: 500 },
	);
});

test('no query of a URL survives', () => {
	const parameter = fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.stringMatching(/^[\w%'(),;:@/+!*~.-]{0,20}$/));
	const query = fc.array(parameter, { minLength: 1, maxLength: 4 }).map((all) => all.map((pair) => pair.join('=')).join('&'));
	fc.assert(
		fc.property(fc.webUrl(), query, fc.string({ maxLength: 20 }), (url, parameters, around) => {
			const shown = redact(`${around} ${url}?${parameters}&Signature=MARKED ${around}`);
			expect(shown).not.toContain('MARKED');
			expect(shown).toContain('://');
		}),
		{ numRuns: 500 },
	);
});
