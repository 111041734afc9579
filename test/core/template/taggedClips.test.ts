import type { JsonObject } from '../../../nodes/shared/core/json';
import { compileTemplate } from '../../../nodes/shared/core/template/compileTemplate';

const filledClip = (clip: JsonObject, value: unknown, name = 'LOGO') => {
	const template = compileTemplate({ scenes: [{ clips: [clip] }] });
	expect(template.placeholders).toEqual([name]);
	const [scene] = template.fill(new Map([[name, value]])).scenes as Array<{ clips: JsonObject[] }>;
	return scene.clips[0];
};

describe('a tagged clip of a project takes the value as its source', () => {
	test.each<[string, JsonObject, JsonObject]>([
		['an image', { type: 'image', source_url: 'old' }, { type: 'image', source_url: 'new' }],
		['an image without a source', { type: 'image' }, { type: 'image', source_url: 'new' }],
		['a video with a source', { type: 'videoImage', source_url: 'old' }, { type: 'videoImage', source_url: 'new' }],
		['a video with a video URL', { type: 'videoImage', video_url: 'old' }, { type: 'videoImage', video_url: 'new' }],
		['a video with both', { type: 'videoImage', source_url: 'a', video_url: 'b' }, { type: 'videoImage', source_url: 'new', video_url: 'new' }],
		['an audio', { type: 'audio', source_url: 'old' }, { type: 'audio', source_url: 'new' }],
		['a text', { type: 'textImage', text: 'old', source_url: 'drawn' }, { type: 'textImage', text: 'new', source_url: 'drawn' }],
		['an avatar', { type: 'aiModel', script: { org: 'old', tts: 'x' } }, { type: 'aiModel', script: { org: 'new', tts: 'x' } }],
		['an avatar without a script', { type: 'aiModel' }, { type: 'aiModel', script: { org: 'new' } }],
	])('%s', (_what, clip, expected) => {
		expect(filledClip({ ...clip, tag: 'LOGO' }, 'new')).toEqual({ ...expected, tag: 'LOGO' });
		expect(filledClip({ ...clip, tag: '##LOGO##' }, 'new')).toEqual({ ...expected, tag: '##LOGO##' });
	});
});

test.each<[string, JsonObject]>([
	['an image', { type: 'image' }],
	['a video', { type: 'videoImage' }],
	['an avatar', { type: 'aiModel' }],
	['a text', { type: 'textImage' }],
	['an audio', { type: 'audio' }],
])('a tagged clip takes text only: %s', (_what, clip) => {
	const fill = (value: unknown) => JSON.stringify(filledClip({ ...clip, tag: 'LOGO' }, value));
	expect(fill(5)).toContain('"5"');
	expect(() => fill(true)).toThrow('The value of ##LOGO## must be text, but it is a boolean');
	expect(() => fill(['a'])).toThrow('The value of ##LOGO## must be text, but it is a list');
	expect(() => fill({ a: 1 })).toThrow('The value of ##LOGO## must be text, but it is an object');
});

test('a value that is the placeholder itself keeps the media of the project', () => {
	const clip = { type: 'image', tag: 'LOGO', source_url: 'designed' };
	expect(filledClip(clip, '##LOGO##')).toEqual(clip);
});

test('placeholders within a tagged clip are filled as well', () => {
	const template = compileTemplate({ type: 'image', tag: 'LOGO', name: 'of ##COMPANY##' });
	expect(template.placeholders).toEqual(['COMPANY', 'LOGO']);
	expect(template.fill(new Map([['LOGO', 'l'], ['COMPANY', 'c']]))).toEqual({ type: 'image', tag: 'LOGO', name: 'of c', source_url: 'l' });
});

test('the fields are listed that tagged values go into', () => {
	const { fieldsOf } = compileTemplate({ clips: [{ type: 'aiModel', tag: 'SPEECH' }, { type: 'image', tag: 'LOGO' }] });
	expect([...(fieldsOf.get('SPEECH') ?? [])]).toEqual(['org']);
	expect([...(fieldsOf.get('LOGO') ?? [])]).toEqual(['source_url']);
});

test.each<[string, JsonObject]>([
	['small letters', { type: 'image', tag: 'logo' }],
	['a sentence', { type: 'image', tag: 'The LOGO' }],
	['nothing', { type: 'image', tag: '' }],
	['a number', { type: 'image', tag: 5 }],
	['a shape', { type: 'shape', tag: 'LOGO' }],
])('a tag is no placeholder: %s', (_what, clip) => {
	const template = compileTemplate({ clips: [clip] });
	expect(template.placeholders).toEqual([]);
	expect(template.fill(new Map([['LOGO', 'x']]))).toEqual({ clips: [clip] });
});
