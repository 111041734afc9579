import { checkedFolderId, checkedProjectKey } from '../../../nodes/shared/core/api/projectKey';
import { projectIdInUrl } from '../../../nodes/shared/core/api/projectUrl';
import { AiStudiosError } from '../../../nodes/shared/core/errors';

test.each<[unknown, string]>([
	['64f0c2a9e1b7d3458c6f9a21', '64f0c2a9e1b7d3458c6f9a21'],
	[' 64f0c2a9\n', '64f0c2a9'],
	[12345, '12345'],
	['a-b_c.d~e', 'a-b_c.d~e'],
	['이름', '이름'],
	['x'.repeat(200), 'x'.repeat(200)],
	['a..', 'a..'],
	['..a', '..a'],
])('%j is a project key', (value, key) => {
	expect(checkedProjectKey(value)).toBe(key);
});

test.each<[string, unknown]>([
	['an empty text', ''],
	['white space', ' \t\n'],
	['nothing', undefined],
	['null', null],
])('%s counts as an empty project key', (_what, value) => {
	expect(() => checkedProjectKey(value)).toThrow(new AiStudiosError('input', 'The project key is empty'));
});

test.each<[string, unknown]>([
	['an object', { projectKey: 'a' }],
	['a list', ['a']],
	['a boolean', true],
])('%s is named as what it is, and not called empty', (kind, value) => {
	expect(() => checkedProjectKey(value)).toThrow(new AiStudiosError('input', `The project key must be text, but it is ${kind}`));
	expect(() => checkedProjectKey(value)).toThrow(expect.objectContaining({ code: 'input', description: 'Select the one field that holds the project key, for example {{ $json.projectKey }}.' }) as Error);
});

test.each<[string, string]>([
	['a path upwards', '../auth'],
	['an encoded path upwards', '..%2fauth'],
	['a Windows path upwards', '..\\auth'],
	['one dot', '.'],
	['two dots', '..'],
	['many dots', '.....'],
	['a query', 'a?b=c'],
	['a fragment', 'a#b'],
	['a URL', 'https://app.aistudios.com/editor/64f0c2'],
	['a signed URL', 'https://f.example.com/a?Signature=x'],
	['a space inside', 'a b'],
	['a line break inside', 'a\nb'],
	['a zero character', 'a\u0000b'],
	['an escape character', 'a\u001b[31m'],
	['a zero-width space', 'a\u200bb'],
	['a character that reverses text', 'a\u202eb'],
	['half a surrogate pair', 'a\ud83d'],
	['a line separator', 'a\u2028b'],
	['201 characters', 'x'.repeat(201)],
	['300 characters', 'ab1'.repeat(100)],
])('%s is not a project key', (_what, value) => {
	const checked = () => checkedProjectKey(value);
	expect(checked).toThrow(AiStudiosError);
	expect(checked).toThrow(expect.objectContaining({ code: 'input', description: 'A project key is the short code that AI Studios Export Project returns, without slashes or spaces.' }) as Error);
	expect(checked).toThrow(/^"[^\p{C}\p{Zl}]{1,60}" is not a project key$/u);
});

test.each([
	['https://v2.aistudios.com/edit.news?id=64f0c2a9e1', '64f0c2a9e1'],
	['https://v2.aistudios.com/edit.news?lang=en&id=64f0c2a9e1#top', '64f0c2a9e1'],
	['https://app.aistudios.com/editor?projectId=64f0c2a9e1', '64f0c2a9e1'],
	['https://app.aistudios.com/editor/64f0c2a9e1b7d3458c6f9a21', '64f0c2a9e1b7d3458c6f9a21'],
	['https://app.aistudios.com/editor/64f0c2a9e1b7d3458c6f9a21/', '64f0c2a9e1b7d3458c6f9a21'],
	['https://app.aistudios.com/editor/64f0c2a9e1b7d3458c6f9a21/scenes', '64f0c2a9e1b7d3458c6f9a21'],
	['https://app.aistudios.com/editor/64f0c2a9e1#scene-123456', '64f0c2a9e1'],
	['https://app.aistudios.com/#/editor/64f0c2a9e1', '64f0c2a9e1'],
	['https://app.aistudios.com/#!/editor?id=64f0c2a9e1', '64f0c2a9e1'],
	['  https://app.aistudios.com/editor/64f0c2a9e1\n', '64f0c2a9e1'],
])('the project ID is found in %s', (address, id) => {
	expect(projectIdInUrl(address)).toBe(id);
});

test.each(['', '64f0c2a9e1', 'app.aistudios.com', 'https://app.aistudios.com', 'https://app.aistudios.com/editor', 'https://app.aistudios.com/projects?id=', 'https://'])(
	'no project ID is found in "%s"',
	(address) => {
		expect(() => projectIdInUrl(address)).toThrow(AiStudiosError);
		expect(() => projectIdInUrl(address)).toThrow(expect.objectContaining({
			code: 'input',
			message: 'This address contains no project ID',
			description: 'Open the project in the AI Studios editor and copy the whole address from the browser, or choose By ID.',
		}) as Error);
	},
);

test('the ID in an address is still checked before it is used', () => {
	const named = projectIdInUrl('https://app.aistudios.com/editor?id=..%2F..%2Fauth');
	expect(() => checkedProjectKey(named)).toThrow('is not a project key');
});

test('a character that cannot be shown is replaced in the error', () => {
	expect(() => checkedProjectKey('a\u200bb')).toThrow('"a\uFFFDb" is not a project key');
});

test('an error about a signed URL entered as a key does not repeat its signature', () => {
	expect(() => checkedProjectKey('https://f.example.com/a.mp4?Signature=x')).toThrow('"https://f.example.com/a.mp4" is not a project key');
});

test.each<[unknown, string]>([
	['f1', 'f1'],
	[' f1\n', 'f1'],
	[7, '7'],
])('%j is a folder ID', (value, id) => {
	expect(checkedFolderId(value)).toBe(id);
});

test.each<[unknown, problem: string]>([
	[undefined, 'is empty'],
	[null, 'is empty'],
	[' ', 'is empty'],
	['../f1', 'is not one of AI Studios'],
	[{ folderId: 'f1' }, 'must be text, but it is an object'],
	[true, 'must be text, but it is a boolean'],
])('%j is no folder ID', (value, problem) => {
	expect(() => checkedFolderId(value)).toThrow(expect.objectContaining({
		code: 'input',
		message: `The folder ID ${problem}`,
		description: 'Enter the folder ID that Translation: Create returned, for example {{ $json.folderId }}.',
	}) as Error);
});
