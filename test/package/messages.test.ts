/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the documents; not shipped */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedSources, source } from '../architecture/sources';
import { beginsLike, errorRowsIn } from './errorRows';
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
			'The download of {subject} was rejected: {reason}',
			'{label} must be {expected}, but it is {shown}',
			'AI Studios redirected the request for {subject}{repeated}: {failure.detail}',
		]),
	);
});

test.each(MESSAGES.map(({ place, message, description }) => [message, place, description] as const))('%s', (message, _place, description) => {
	expect(message).toMatch(/^["{A-Z][\s\S]*[^.\s]$/);
	expect(description).toMatch(/^[{A-Z][\s\S]*[.}]$/);
	expect(`${message} ${description}`.replace(/\{[^}]*\}/g, '…')).not.toMatch(/undefined|null\b|TypeError|\bobject Object\b/);
});

describe('the table of errors in docs/errors.md', () => {
	const rows = errorRowsIn(readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8'));
	const shown = MESSAGES.map(({ message }) => message).filter((message) => !/^\{[^}]*\}$/.test(message));

	test('has a row for every message', () => {
		expect(shown.length).toBeGreaterThan(55);
		expect(shown.filter((message) => !rows.some((row) => beginsLike(row, message)))).toEqual([]);
	});

	test('has one row for each, and none for a message that does not exist', () => {
		expect(rows.length).toBeGreaterThan(25);
		expect(rows.filter((row, index) => rows.indexOf(row) < index)).toEqual([]);
		expect(rows.filter((row) => !shown.some((message) => beginsLike(row, message)))).toEqual([]);
	});

	test('is read from its first column', () => {
		const markdown = '| `a` | b |\n\n| The message begins with | Meaning |\n|---|---|\n| `One …`, `Two …` | Of `three` |\n\n| `four` | x |\n';
		expect(errorRowsIn(markdown)).toEqual(['One …', 'Two …']);
		expect(beginsLike('No … for "…"', 'No value for "{name}": none')).toBe(true);
		expect(beginsLike('No … for "…"', 'There is no value for "{name}"')).toBe(false);
		expect(beginsLike('Is it?', 'Is i')).toBe(false);
	});
});

test('a message without a description would be found', () => {
	const broken = source(
		'nodes/shared/core/x.ts',
		`throw new AiStudiosError('input', 'Something is wrong');
		function wrong(message: string) { return new AiStudiosError('input', message); }
		throw wrong(\`This \${what} as well\`);`,
	);
	expect(messagesIn([broken])).toEqual([
		{ place: 'nodes/shared/core/x.ts:1', message: 'Something is wrong', description: '' },
		{ place: 'nodes/shared/core/x.ts:3', message: 'This {what} as well', description: '' },
	]);
});
