import { optionalFields } from '../../../nodes/shared/core/template/optionalFields';

const image = (tag: string, url = 'i') => ({ type: 'image', source_url: url, tag });
const line = (org: string) => ({ org });

const namesIn = (scenes: unknown[], placeholders: string[] = []) => optionalFields(scenes, placeholders).map(({ name }) => name);

test('tags and lines come in the order of the scenes, tags first within a scene', () => {
	const scenes = [
		{ scripts: [line('Hi')], clips: [image('parrot-image'), { type: 'textImage', text: 'T', tag: 'parrot-text' }] },
		{ scripts: [line('A'), line('B')], clips: [image('last one')] },
	];
	expect(optionalFields(scenes, [])).toEqual([
		{ name: 'parrot-image', aliases: ['parrot-image'], sceneIndex: 0, original: 'i', paths: [['scenes', 0, 'clips', 0, 'source_url']], clips: 1 },
		{ name: 'parrot-text', aliases: ['parrot-text'], sceneIndex: 0, original: 'T', paths: [['scenes', 0, 'clips', 1, 'text']], clips: 1 },
		{ name: 'Scene 1 Script', aliases: ['Scene 1 Script', 'Scene 1 Script 1'], sceneIndex: 0, original: 'Hi', paths: [['scenes', 0, 'scripts', 0, 'org']], clips: 0 },
		{ name: 'last one', aliases: ['last one'], sceneIndex: 1, original: 'i', paths: [['scenes', 1, 'clips', 0, 'source_url']], clips: 1 },
		{ name: 'Scene 2 Script', aliases: ['Scene 2 Script', 'Scene 2 Script 1'], sceneIndex: 1, original: 'A', paths: [['scenes', 1, 'scripts', 0, 'org']], clips: 0 },
		{ name: 'Scene 2 Script 2', aliases: ['Scene 2 Script 2'], sceneIndex: 1, original: 'B', paths: [['scenes', 1, 'scripts', 1, 'org']], clips: 0 },
	]);
});

test('a tag on several clips is one field with all their places, where it appears first', () => {
	const scenes = [{ clips: [image('logo', 'first')] }, { clips: [image('logo', 'second'), { type: 'aiModel', tag: 'logo' }] }];
	expect(optionalFields(scenes, [])).toEqual([
		{
			name: 'logo',
			aliases: ['logo'],
			sceneIndex: 0,
			original: 'first',
			paths: [['scenes', 0, 'clips', 0, 'source_url'], ['scenes', 1, 'clips', 0, 'source_url'], ['scenes', 1, 'clips', 1, 'script', 'org']],
			clips: 3,
		},
	]);
});

test('spellings of a tag that a column could not tell apart are one tag', () => {
	const [field, ...others] = optionalFields([{ clips: [image('Parrot Image'), image('parrot-image'), image('PARROT image')] }], []);
	expect(others).toEqual([]);
	expect(field).toMatchObject({ name: 'Parrot Image', clips: 3 });
});

test.each<[string, unknown[], string[], string[]]>([
	['a tag called like a placeholder', [{ clips: [image('first-name')] }], ['FIRST_NAME'], ['first-name (Tag)']],
	['a tag called like a line', [{ scripts: [line('x')], clips: [image('scene 1 script')] }], [], ['scene 1 script (Tag)', 'Scene 1 Script']],
	['a tag called like a line of a later scene', [{ clips: [image('Scene 2 Script')] }, { scripts: [line('x')] }], [], ['Scene 2 Script (Tag)', 'Scene 2 Script']],
	['a line called like a placeholder', [{ scripts: [line('##Scene 1 Script##')] }], ['Scene 1 Script'], ['Scene 1 Script (Position)']],
	['a tag called like a renamed tag', [{ clips: [image('x'), image('x (tag)')] }], ['X', 'X (Tag)'], ['x (Tag 2)', 'x (tag) (Tag)']],
])('every field has a name of its own: %s', (_what, scenes, placeholders, expected) => {
	expect(namesIn(scenes, placeholders)).toEqual(expected);
});

test('tags that are placeholders are no optional fields', () => {
	expect(namesIn([{ clips: [image('LOGO'), image('##photo##'), image('Logo')] }], ['LOGO', 'photo'])).toEqual(['Logo (Tag)']);
});

test('v2 scenes have positions only', () => {
	const clip = (type: string) => ({ type, detail: { url: 'u', textSource: 't' } });
	const scenes = [{ clips: [clip('userVideo')] }, { AIModel: { script: 's' }, clips: [clip('image'), clip('image'), clip('text')] }];
	expect(namesIn(scenes)).toEqual(['Scene 1 Video', 'Scene 2 Script', 'Scene 2 Image', 'Scene 2 Image 2', 'Scene 2 Text']);
});

test('what is no scene and no clip is passed over', () => {
	expect(namesIn([null, 'x', { clips: 'x' }, { clips: [null, 5, []] }, { scripts: [line('x')] }])).toEqual(['Scene 5 Script']);
});
