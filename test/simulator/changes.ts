import { Refusal } from './refusal';
import { fieldsOf, listOf, needText, type Fields } from './validate/fields';

/** The project's scenes with `updates: [{sceneIdx, property, clipType?, clipIdx?, values}]` applied. */
export function applyChangesV2(scenes: unknown[], body: unknown): unknown[] {
	const changed = structuredClone(scenes);
	const updates = listOf(fieldsOf(body, 'The body').updates, 'updates');
	updates.forEach((value, index) => {
		const where = `updates[${index}]`;
		const update = fieldsOf(value, where);
		const target = findTargetV2(sceneAt(changed, update, where), update, where);
		Object.assign(target, fieldsOf(update.values, `${where}.values`));
	});
	return changed;
}

function findTargetV2(scene: Fields, update: Fields, where: string): Fields {
	const property = needText(update, 'property', where);
	if (property === 'AIModel') return fieldsOf(scene.AIModel, `${where}: the scene's AIModel`);
	if (property !== 'clips') throw new Refusal(`${where}.property must be AIModel or clips.`);
	const clips = clipsOf(scene, where).filter(
		(clip) => update.clipType === undefined || clip.type === update.clipType,
	);
	const clip = clips[Number(update.clipIdx ?? 0)];
	if (!clip) throw new Refusal(`${where}: the scene has no such clip.`);
	return fieldsOf(clip.detail, `${where}: the clip's detail`);
}

/** The project's scenes with `updates: {value: [{sceneIdx, type, values}]}` applied to the first clip of the type. */
export function applyChangesV3(scenes: unknown[], body: Fields): unknown[] {
	const changed = structuredClone(scenes);
	const updates = listOf(fieldsOf(body.updates, 'updates').value, 'updates.value');
	updates.forEach((value, index) => {
		const where = `updates.value[${index}]`;
		const update = fieldsOf(value, where);
		const clips = clipsOf(sceneAt(changed, update, where), where);
		const clip = clips.find((candidate) => candidate.type === update.type);
		if (!clip) throw new Refusal(`${where}: the scene has no clip of type "${String(update.type)}".`);
		Object.assign(clip, fieldsOf(update.values, `${where}.values`));
	});
	return changed;
}

function sceneAt(scenes: unknown[], update: Fields, where: string): Fields {
	const scene = scenes[Number(update.sceneIdx)];
	if (scene === undefined) throw new Refusal(`${where}.sceneIdx: the project has no such scene.`);
	return fieldsOf(scene, `${where}: the scene`);
}

function clipsOf(scene: Fields, where: string): Fields[] {
	return listOf(scene.clips, `${where}: the scene's clips`).map((clip) => fieldsOf(clip, 'The clip'));
}
