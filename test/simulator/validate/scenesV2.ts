import { Refusal } from '../refusal';
import { checkNumbers, fieldsOf, ifSent, listOf, needFilledText, needText, needUrl } from './fields';

const CLIP_TYPES = ['background', 'image', 'text', 'userVideo'];
const AVATAR_NUMBERS = ['scale', 'layer', 'locationX', 'locationY'];
const CLIP_NUMBERS = ['scale', 'scaleX', 'scaleY', 'locationX', 'locationY', 'layer'];

/** The classic editor's scenes: an `AIModel`, `clips`, or both. */
export function checkScenesV2(scenes: unknown): unknown[] {
	const list = listOf(scenes, 'scenes');
	if (list.length === 0) throw new Refusal('scenes is empty.');
	list.forEach((scene, index) => checkScene(scene, `scenes[${index}]`));
	return list;
}

function checkScene(value: unknown, where: string): void {
	const scene = fieldsOf(value, where);
	const clips = scene.clips === undefined ? [] : listOf(scene.clips, `${where}.clips`);
	if (scene.AIModel === undefined && clips.length === 0) {
		throw new Refusal(`${where} has neither an AIModel nor clips.`);
	}
	ifSent(scene, 'AIModel', () => checkAvatarV2(scene.AIModel, `${where}.AIModel`));
	clips.forEach((clip, index) => checkClip(clip, `${where}.clips[${index}]`));
}

export function checkAvatarV2(value: unknown, where: string): void {
	const avatar = fieldsOf(value, where);
	for (const name of ['model', 'clothes', 'language']) needFilledText(avatar, name, where);
	needText(avatar, 'script', where);
	checkNumbers(avatar, AVATAR_NUMBERS, where);
}

function checkClip(value: unknown, where: string): void {
	const clip = fieldsOf(value, where);
	const type = needText(clip, 'type', where);
	if (!CLIP_TYPES.includes(type)) {
		throw new Refusal(`${where}.type "${type}" is none of ${CLIP_TYPES.join(', ')}.`);
	}
	const detail = fieldsOf(clip.detail, `${where}.detail`);
	checkNumbers(detail, CLIP_NUMBERS, `${where}.detail`);
	if (type === 'text') needText(detail, 'textSource', `${where}.detail`);
	else needUrl(detail, 'url', `${where}.detail`);
}
