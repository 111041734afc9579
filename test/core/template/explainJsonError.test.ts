import { explainJsonError } from '../../../nodes/shared/core/template/explainJsonError';

/** The sentences are the same on every Node version; V8's own differ. */
const CASES: Array<[what: string, text: string, line: number, column: number, problem: string]> = [
	['a placeholder without quotes', '{"scale": ##SCALE##}', 1, 11, 'a placeholder must be inside double quotes ("##NAME##"); a number is still sent as a number'],
	['a placeholder without quotes, later', '{\n  "scenes": [\n    { "url": ##URL## }\n  ]\n}', 3, 14, 'a placeholder must be inside double quotes ("##NAME##"); a number is still sent as a number'],
	['a placeholder as a name', '{##NAME##: 1}', 1, 2, 'a placeholder must be inside double quotes ("##NAME##"); a number is still sent as a number'],
	['a placeholder after a value', '{"a": 1 ##B##}', 1, 9, 'a placeholder must be inside double quotes ("##NAME##"); a number is still sent as a number'],
	['a trailing comma in an object', '{"a": 1,}', 1, 8, 'there is an extra comma before "}"'],
	['a trailing comma in a list, over lines', '[\n  1,\n  2,\n]', 3, 4, 'there is an extra comma before "]"'],
	['a second comma', '[1,,2]', 1, 4, 'a value is expected here; text must be inside double quotes'],
	['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or "}" is missing before this'],
	['a missing comma in a list', '[1 2]', 1, 4, 'a comma or "]" is missing before this'],
	['a missing colon', '{"a" 1}', 1, 6, 'a colon is missing after the name'],
	['a name without quotes', '{scenes: []}', 1, 2, 'a name in double quotes is expected here'],
	['smart quotes around a value', '{"a": “text”}', 1, 7, 'only straight double quotes (") are allowed'],
	['smart quotes around a name', '{“a”: 1}', 1, 2, 'only straight double quotes (") are allowed'],
	['single quotes', "{'a': 1}", 1, 2, 'only straight double quotes (") are allowed'],
	['low quotes', '{"a": „text“}', 1, 7, 'only straight double quotes (") are allowed'],
	['a quote that is never closed', '{"a": "text}', 1, 7, 'the quote that opens here is not closed'],
	['a quote that is not closed on its line', '{\n  "a": "text,\n  "b": 1\n}', 2, 14, 'the line ends inside quotes: write \\n for a line break, or close the quote'],
	['a line break in quotes', '{"a": "one\ntwo"}', 1, 11, 'the line ends inside quotes: write \\n for a line break, or close the quote'],
	['a Windows line break in quotes', '{"a": "one\r\ntwo"}', 1, 11, 'the line ends inside quotes: write \\n for a line break, or close the quote'],
	['a tab in quotes', '{"a": "one\ttwo"}', 1, 11, 'there is a tab or control character inside quotes: write \\t for a tab'],
	['a zero character in quotes', '"\u0000"', 1, 2, 'there is a tab or control character inside quotes: write \\t for a tab'],
	['a single backslash', '{"path": "C:\\images"}', 1, 13, 'a backslash must be written twice (\\\\)'],
	['a broken \\u', '"\\u12G4"', 1, 2, 'a backslash must be written twice (\\\\)'],
	['a backslash at the end', '"abc\\', 1, 5, 'a backslash must be written twice (\\\\)'],
	['a byte order mark', '\uFEFF{}', 1, 1, 'there is an invisible character here, as copied from a web page: delete it'],
	['a non-breaking space', '{\u00A0"a": 1}', 1, 2, 'there is an invisible character here, as copied from a web page: delete it'],
	['a zero-width space before a comma', '[1\u200B,2]', 1, 3, 'there is an invisible character here, as copied from a web page: delete it'],
	['a comment', '{\n  // the intro\n  "a": 1\n}', 2, 3, 'JSON has no comments: remove this one'],
	['a comment in a list', '[/* none */]', 1, 2, 'JSON has no comments: remove this one'],
	['nothing', '', 1, 1, 'the JSON ends too early'],
	['an end after a colon', '{"a":', 1, 6, 'the JSON ends too early'],
	['an end after a comma', '{"a": 1,\n', 2, 1, 'the JSON ends too early'],
	['an end without its bracket', '{"a": [1', 1, 9, 'the JSON ends too early'],
	['a bracket of the wrong kind', '{"a": [1}}', 1, 9, 'a comma or "]" is missing before this'],
	['text after the end of a list', '[1] x', 1, 5, 'there is more text after the end of the JSON'],
	['a mistake after text with spaces', '{"a": "x y", b}', 1, 14, 'a name in double quotes is expected here'],
	['a mistake after an escape', '{"a": "x\\n", b}', 1, 14, 'a name in double quotes is expected here'],
	['text after the end', '{} {}', 1, 4, 'there is more text after the end of the JSON'],
	['a leading zero', '[01]', 1, 2, 'a value is expected here; text must be inside double quotes'],
	['a number that starts with a point', '[.5]', 1, 2, 'a value is expected here; text must be inside double quotes'],
	['a word of Python', '[True]', 1, 2, 'a value is expected here; text must be inside double quotes'],
	['NaN', '[NaN]', 1, 2, 'a value is expected here; text must be inside double quotes'],
	['undefined', '{"a": undefined}', 1, 7, 'a value is expected here; text must be inside double quotes'],
	['a mistake after a very long number', `[${'9'.repeat(60)}, x]`, 1, 64, 'a value is expected here; text must be inside double quotes'],
	['a mistake after Windows line breaks', '{\r\n  "a": x\r\n}', 2, 8, 'a value is expected here; text must be inside double quotes'],
];

test.each(CASES)('%s is found and explained', (_what, text, line, column, problem) => {
	expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
	expect(explainJsonError(text)).toEqual({ line, column, problem });
});

test('JSON that is nested without end is reported and does not crash', () => {
	expect(explainJsonError('['.repeat(200_000)).problem).toBe('it is nested too deeply');
});
