import { shippedSources, source } from '../architecture/sources';
import { messagesIn } from './messages';

const MESSAGES = messagesIn(shippedSources());

test('all messages are found: those of errors, and those of functions that make errors', () => {
	expect(MESSAGES.length).toBeGreaterThan(55);
	const texts = MESSAGES.map(({ message }) => message);
	expect(texts).toEqual(
		expect.arrayContaining([
			'The project key is empty',
			'The template has no "scenes"',
			'The custom server is not a web address',
			'API version 2 cannot list projects',
			'The download of project {projectKey} was rejected: {reason}',
			'{label} must be {expected}, but it is {shown}',
		]),
	);
});

test.each(MESSAGES.map(({ place, message, advice }) => [message, place, advice] as const))('%s', (message, _place, advice) => {
	expect(message).toMatch(/^["{A-Z][\s\S]*[^.\s]$/);
	expect(advice).toMatch(/^[{A-Z][\s\S]*[.}]$/);
	expect(`${message} ${advice}`.replace(/\{[^}]*\}/g, '…')).not.toMatch(/undefined|null\b|TypeError|\bobject Object\b/);
});

test('a message without advice would be found', () => {
	const broken = source(
		'nodes/shared/core/x.ts',
		`throw new AiStudiosError('input', 'Something is wrong');
		function wrong(message: string) { return new AiStudiosError('input', message); }
		throw wrong(\`This \${what} as well\`);`,
	);
	expect(messagesIn([broken])).toEqual([
		{ place: 'nodes/shared/core/x.ts:1', message: 'Something is wrong', advice: '' },
		{ place: 'nodes/shared/core/x.ts:3', message: 'This {what} as well', advice: '' },
	]);
});
