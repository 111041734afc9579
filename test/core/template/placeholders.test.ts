import { foreignPlaceholders, normalizeName, placeholderFor, placeholderInTag, splitAtPlaceholders, strayMarkers } from '../../../nodes/shared/core/template/placeholders';

/** A text and its parts; placeholders are written as [name]. */
const CASES: Array<[text: string, parts: Array<string | [string]>]> = [
	['', []],
	['no placeholder', ['no placeholder']],
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
	['##First Name##', [['First Name']]],
	['##first-name.2##', [['first-name.2']]],
	['##2##', [['2']]],
	['##A\nB##', ['##A\nB##']],
	['##A\rB##', ['##A\rB##']],
	['##\nA##', ['##\nA##']],
	['##A,B##', [['A,B']]],
	['##A#B##', ['##A#B##']],
	['## ##', ['## ##']],
	['##Company (legal)##', [['Company (legal)']]],
	["##Tom's##", [["Tom's"]]],
	['##Q&A##', [['Q&A']]],
	[`##${'x'.repeat(100)}##`, [['x'.repeat(100)]]],
	[`##${'x'.repeat(101)}##`, [`##${'x'.repeat(101)}##`]],
	['##NAME##s', [['NAME'], 's']],
	['##ÜBERSCHRIFT##', [['ÜBERSCHRIFT']]],
	['##이름##', [['이름']]],
	['##नाम##', [['नाम']]],
	['##ชื่อ##', [['ชื่อ']]],
	['##名前##様', [['名前'], '様']],
	['##__proto__##', [['__proto__']]],
	['🎬##A##🎬', ['🎬', ['A'], '🎬']],
	['##🎬##', [['🎬']]],
];

/** A space inside is not part of the name. */
const SPACED: Array<[text: string, parts: Array<string | [string]>]> = [
	['## A##', [['A']]],
	['##A ##', [['A']]],
	['## NAME ##', [['NAME']]],
	['##\t\u00A0First name ##', [['First name']]],
	['## heading ## text', [['heading'], ' text']],
];

test.each([...CASES, ...SPACED])('%j is split at its placeholders', (text, parts) => {
	expect(splitAtPlaceholders(text)).toEqual(parts.map((part) => (typeof part === 'string' ? part : { name: part[0] })));
});

test.each(CASES)('the parts of %j put together are the text', (text) => {
	expect(splitAtPlaceholders(text).map((part) => (typeof part === 'string' ? part : placeholderFor(part.name))).join('')).toBe(text);
});

test.each<[text: string, strays: string[]]>([
	['##A## and ##B##', []],
	['# A #', []],
	['##A', ['##A']],
	['A##', ['A##']],
	['####', ['####']],
	['##A\nB##', ['##A\nB##']],
	['Hello ##A## and ##B', ['and ##B']],
	['##A##B## and ##C##', ['C##']],
	['A sentence of some length before ##it and a sentence after it', ['some length before ##it and a sentence af']],
])('in %j the ## that belong to no placeholder are %j', (text, strays) => {
	expect(strayMarkers(text)).toEqual(strays);
});

test.each<[text: string, foreign: string[]]>([
	['Hello {{NAME}} of ${COMPANY}', ['{{NAME}}', '${COMPANY}']],
	['[[NAME]], <<NAME>>, %%NAME%%', ['[[NAME]]', '<<NAME>>', '%%NAME%%']],
	['{{ $json.name }}', ['{{ $json.name }}']],
	['##NAME##, {NAME}, [NAME], <b>, 100 %', []],
	['{{}} ${} [[]]', []],
	[`{{${'x'.repeat(81)}}}`, []],
])('the placeholders of other tools in %j are %j', (text, foreign) => {
	expect(foreignPlaceholders(text)).toEqual(foreign);
});

test.each([
	['First name', 'FIRST_NAME'],
	['first-name', 'FIRST_NAME'],
	[' First  Name ', 'firstname'],
	['IMAGE\u00A0URL', 'image_url'],
	['Ö', 'O\u0308'],
])('%j means the same as %j', (one, other) => {
	expect(normalizeName(one)).toBe(normalizeName(other));
});

test.each([
	['NAME', 'NAME2'],
	['a.b', 'ab'],
	['Ö', 'O'],
])('%j does not mean the same as %j', (one, other) => {
	expect(normalizeName(one)).not.toBe(normalizeName(other));
});

test.each<[string, string | undefined]>([
	['LOGO', 'LOGO'],
	['LOGO_2', 'LOGO_2'],
	['##LOGO##', 'LOGO'],
	['##company logo##', 'company logo'],
	['## LOGO ##', 'LOGO'],
	['logo', undefined],
	['The LOGO', undefined],
	['the ##LOGO##', undefined],
	['##A####B##', undefined],
	['2LOGO', undefined],
	['', undefined],
])('the placeholder in the tag "%s" is %s', (tag, name) => {
	expect(placeholderInTag(tag)).toBe(name);
});
