import { AiStudiosError } from '../../../nodes/shared/core/errors';
import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';

const filled = (tree: JsonObject, values: Record<string, unknown>) =>
	compileTemplate(tree).fill(new Map(Object.entries(values)));

const parsed = (json: string) => JSON.parse(json) as JsonObject;

describe('a placeholder that is the whole string takes the value with its type', () => {
	test.each<[string, unknown]>([
		['a text', 'Ann'],
		['a number', 0.7],
		['zero', 0],
		['true', true],
		['false', false],
		['null', null],
		['a list', [1, 'two']],
		['an object', { url: 'https://example.com' }],
		['a date', new Date(0)],
	])('%s', (_what, value) => {
		expect(filled({ at: '##A##' }, { A: value })).toEqual({ at: value });
	});
});

describe('a placeholder within other text takes the value as text', () => {
	test.each<[string, unknown, string]>([
		['a number', 0.7, 'is 0.7.'],
		['zero', 0, 'is 0.'],
		['true', true, 'is true.'],
		['null', null, 'is .'],
		['nothing', undefined, 'is .'],
		['a big number', 12345678901234567890n, 'is 12345678901234567890.'],
		['a date', new Date(0), 'is 1970-01-01T00:00:00.000Z.'],
		['a list', [1, 'two'], 'is [1,"two"].'],
		['an object', { a: { b: '"' } }, 'is {"a":{"b":"\\""}}.'],
		['an object with toJSON', { toJSON: () => 'Monday "1st"' }, 'is Monday "1st".'],
	])('%s', (_what, value, text) => {
		expect(filled({ at: 'is ##A##.' }, { A: value })).toEqual({ at: text });
	});
});

describe('a field that is spoken, shown or opened as a URL takes text only', () => {
	const FIELDS = ['script', 'textSource', 'url', 'org', 'tts', 'text', 'source_url', 'video_url', 'name'];
	const places = FIELDS.flatMap((field) => ['##A##', 'x ##A##'].map((text) => [field, text] as const));

	test.each(places)('%s: "%s"', (field, text) => {
		const fill = (value: unknown) => filled({ scenes: [{ [field]: text }] }, { A: value });
		const textOf = (shown: string) => ({ scenes: [{ [field]: text.replace('##A##', shown) }] });
		expect(fill('Ann')).toEqual(textOf('Ann'));
		expect(fill(5)).toEqual(textOf('5'));
		expect(fill(0)).toEqual(textOf('0'));
		expect(fill(null)).toEqual(textOf(''));
		expect(fill(new Date(0))).toEqual(textOf('1970-01-01T00:00:00.000Z'));
		for (const [value, kind] of [[true, 'a boolean'], [false, 'a boolean'], [['a'], 'a list'], [{ a: 1 }, 'an object']] as const) {
			expect(() => fill(value)).toThrow(expect.objectContaining({
				code: 'input',
				message: `The value of ##A## must be text, but it is ${kind}`,
				description: 'Enter a text or a number for it, for example with an expression that picks one field. This item was not sent to AI Studios.',
			}) as Error);
		}
	});

	test('also in a list', () => {
		expect(() => filled({ script: ['##A##'] }, { A: { a: 1 } })).toThrow('The value of ##A## must be text, but it is an object');
		expect(filled({ script: ['##A##'] }, { A: 1 })).toEqual({ script: ['1'] });
	});
});

test('what looks like a placeholder and is none is listed, in the strings of the template only', () => {
	const tree = { a: '##A## ##', '##KEY': 1, b: ['Hello {{NAME}}', { c: '{{NAME}} <<WHO>>' }], d: '##' };
	const template = compileTemplate(tree);
	expect(template.strays).toEqual(['##']);
	expect(template.foreign).toEqual(['{{NAME}}', '<<WHO>>']);
	template.fill(new Map([['A', '## {{OTHER}}']]));
	expect(template.foreign).toEqual(['{{NAME}}', '<<WHO>>']);
});

describe('no value can break or change the document', () => {
	test.each<[string, string]>([
		['quotes', 'She said "hi", \'twice\''],
		['backslashes', 'C:\\new\\table \\" \\u0041'],
		['line breaks', 'one\ntwo\r\nthree\ttab'],
		['emoji', '👩‍👩‍👧 🎬 \u{1F3F4}'],
		['line separators', 'a\u2028b\u2029c'],
		['control characters', '\u0000\u0007\u001b'],
		['half a surrogate pair', 'a\ud83d'],
		['another placeholder', '##B## and ##A##'],
		['a replacement pattern', "$& $1 $$ $` $'"],
		['an expression', '={{ $json.secret }} {{ 1 + 1 }}'],
		['JSON', '"}], "scenes": [{"x": "'],
		['100 kB of text', 'Läng"er\n'.repeat(12_500)],
	])('%s', (_what, value) => {
		const tree = { whole: '##A##', within: 'x##A##y##B##', keep: 1 };
		const result = filled(tree, { A: value, B: 'b' });
		expect(result).toEqual({ whole: value, within: `x${value}yb`, keep: 1 });
		expect(JSON.parse(JSON.stringify(result))).toEqual(result);
	});
});

