import { Refusal } from '../refusal';
import {
	checkNumbers,
	fieldsOf,
	ifSent,
	listOf,
	needFilledText,
	needText,
	needUrl,
	type Fields,
} from './fields';

const CLIP_TYPES = ['aiModel', 'shape', 'image', 'textImage', 'videoImage', 'audio'];
const MEDIA_TYPES = ['image', 'videoImage', 'audio'];
const CLIP_NUMBERS = ['layer', 'left', 'top', 'width', 'height', 'scaleX', 'scaleY'];

/** The present editor's scenes: `clips` with positions in pixels, and the `scripts` spoken in them. */
export function checkScenesV3(scenes: unknown): unknown[] {
	const list = listOf(scenes, 'scenes');
	if (list.length === 0) throw new Refusal('scenes is empty.');
	list.forEach((scene, index) => checkScene(scene, `scenes[${index}]`));
	return list;
}

function checkScene(value: unknown, where: string): void {
	const scene = fieldsOf(value, where);
	if (scene.AIModel !== undefined) throw new Refusal(`${where}.AIModel belongs to API v2.`);
	ifSent(scene, 'scripts', () =>
		listOf(scene.scripts, `${where}.scripts`).forEach((script, index) =>
			checkScript(script, `${where}.scripts[${index}]`),
		),
	);
	const clips = listOf(scene.clips, `${where}.clips`);
	if (clips.length === 0) throw new Refusal(`${where}.clips is empty.`);
	clips.forEach((clip, index) => checkClip(clip, `${where}.clips[${index}]`));
}

function checkScript(value: unknown, where: string): void {
	needText(fieldsOf(value, where), 'org', where);
}

function checkClip(value: unknown, where: string): void {
	const clip = fieldsOf(value, where);
	const type = needText(clip, 'type', where);
	if (!CLIP_TYPES.includes(type)) {
		throw new Refusal(`${where}.type "${type}" is none of ${CLIP_TYPES.join(', ')}.`);
	}
	checkNumbers(clip, CLIP_NUMBERS, where);
	if (type === 'aiModel') checkAvatar(clip, where);
	if (MEDIA_TYPES.includes(type)) checkMedia(clip, where);
}

function checkAvatar(clip: Fields, where: string): void {
	needFilledText(fieldsOf(clip.model, `${where}.model`), 'ai_name', `${where}.model`);
	ifSent(clip, 'script', () => checkScript(clip.script, `${where}.script`));
}

/** A video may have its URL in either field; whatever is sent must be one. */
function checkMedia(clip: Fields, where: string): void {
	const names = ['source_url', 'video_url'].filter((name) => clip[name] !== undefined && clip[name] !== '');
	if (names.length === 0) throw new Refusal(`${where}.source_url is missing.`);
	for (const name of names) needUrl(clip, name, where);
}
