import { taggedClip } from '../../../nodes/shared/core/api/taggedClip';
import type { JsonObject } from '../../../nodes/shared/core/json';
import type { Path } from '../../../nodes/shared/core/path';

test.each<[string, JsonObject, Path[], string]>([
	['an image', { type: 'image', source_url: 'i' }, [['source_url']], 'i'],
	['an image without a source', { type: 'image' }, [['source_url']], ''],
	['an image with a source that is no text', { type: 'image', source_url: null }, [['source_url']], ''],
	['a text', { type: 'textImage', text: 't', source_url: 'drawn' }, [['text']], 't'],
	['a video with its URL twice', { type: 'videoImage', video_url: 'v', source_url: 's' }, [['video_url'], ['source_url']], 'v'],
	['a video with an empty video URL', { type: 'videoImage', video_url: '', source_url: 's' }, [['video_url'], ['source_url']], 's'],
	['a video with one of them', { type: 'videoImage', video_url: 'v' }, [['video_url']], 'v'],
	['an audio', { type: 'audio', source_url: 'a' }, [['source_url']], 'a'],
	['an avatar', { type: 'aiModel', script: { org: 'o' } }, [['script', 'org']], 'o'],
	['an avatar that says nothing', { type: 'aiModel' }, [['script', 'org']], ''],
])('a tagged clip: %s', (_what, clip, paths, original) => {
	expect(taggedClip({ ...clip, tag: 'Parrot, the' })).toEqual({ tag: 'Parrot, the', paths, original });
});

test.each<[string, JsonObject]>([
	['a shape', { type: 'shape', tag: 'box' }],
	['a type that is not known', { type: 'hologram', tag: 'x', source_url: 'y' }],
	['a type of the name of an inherited property', { type: 'constructor', tag: 'x' }],
	['no type', { tag: 'x' }],
	['no tag', { type: 'image', source_url: 'i' }],
	['an empty tag', { type: 'image', source_url: 'i', tag: '' }],
	['a tag of spaces', { type: 'image', source_url: 'i', tag: '  ' }],
	['a tag that is no text', { type: 'image', source_url: 'i', tag: 7 }],
])('not one that takes a value: %s', (_what, clip) => {
	expect(taggedClip(clip)).toBeUndefined();
});
