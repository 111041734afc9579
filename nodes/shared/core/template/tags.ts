import { objectAt, type JsonObject } from '../json';
import { partsOf } from './marks';

/** Where the value of a tagged clip goes. */
export interface TagSpot {
	name: string;
	/** The clip's key that takes the value: `source_url`, `video_url` or `org` (the script). */
	key: string;
	/** A copy of the clip with the value in its place and the tag as the designer left it. */
	put(clip: JsonObject, value: unknown): JsonObject;
}

/**
 * Designers of v3 projects can tag a clip but cannot type `##NAME##` into a URL, so an image, video
 * or avatar clip whose `tag` is `##NAME##` (or `NAME`, in capitals) is a placeholder. `keep` leaves
 * the designer's own media: then the value is the mark itself.
 */
export function tagSpotOf(clip: JsonObject): TagSpot | undefined {
	const name = tagName(clip.tag);
	const place = placeOf(clip);
	if (name === undefined || !place) return undefined;
	const keepsDesign = (value: unknown) => value === `##${name}##`;
	return {
		name,
		key: place.key,
		put: (filled, value) => {
			const untouchedTag = { ...filled, tag: clip.tag };
			return keepsDesign(value) ? untouchedTag : place.put(untouchedTag, value);
		},
	};
}

function tagName(tag: unknown): string | undefined {
	if (typeof tag !== 'string') return undefined;
	if (/^[A-Z][A-Z0-9_]*$/.test(tag)) return tag;
	const parts = partsOf(tag);
	return parts.length === 1 && typeof parts[0] === 'object' ? parts[0].name : undefined;
}

function placeOf(clip: JsonObject): Pick<TagSpot, 'key' | 'put'> | undefined {
	if (clip.type === 'image') return urlPlace(['source_url']);
	if (clip.type === 'videoImage') {
		const held = ['source_url', 'video_url'].filter((key) => Object.hasOwn(clip, key));
		return urlPlace(held.length > 0 ? held : ['source_url']);
	}
	if (clip.type !== 'aiModel') return undefined;
	return {
		key: 'org',
		put: (filled, value) => ({ ...filled, script: { ...objectAt(filled, 'script'), org: value } }),
	};
}

function urlPlace(keys: string[]): Pick<TagSpot, 'key' | 'put'> {
	return {
		key: keys[0],
		put: (filled, value) => ({ ...filled, ...Object.fromEntries(keys.map((key) => [key, value])) }),
	};
}
