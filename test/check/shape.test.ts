import { describeContentType, describeJson, harmlessWords } from '../../check/describeResponse';
import { anyList, describeShape, differencesFrom, either, exactly, fields, listOf, number, orNull, text, type Shape } from '../../check/shape';

const PROGRESS = fields({ success: exactly(true), data: fields({ progress: number }, { url: orNull(text) }) });
const LIST = either(listOf(fields({ id: text })), fields({ projects: listOf(fields({ id: text })) }));

test.each<[shape: Shape, text: string]>([
	[PROGRESS, '{ success: true, data: { progress: number, url?: text or null } }'],
	[LIST, '[ { id: text } ] or { projects: [ { id: text } ] }'],
	[fields({}), '{ }'],
	[anyList, 'list'],
])('The shape %#', (shape, description) => {
	expect(describeShape(shape)).toBe(description);
});

test.each<[title: string, shape: Shape, value: unknown, differences: string[]]>([
	['what is expected', PROGRESS, { success: true, data: { progress: 1, url: null } }, []],
	['more fields', PROGRESS, { success: true, more: 1, data: { progress: 1, more: [] } }, []],
	['a text for a number', PROGRESS, { success: true, data: { progress: '1' } }, ['data.progress: text instead of number']],
	['a missing field', PROGRESS, { success: true, data: {} }, ['data.progress: nothing instead of number']],
	['another type of an optional field', PROGRESS, { success: true, data: { progress: 1, url: 5 } }, ['data.url: number instead of text']],
	['false for true', PROGRESS, { success: false, data: { progress: 1 } }, ['success: false instead of true']],
	['a text for true', PROGRESS, { success: 'true', data: { progress: 1 } }, ['success: text instead of true']],
	['a list for the envelope', PROGRESS, [], ['the response: list instead of object']],
	['a list', LIST, [{ id: 'a' }], []],
	['a list under its name', LIST, { projects: [] }, []],
	['entries of another type, once', LIST, [{ id: 1 }, { id: 2 }], ['[].id: number instead of text']],
	['a list under another name', LIST, { items: [] }, ['the response: object instead of list']],
])('Differences for %s', (_title, shape, value, differences) => {
	expect(differencesFrom(shape, value)).toEqual(differences);
});

describe('What came is described without a value', () => {
	test.each<[value: unknown, shape: Shape, description: string]>([
		[{ success: true, data: { progress: 45.5, url: 'https://files/a?sig=1', state: 'Ada' } }, PROGRESS, '{ success: true, data: { progress: number, url: text, state: text } }'],
		[{ success: 'maybe', data: null }, PROGRESS, '{ success: text, data: null }'],
		[[], LIST, 'empty list'],
		[[{ id: 'a' }, { id: 'b' }, { id: 1 }], LIST, '[ { id: text } or { id: number } ]'],
		[{ 'M000000001': 1, Mina: 2, 'my-app': 3, my_secret_key: 4, fine: 5, download_url: 6, isTTS: 7 }, fields({}), '{ fine: number, download_url: number, isTTS: number, 4 more }'],
		['words', PROGRESS, 'text'],
	])('%j', (value, shape, description) => {
		expect(describeJson(value, shape, ['my_secret_key'])).toBe(description);
	});

	test.each([
		['There is no project "5a00000021" of Ada.', 'There is no project … of …'],
		['The token eyJhbGciOi.eyJmb.x has expired', 'The token … has expired'],
		['Unauthorized', 'Unauthorized'],
		['Ada Lovelace', '…'],
	])('the words of "%s"', (message, words) => {
		expect(harmlessWords(message)).toBe(words);
	});

	test.each([
		['application/json; charset=utf-8', 'application/json'],
		['video/x-of-ada', 'another content type'],
		[undefined, 'no content type'],
	])('the content type %s', (contentType, description) => {
		expect(describeContentType(contentType)).toBe(description);
	});
});
