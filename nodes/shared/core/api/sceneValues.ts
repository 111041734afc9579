import { isObject, type JsonObject } from '../json';
import type { Path } from '../path';

/** A text or medium of a scene that can be replaced by its position. */
export interface SceneValue {
	kind: string;
	/** Within the scene. */
	path: Path;
	/** The designer's own value. */
	original: string;
}

/** What a v2 clip of each type holds, and where. */
const V2_CLIPS: ReadonlyMap<unknown, { kind: string; field: string }> = new Map([
	['background', { kind: 'Background', field: 'url' }],
	['image', { kind: 'Image', field: 'url' }],
	['userVideo', { kind: 'Video', field: 'url' }],
	['text', { kind: 'Text', field: 'textSource' }],
]);

/** The avatar's lines (both generations), and in v2, which has no tags, the media and texts of the clips. */
export function sceneValues(scene: unknown): SceneValue[] {
	if (!isObject(scene)) return [];
	const { AIModel, scripts, clips } = scene;
	const lines = listOf(scripts).map((line, index) => valueOf('Script', ['scripts', index, 'org'], line.org));
	const script = isObject(AIModel) ? [valueOf('Script', ['AIModel', 'script'], AIModel.script)] : [];
	const media = listOf(clips).map((clip, index) => {
		const held = V2_CLIPS.get(clip.type);
		return held && isObject(clip.detail) ? valueOf(held.kind, ['clips', index, 'detail', held.field], clip.detail[held.field]) : [];
	});
	return [...script, ...lines, ...media].flat();
}

function valueOf(kind: string, path: Path, value: unknown): SceneValue[] {
	return typeof value === 'string' ? [{ kind, path, original: value }] : [];
}

function listOf(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.map((entry: unknown) => (isObject(entry) ? entry : {})) : [];
}
