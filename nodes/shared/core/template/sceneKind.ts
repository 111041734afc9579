import { isObject } from '../json';

export type Generation = 'v2' | 'v3';

const V2_CLIPS = ['background', 'text', 'userVideo'];
const V3_CLIPS = ['aiModel', 'shape', 'textImage', 'videoImage', 'audio'];

/**
 * Which generation's editor these scenes are written for, or undefined when they do not tell:
 * v2 has `AIModel` and clips with a `detail`, v3 has `scripts` and clips placed in pixels.
 */
export function sceneKind(scenes: unknown[]): Generation | undefined {
	const votes = new Set(scenes.flatMap(signsOf));
	return votes.size === 1 ? [...votes][0] : undefined;
}

function signsOf(scene: unknown): Generation[] {
	if (!isObject(scene)) return [];
	const signs: Generation[] = [];
	if (isObject(scene.AIModel)) signs.push('v2');
	if (Array.isArray(scene.scripts) || 'sceneIdx' in scene) signs.push('v3');
	const clips = Array.isArray(scene.clips) ? (scene.clips as unknown[]) : [];
	for (const clip of clips.filter(isObject)) {
		if (isObject(clip.detail) || V2_CLIPS.includes(String(clip.type))) signs.push('v2');
		else if (V3_CLIPS.includes(String(clip.type)) || 'source_url' in clip) signs.push('v3');
	}
	return signs;
}
