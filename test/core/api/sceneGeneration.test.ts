import { sceneGeneration } from '../../../nodes/shared/core/api/sceneGeneration';

test.each<[string, unknown[], 'v2' | 'v3' | undefined]>([
	['an avatar of v2', [{ AIModel: { model: 'M1' } }], 'v2'],
	['a clip with a detail', [{ clips: [{ type: 'image', detail: { url: 'x' } }] }], 'v2'],
	['an intro video of v2', [{ clips: [{ type: 'userVideo' }] }], 'v2'],
	['scripts', [{ scripts: [{ org: 'Hi' }] }], 'v3'],
	['a scene index', [{ sceneIdx: 0 }], 'v3'],
	['an avatar clip', [{ clips: [{ type: 'aiModel' }] }], 'v3'],
	['a video clip of v3', [{ clips: [{ type: 'videoImage' }] }], 'v3'],
	['an image by its source', [{ clips: [{ type: 'image', source_url: 'x' }] }], 'v3'],
	['an image alone, which both generations have', [{ clips: [{ type: 'image' }] }], undefined],
	['signs of both', [{ AIModel: {} }, { scripts: [] }], undefined],
	['nothing', [{}], undefined],
	['no scenes', [], undefined],
	['entries that are no scenes', ['AIModel', null, 5, ['scripts']], undefined],
	['clips that are not a list', [{ clips: { type: 'aiModel' } }], undefined],
	['clips that are no objects', [{ clips: ['aiModel', null] }], undefined],
	['one telling scene among others', [{}, { clips: [] }, { AIModel: {} }], 'v2'],
])('which generation scenes are written for is seen in %s', (_what, scenes, generation) => {
	expect(sceneGeneration(scenes)).toBe(generation);
});
