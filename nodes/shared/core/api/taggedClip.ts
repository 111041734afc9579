import type { JsonObject } from '../json';
import { valueAt, type Path } from '../path';

/** A v3 clip with a tag, and where a value for it goes. */
export interface TaggedClip {
	/** As the designer wrote it. */
	tag: string;
	/** Within the clip; a video may hold its URL twice. */
	paths: Path[];
	/** The designer's own value. */
	original: string;
}

/** Where clips of each type hold their value: pages "Clip Properties" and "Exporting a Pre-made Project to Video", 2026-05. */
const VALUE_PATHS: ReadonlyMap<unknown, Path[]> = new Map([
	['image', [['source_url']]],
	['audio', [['source_url']]],
	['textImage', [['text']]],
	['videoImage', [['video_url'], ['source_url']]],
	['aiModel', [['script', 'org']]],
]);

/** Undefined when the clip has no tag, or nothing that a value could replace. */
export function taggedClip(clip: JsonObject): TaggedClip | undefined {
	const { tag, type } = clip;
	const all = VALUE_PATHS.get(type);
	if (typeof tag !== 'string' || tag.trim() === '' || !all) return undefined;
	const present = all.filter((path) => valueAt(clip, path) !== undefined);
	const paths = present.length > 0 ? present : [all.at(-1) as Path];
	const original = paths.map((path) => valueAt(clip, path)).find((value) => typeof value === 'string' && value !== '');
	return { tag, paths, original: typeof original === 'string' ? original : '' };
}
