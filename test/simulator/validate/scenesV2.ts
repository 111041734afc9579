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
} from './fields';

const CLIP_TYPES = ['background', 'image', 'text', 'userVideo'];
const AVATAR_NUMBERS = ['scale', 'layer', 'locationX', 'locationY'];
const CLIP_NUMBERS = ['scale', 'scaleX', 'scaleY', 'locationX', 'locationY', 'layer'];

/** The classic editor's scenes: an `AIModel`, `clips`, or both. */
export function checkScenesV2(scenes: unknown): unknown[] {
	const list = requireArray(scenes, 'scenes');
	if (list.length === 0) throw new ApiRejection('scenes is empty.');
	list.forEach((scene, index) => checkScene(scene, `scenes[${index}]`));
	return list;
}

function checkScene(value: unknown, where: string): void {
	const scene = requireObject(value, where);
	const clips = scene.clips === undefined ? [] : requireArray(scene.clips, `${where}.clips`);
	if (scene.AIModel === undefined && clips.length === 0) {
		throw new ApiRejection(`${where} has neither an AIModel nor clips.`);
	}
	ifPresent(scene, 'AIModel', () => checkAvatar(scene.AIModel, `${where}.AIModel`));
	clips.forEach((clip, index) => checkClip(clip, `${where}.clips[${index}]`));
}

function checkAvatar(value: unknown, where: string): void {
	const avatar = requireObject(value, where);
	for (const name of ['model', 'clothes', 'language']) requireFilledText(avatar, name, where);
	requireText(avatar, 'script', where);
	checkNumbers(avatar, AVATAR_NUMBERS, where);
}

function checkClip(value: unknown, where: string): void {
	const clip = requireObject(value, where);
	const type = requireOneOf(clip, 'type', CLIP_TYPES, where);
	const detail = requireObject(clip.detail, `${where}.detail`);
	checkNumbers(detail, CLIP_NUMBERS, `${where}.detail`);
	if (type === 'text') requireText(detail, 'textSource', `${where}.detail`);
	else requireUrl(detail, 'url', `${where}.detail`);
}
