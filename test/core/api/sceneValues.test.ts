import { sceneValues, type SceneValue } from '../../../nodes/shared/core/api/sceneValues';

const found = (scene: unknown) => sceneValues(scene).map(({ kind, path, original }: SceneValue) => [kind, path.join('.'), original]);

test('a v3 scene has its lines in their order; clips of v3 are found by their tags only', () => {
	const scene = {
		sceneIdx: 0,
		scripts: [{ org: 'One' }, { org: '' }, { org: 'Three' }],
		clips: [{ type: 'image', source_url: 'i' }, { type: 'textImage', text: 't' }],
	};
	expect(found(scene)).toEqual([
		['Script', 'scripts.0.org', 'One'],
		['Script', 'scripts.1.org', ''],
		['Script', 'scripts.2.org', 'Three'],
	]);
});

test('a v2 scene has the script of its avatar, then the media and texts of its clips', () => {
	const scene = {
		AIModel: { model: 'M', script: 'Hello' },
		clips: [
			{ type: 'background', detail: { url: 'b' } },
			{ type: 'image', detail: { url: 'i' } },
			{ type: 'text', detail: { textSource: 't', url: 'no' } },
			{ type: 'userVideo', detail: { url: 'v' } },
		],
	};
	expect(found(scene)).toEqual([
		['Script', 'AIModel.script', 'Hello'],
		['Background', 'clips.0.detail.url', 'b'],
		['Image', 'clips.1.detail.url', 'i'],
		['Text', 'clips.2.detail.textSource', 't'],
		['Video', 'clips.3.detail.url', 'v'],
	]);
});

test.each<[string, unknown]>([
	['no scene', null],
	['a text', 'scene'],
	['a list', [{ scripts: [{ org: 'x' }] }]],
	['nothing in it', {}],
	['lines that are no objects', { scripts: ['x', null, 5, ['y']] }],
	['a line that is no text', { scripts: [{ org: 5 }, { org: null }, {}] }],
	['scripts that are no list', { scripts: { org: 'x' } }],
	['a silent avatar', { AIModel: { model: 'M' } }],
	['clips of unknown types', { clips: [{ type: 'shape', detail: { url: 'x' } }, { type: 'toString', detail: { url: 'x' } }, {}] }],
	['a clip without its value', { clips: [{ type: 'image', detail: {} }, { type: 'image' }, { type: 'text', detail: { textSource: 3 } }] }],
])('nothing to replace: %s', (_what, scene) => {
	expect(found(scene)).toEqual([]);
});
