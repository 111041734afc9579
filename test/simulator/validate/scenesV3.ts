import { ApiRejection } from '../rejection';
import {
	checkNumbers,
	ifPresent,
	requireArray,
	requireFilledText,
	requireObject,
	requireOneOf,
	requireText,
	requireUrl,
	type Fields,
} from './fields';

const CLIP_TYPES = ['aiModel', 'shape', 'image', 'textImage', 'videoImage', 'audio'];
const MEDIA_TYPES = ['image', 'videoImage', 'audio'];
const CLIP_NUMBERS = ['layer', 'left', 'top', 'width', 'height', 'scaleX', 'scaleY'];

/** The current editor's scenes: `clips` with positions in pixels, and the `scripts` spoken in them. */
export function checkScenesV3(scenes: unknown): unknown[] {
	const list = requireArray(scenes, 'scenes');
	if (list.length === 0) throw new ApiRejection('scenes is empty.');
	list.forEach((scene, index) => checkScene(scene, `scenes[${index}]`));
	return list;
}

function checkScene(value: unknown, where: string): void {
	const scene = requireObject(value, where);
	if (scene.AIModel !== undefined) throw new ApiRejection(`${where}.AIModel belongs to API v2.`);
	ifPresent(scene, 'scripts', () =>
		requireArray(scene.scripts, `${where}.scripts`).forEach((script, index) =>
			checkScript(script, `${where}.scripts[${index}]`),
		),
	);
	const clips = requireArray(scene.clips, `${where}.clips`);
	if (clips.length === 0) throw new ApiRejection(`${where}.clips is empty.`);
	clips.forEach((clip, index) => checkClip(clip, `${where}.clips[${index}]`));
}

function checkScript(value: unknown, where: string): void {
	requireText(requireObject(value, where), 'org', where);
}

function checkClip(value: unknown, where: string): void {
	const clip = requireObject(value, where);
	const type = requireOneOf(clip, 'type', CLIP_TYPES, where);
	checkNumbers(clip, CLIP_NUMBERS, where);
	if (type === 'aiModel') checkAvatar(clip, where);
	if (MEDIA_TYPES.includes(type)) checkMedia(clip, where);
}

function checkAvatar(clip: Fields, where: string): void {
	requireFilledText(requireObject(clip.model, `${where}.model`), 'ai_name', `${where}.model`);
	ifPresent(clip, 'script', () => checkScript(clip.script, `${where}.script`));
}

/** A video may have its URL in either field; whichever is sent must be valid. */
function checkMedia(clip: Fields, where: string): void {
	const names = ['source_url', 'video_url'].filter((name) => clip[name] !== undefined && clip[name] !== '');
	if (names.length === 0) throw new ApiRejection(`${where}.source_url is missing.`);
	for (const name of names) requireUrl(clip, name, where);
}
