import { markOf, partsOf, sameName } from '../../../nodes/shared/core/template/marks';

/** A text and its parts; marks are written as [name]. */
const CASES: Array<[text: string, parts: Array<string | [string]>]> = [
	['', []],
	['no mark', ['no mark']],
	['##A##', [['A']]],
	['Hello ##FIRST_NAME##!', ['Hello ', ['FIRST_NAME'], '!']],
	['##A## and ##A##', [['A'], ' and ', ['A']]],
	['##A####B##', [['A'], ['B']]],
	['##A##B##', [['A'], 'B##']],
	['##A##B##C##', [['A'], 'B', ['C']]],
	['###A##', ['#', ['A']]],
	['##A###', [['A'], '#']],
	['####A####', ['##', ['A'], '##']],
	['###', ['###']],
	['####', ['####']],
	['######', ['######']],
	['##A#', ['##A#']],
	['#A##', ['#A##']],
	['## A##', ['## A##']],
	['##A ##', ['##A ##']],
	['##First Name##', [['First Name']]],
	['##first-name.2##', [['first-name.2']]],
	['##2##', [['2']]],
	['##A\nB##', ['##A\nB##']],
	['##A,B##', ['##A,B##']],
	['## heading ## text', ['## heading ## text']],
	['##NAME##s', [['NAME'], 's']],
	['##ÜBERSCHRIFT##', [['ÜBERSCHRIFT']]],
	['##이름##', [['이름']]],
	['##नाम##', [['नाम']]],
	['##ชื่อ##', [['ชื่อ']]],
	['##名前##様', [['名前'], '様']],
	['##__proto__##', [['__proto__']]],
	['🎬##A##🎬', ['🎬', ['A'], '🎬']],
	['##🎬##', ['##🎬##']],
];

test.each(CASES)('%j is cut at its marks', (text, parts) => {
	expect(partsOf(text)).toEqual(parts.map((part) => (typeof part === 'string' ? part : { name: part[0] })));
});

test.each(CASES)('the parts of %j make the text again', (text) => {
	expect(partsOf(text).map((part) => (typeof part === 'string' ? part : markOf(part.name))).join('')).toBe(text);
});

test('a long text of almost-marks is scanned in no time', () => {
	const start = performance.now();
	partsOf(`##${'a b'.repeat(100_000)}`);
	partsOf('##a'.repeat(100_000));
	partsOf('#'.repeat(300_000));
	expect(performance.now() - start).toBeLessThan(1_000);
});

test.each([
	['First name', 'FIRST_NAME'],
	['first-name', 'FIRST_NAME'],
	[' First  Name ', 'firstname'],
	['IMAGE\u00A0URL', 'image_url'],
	['Ö', 'O\u0308'],
])('%j means the same as %j', (one, other) => {
	expect(sameName(one)).toBe(sameName(other));
});

test.each([
	['NAME', 'NAME2'],
	['a.b', 'ab'],
	['Ö', 'O'],
])('%j does not mean the same as %j', (one, other) => {
	expect(sameName(one)).not.toBe(sameName(other));
});
