import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';
import { ItemTemplate } from '../../../nodes/shared/core/template/itemTemplate';
import { optionalFields } from '../../../nodes/shared/core/template/optionalFields';

const SCENE = {
	scripts: [{ org: 'Hello ##NAME##, from ##COMPANY##.' }, { org: 'Bye.' }],
	clips: [
		{ type: 'image', source_url: 'logo.png', tag: 'LOGO' },
		{ type: 'image', source_url: 'parrot.png', tag: 'parrot' },
		{ type: 'textImage', text: 'For ##NAME##', tag: 'parrot' },
	],
};

function designed(scenes: unknown[] = [SCENE], more: JsonObject = {}): ItemTemplate {
	const tree = { ...more, scenes };
	return new ItemTemplate(tree, optionalFields(scenes, compileTemplate(tree).placeholders));
}

function replacing(template: ItemTemplate, values: Record<string, unknown>) {
	return new Map(template.optionalFields.filter(({ name }) => name in values).map((field) => [field, values[field.name]]));
}

const placeholdersOf = (values: Record<string, unknown>) => new Map(Object.entries(values));

test('placeholders that stand only in replaced places need no value', () => {
	const template = designed();
	expect(template.compile().placeholders).toEqual(['NAME', 'COMPANY', 'LOGO']);
	expect(template.compile(replacing(template, { 'Scene 1 Script': 'x' })).placeholders).toEqual(['LOGO', 'NAME']);
	expect(template.compile(replacing(template, { 'Scene 1 Script': 'x', parrot: 'y' })).placeholders).toEqual(['LOGO']);
});

test('it is compiled once for each set of replaced fields', () => {
	const template = designed();
	expect(template.compile(replacing(template, { parrot: 'a' }))).toBe(template.compile(replacing(template, { parrot: 'b' })));
	expect(template.compile(replacing(template, { parrot: 'a' }))).not.toBe(template.compile());
	expect(template.compile(replacing(template, { parrot: 'a' }))).not.toBe(template.compile(replacing(template, { 'Scene 1 Script': 'a' })));
});

test('a tag on two clips fills both, and the tags stay', () => {
	const template = designed();
	const values = placeholdersOf({ NAME: 'Ann', COMPANY: 'ACME', LOGO: 'l.png' });
	const filled = template.fill(values, replacing(template, { parrot: 'p.png', 'Scene 1 Script 2': 'Ciao.' }));
	expect(filled).toEqual({
		scenes: [
			{
				scripts: [{ org: 'Hello Ann, from ACME.' }, { org: 'Ciao.' }],
				clips: [
					{ type: 'image', source_url: 'l.png', tag: 'LOGO' },
					{ type: 'image', source_url: 'p.png', tag: 'parrot' },
					{ type: 'textImage', text: 'p.png', tag: 'parrot' },
				],
			},
		],
	});
});

test('a value that looks like a placeholder is not filled again', () => {
	const template = designed();
	const filled = template.fill(placeholdersOf({ NAME: 'Ann', COMPANY: 'c', LOGO: 'l' }), replacing(template, { 'Scene 1 Script': '##NAME##' }));
	expect((filled.scenes as typeof SCENE[])[0].scripts[0].org).toBe('##NAME##');
});

test.each([
	[true, 'a boolean'],
	[['a'], 'a list'],
	[{ a: 1 }, 'an object'],
])('a value that is no text (%j) is rejected under its own name', (value, kind) => {
	const template = designed();
	for (const name of ['parrot', 'Scene 1 Script']) {
		const values = placeholdersOf({ NAME: 'n', COMPANY: 'c', LOGO: 'l' });
		expect(() => template.fill(values, replacing(template, { [name]: value }))).toThrow(`The value of "${name}" must be text, but it is ${kind}`);
	}
});

test.each([
	[5, '5'],
	[0, '0'],
	[new Date(0), '1970-01-01T00:00:00.000Z'],
])('a value that stands for a text (%j) is sent as %s', (value, expected) => {
	const template = designed();
	const filled = template.fill(placeholdersOf({ NAME: 'n', COMPANY: 'c', LOGO: 'l' }), replacing(template, { 'Scene 1 Script 2': value }));
	expect((filled.scenes as typeof SCENE[])[0].scripts[1].org).toBe(expected);
});

