import { avatarClip, mediaClip, textClip } from '../simulator/samples/clips';
import { MEDIA, scene } from './parrotProject';

/** So many scenes of the v3 editor, each with two lines, a tagged image, and a title with a placeholder under a tag that all share. */
export function chapterScenes(count: number): object[] {
	return Array.from({ length: count }, (_, index) =>
		scene(index, ['First line ##NAME##', 'Second line'], [
			avatarClip('a', 'First line'),
			avatarClip('b', 'Second line'),
			mediaClip('c', 'image', `${MEDIA}/c.png`, `image-${index}`),
			{ ...textClip('d', `Chapter ${index} ##TITLE_${index}##`), tag: 'chapter' },
		]),
	);
}
