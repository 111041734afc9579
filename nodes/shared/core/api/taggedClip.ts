import { objectAt, type JsonObject } from '../json';

/** A v3 clip with a tag, and where a value for it goes. */
export interface TaggedClip {
	/** As the designer wrote it. */
	tag: string;
	/** The field that takes the value: `source_url`, or `org` (the avatar's script). */
	field: string;
	/** A copy of `filled` (this clip, its placeholders filled) with the value in its place. */
	withValue(filled: JsonObject, value: unknown): JsonObject;
	/** A copy of `filled` whose tag is as the designer wrote it. */
	withOwnTag(filled: JsonObject): JsonObject;
}

/**
 * The tag of an image, video or avatar clip; undefined when there is none, or nothing that a value could
 * replace. Page "Clip Properties" and the tutorial "Exporting a Pre-made Project to Video", 2026-05.
 */
export function taggedClip(clip: JsonObject): TaggedClip | undefined {
	const { tag } = clip;
	const place = valuePlace(clip);
	if (typeof tag !== 'string' || !place) return undefined;
	return { tag, ...place, withOwnTag: (filled) => ({ ...filled, tag }) };
}

type ValuePlace = Pick<TaggedClip, 'field' | 'withValue'>;

function valuePlace(clip: JsonObject): ValuePlace | undefined {
	if (clip.type === 'image') return urlPlace(['source_url']);
	if (clip.type === 'videoImage') {
		const present = ['source_url', 'video_url'].filter((field) => Object.hasOwn(clip, field));
		return urlPlace(present.length > 0 ? present : ['source_url']);
	}
	if (clip.type !== 'aiModel') return undefined;
	return {
		field: 'org',
		withValue: (filled, value) => ({ ...filled, script: { ...objectAt(filled, 'script'), org: value } }),
	};
}

function urlPlace(fields: string[]): ValuePlace {
	return {
		field: fields[0],
		withValue: (filled, value) => ({ ...filled, ...Object.fromEntries(fields.map((field) => [field, value])) }),
	};
}
