import { ApiRejection } from './rejection';
import { requireArray, requireObject, requireText, type Fields } from './validate/fields';

/** The project's scenes with `updates: [{sceneIdx, property, clipType?, clipIdx?, values}]` applied. */
export function applyUpdatesV2(scenes: unknown[], body: unknown): unknown[] {
	const updated = structuredClone(scenes);
	const updates = requireArray(requireObject(body, 'The body').updates, 'updates');
	updates.forEach((value, index) => {
		const where = `updates[${index}]`;
		const update = requireObject(value, where);
		const target = targetV2(sceneOf(updated, update, where), update, where);
		Object.assign(target, requireObject(update.values, `${where}.values`));
	});
	return updated;
}

function targetV2(scene: Fields, update: Fields, where: string): Fields {
	const property = requireText(update, 'property', where);
	if (property === 'AIModel') return requireObject(scene.AIModel, `${where}: the scene's AIModel`);
	if (property !== 'clips') throw new ApiRejection(`${where}.property must be AIModel or clips.`);
	const clips = clipsOf(scene, where).filter(({ type }) => update.clipType === undefined || type === update.clipType);
	const clip = clips[Number(update.clipIdx ?? 0)];
	if (!clip) throw new ApiRejection(`${where}: the scene has no such clip.`);
	return requireObject(clip.detail, `${where}: the clip's detail`);
}

/** The project's scenes with `updates: {value: [{sceneIdx, type, values}]}` applied to the first clip of the type. */
export function applyUpdatesV3(scenes: unknown[], body: Fields): unknown[] {
	const updated = structuredClone(scenes);
	const updates = requireArray(requireObject(body.updates, 'updates').value, 'updates.value');
	updates.forEach((value, index) => {
		const where = `updates.value[${index}]`;
		const update = requireObject(value, where);
		const clip = clipsOf(sceneOf(updated, update, where), where).find(({ type }) => type === update.type);
		if (!clip) throw new ApiRejection(`${where}: the scene has no clip of type "${String(update.type)}".`);
		Object.assign(clip, requireObject(update.values, `${where}.values`));
	});
	return updated;
}

function sceneOf(scenes: unknown[], update: Fields, where: string): Fields {
	const scene = scenes[Number(update.sceneIdx)];
	if (scene === undefined) throw new ApiRejection(`${where}.sceneIdx: the project has no such scene.`);
	return requireObject(scene, `${where}: the scene`);
}

function clipsOf(scene: Fields, where: string): Fields[] {
	return requireArray(scene.clips, `${where}: the scene's clips`).map((clip) => requireObject(clip, 'The clip'));
}
