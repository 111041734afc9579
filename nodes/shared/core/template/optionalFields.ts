import { sceneValues } from '../api/sceneValues';
import { taggedClip } from '../api/taggedClip';
import { isObject } from '../json';
import type { Path } from '../path';
import { normalizeName, placeholderInTag } from './placeholders';

/** Something that a designer made and a value may replace; without a value it stays as it is. */
export interface OptionalField {
	/** The tag as the designer wrote it, or "Scene 2 Script"; unlike that of any other field and any placeholder. */
	name: string;
	/** Other names that a column may have; several fields may share one. The first is the tag itself. */
	aliases: string[];
	sceneIndex: number;
	/** The designer's own value. */
	original: string;
	/** Everywhere it goes; several for a tag on several clips. */
	paths: Path[];
	/** Clips with this tag; 0 for a value found by its position. */
	clips: number;
}

/**
 * What can be replaced in a designed project beside its placeholders, in the order of the scenes: tagged
 * clips under their tag, then lines and media by position.
 * @param placeholders names that are taken
 */
export function optionalFields(scenes: readonly unknown[], placeholders: readonly string[]): OptionalField[] {
	const taken = new Set(placeholders.map(normalizeName));
	const positions = scenes.map((scene, sceneIndex) => positionsOf(scene, sceneIndex, taken));
	const tagged = new Map<string, OptionalField>();
	return scenes.flatMap((scene, sceneIndex) => [...tagsOf(scene, sceneIndex, tagged, taken), ...positions[sceneIndex]]);
}

/** The tags that appear first in this scene; a tag that was seen before only gets one more clip. */
function tagsOf(scene: unknown, sceneIndex: number, tagged: Map<string, OptionalField>, taken: Set<string>): OptionalField[] {
	const clips = isObject(scene) && Array.isArray(scene.clips) ? (scene.clips as unknown[]) : [];
	return clips.flatMap((clip, clipIndex) => {
		const found = isObject(clip) ? taggedClip(clip) : undefined;
		if (!found || placeholderInTag(found.tag) !== undefined) return [];
		const { tag, original } = found;
		const paths = found.paths.map((path): Path => ['scenes', sceneIndex, 'clips', clipIndex, ...path]);
		const seen = tagged.get(normalizeName(tag));
		if (seen) {
			seen.paths.push(...paths);
			seen.clips += 1;
			return [];
		}
		const field = { name: freeName(tag, 'Tag', taken), aliases: [tag], sceneIndex, original, paths, clips: 1 };
		tagged.set(normalizeName(tag), field);
		return [field];
	});
}

/** "Scene 1 Script"; of several the first is also known as "Scene 1 Script 1". */
function positionsOf(scene: unknown, sceneIndex: number, taken: Set<string>): OptionalField[] {
	const counts = new Map<string, number>();
	return sceneValues(scene).map(({ kind, path, original }) => {
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		const base = `Scene ${sceneIndex + 1} ${kind}`;
		const position = count === 1 ? base : `${base} ${count}`;
		return {
			name: freeName(position, 'Position', taken),
			aliases: count === 1 ? [base, `${base} 1`] : [position],
			sceneIndex,
			original,
			paths: [['scenes', sceneIndex, ...path]],
			clips: 0,
		};
	});
}

/** The name, or where it is taken "name (Tag)". */
function freeName(name: string, kind: string, taken: Set<string>): string {
	let free = name;
	for (let count = 1; taken.has(normalizeName(free)); count += 1) free = `${name} (${kind}${count === 1 ? '' : ` ${count}`})`;
	taken.add(normalizeName(free));
	return free;
}