test('changes name the field, the placeholders or the tag that did them', () => {
	const template = designed([SCENE], { name: 'Video for ##NAME##' });
	const replacements = replacing(template, { parrot: 'p.png', 'Scene 1 Script 2': 'Ciao.' });
	const filled = template.fill(placeholdersOf({ NAME: 'Ann', COMPANY: 'ACME', LOGO: 'l.png' }), replacements);
	expect(template.changes(filled, replacements)).toEqual([
		{ field: 'NAME', from: 'Video for ##NAME##', to: 'Video for Ann' },
		{ field: 'NAME, COMPANY', from: 'Hello ##NAME##, from ##COMPANY##.', to: 'Hello Ann, from ACME.' },
		{ field: 'Scene 1 Script 2', from: 'Bye.', to: 'Ciao.' },
		{ field: 'LOGO', from: 'logo.png', to: 'l.png' },
		{ field: 'parrot', from: 'parrot.png', to: 'p.png' },
		{ field: 'parrot', from: 'For ##NAME##', to: 'p.png' },
	]);
});

test('a placeholder in a tag is named also for the script of an avatar and a text with placeholders of its own', () => {
	const clips = [{ type: 'aiModel', tag: 'SPEECH', script: { org: 'old', tts: '' } }, { type: 'textImage', tag: '##TITLE##', text: 'For ##NAME##' }];
	const template = designed([{ clips }]);
	const filled = template.fill(placeholdersOf({ SPEECH: 'new', TITLE: 't', NAME: 'Ann' }), new Map());
	expect(template.changes(filled, new Map())).toEqual([
		{ field: 'SPEECH', from: 'old', to: 'new' },
		{ field: 'TITLE', from: 'For ##NAME##', to: 't' },
	]);
});

test('what is beside the value of a tagged clip is not named after its tag', () => {
	const clips = [{ type: 'image', tag: 'LOGO', source_url: 'l.png', note: 'of ##NAME##' }, { type: 'videoImage', tag: 'VIDEO', video_url: 'a', source_url: 'b' }];
	const template = designed([{ clips }], { project: 'for ##NAME##' });
	const filled = template.fill(placeholdersOf({ LOGO: 'l.png', VIDEO: 'v', NAME: 'Ann' }), new Map());
	expect(template.changes(filled, new Map())).toEqual([
		{ field: 'NAME', from: 'for ##NAME##', to: 'for Ann' },
		{ field: 'NAME', from: 'of ##NAME##', to: 'of Ann' },
		{ field: 'VIDEO', from: 'a', to: 'v' },
		{ field: 'VIDEO', from: 'b', to: 'v' },
	]);
});

test('an avatar that said nothing gets a script, named after the field', () => {
	const template = designed([{ clips: [{ type: 'aiModel', tag: 'host' }] }]);
	const replacements = replacing(template, { host: 'Hi.' });
	expect(template.changes(template.fill(new Map(), replacements), replacements)).toEqual([{ field: 'host', from: undefined, to: { org: 'Hi.' } }]);
});

test('a value equal to the original changes nothing', () => {
	const template = designed([{ scripts: [{ org: 'Bye.' }] }]);
	const replacements = replacing(template, { 'Scene 1 Script': 'Bye.' });
	expect(template.changes(template.fill(new Map(), replacements), replacements)).toEqual([]);
});

test('a project is a designed one also when it has no optional fields', () => {
	const template = designed([{ clips: [] }]);
	expect([template.optionalFields, template.isDesigned]).toEqual([[], true]);
});

test('a template in JSON has no optional fields', () => {
	const template = new ItemTemplate({ scenes: [SCENE] });
	expect([template.optionalFields, template.isDesigned]).toEqual([[], false]);
	expect(template.compile().placeholders).toEqual(['NAME', 'COMPANY', 'LOGO']);
});
