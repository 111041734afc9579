import { isObject } from '../json';
import type { Generation } from './types';

const V2_CLIPS = ['background', 'text', 'userVideo'];
const V3_CLIPS = ['aiModel', 'shape', 'textImage', 'videoImage', 'audio'];

/**
 * Which generation's editor these scenes are written for, or undefined when that cannot be seen:
 * v2 has `AIModel` and clips with a `detail` (page "Exporting projects", 2026-05), v3 has `scripts` and
 * clips placed in pixels (page "Create project and export", 2026-05).
 */
export function sceneGeneration(scenes: unknown[]): Generation | undefined {
	const generations = new Set(scenes.flatMap(signsIn));
	return generations.size === 1 ? [...generations][0] : undefined;
}

function signsIn(scene: unknown): Generation[] {
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