test('one placeholder fills many places, and many placeholders one string', () => {
	const tree = { scenes: [{ a: '##X##', b: '##X## ##Y####X##' }, '##Y##'] };
	expect(filled(tree, { X: 'x', Y: 2 })).toEqual({ scenes: [{ a: 'x', b: 'x 2x' }, 2] });
});

test('keys are never filled', () => {
	const tree = { '##A##': '##A##', deep: { '##B##': 1 } };
	expect(compileTemplate(tree).placeholders).toEqual(['A']);
	expect(filled(tree, { A: 'a', B: 'b' })).toEqual({ '##A##': 'a', deep: { '##B##': 1 } });
});

test('placeholders are listed once each, in the order they appear', () => {
	const { placeholders } = compileTemplate({ z: '##B## ##A##', y: ['##B##', { x: '##C##' }], w: '##A##' });
	expect(placeholders).toEqual(['B', 'A', 'C']);
});

test('the fields are listed in which a placeholder is the whole text', () => {
	const { fieldsOf } = compileTemplate({ AIModel: { model: '##WHO##', script: 'I am ##WHO##' }, list: ['##WHO##'] });
	expect([...(fieldsOf.get('WHO') ?? [])]).toEqual(['model', 'list']);
	expect([...(compileTemplate({ a: 'x ##ONLY_WITHIN##' }).fieldsOf.get('ONLY_WITHIN') ?? ['none'])]).toEqual([]);
});

describe('names that mean something to JavaScript are names like others', () => {
	test.each(['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty'])('%s as a placeholder', (name) => {
		const tree = parsed(`{"a": "##${name}##", "b": "<##${name}##>"}`);
		expect(compileTemplate(tree).placeholders).toEqual([name]);
		expect(compileTemplate(tree).fill(new Map([[name, 'v']]))).toEqual({ a: 'v', b: '<v>' });
		expect(compileTemplate(tree).fill(new Map([[name, { polluted: true }]])).a).toEqual({ polluted: true });
		expect(Object.prototype).not.toHaveProperty('polluted');
	});

	test.each(['__proto__', 'constructor'])('%s as a key', (key) => {
		const json = `{"x": {"${key}": {"polluted": "##A##"}, "${key}2": "##A##"}, "${key}": "##A##"}`;
		const result = filled(parsed(json), { A: 'yes' });
		expect(JSON.stringify(result)).toBe(JSON.stringify(parsed(json.replaceAll('##A##', 'yes'))));
		expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
		expect(Object.getPrototypeOf(result.x)).toBe(Object.prototype);
		expect({}).not.toHaveProperty('polluted');
	});
});

test('what has no placeholder is shared, what has one is copied, and the template is unchanged', () => {
	const tree = { plain: { deep: [1] }, marked: { list: ['##A##', 'x'] } };
	const before = structuredClone(tree);
	const result = filled(tree, { A: 'a' });
	expect(tree).toEqual(before);
	expect(result.plain).toBe(tree.plain);
	expect(result.marked).not.toBe(tree.marked);
	expect(filled(tree, { A: 'b' })).toEqual({ plain: { deep: [1] }, marked: { list: ['b', 'x'] } });
});

test('a template nested deeper than JSON.stringify can go is rejected, one of 400 levels is not', () => {
	const nested = (levels: number) => parsed(`{"a": ${'['.repeat(levels)}"##A##"${']'.repeat(levels)}}`);
	expect(JSON.stringify(filled(nested(400), { A: 'deep' }))).toContain('"deep"');
	expect(() => compileTemplate(nested(10_000))).toThrow(AiStudiosError);
	expect(JSON.stringify(filled(nested(500), { A: 'deep' }))).toContain('"deep"');
	expect(() => compileTemplate(nested(10_000))).toThrow(expect.objectContaining({
		code: 'input',
		message: 'The template is nested more than 500 levels deep',
		description: 'Start with an example from the documentation of this node: scenes need only a few levels. This item was not sent to AI Studios.',
	}) as Error);
});
