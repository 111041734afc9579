import { avatarClip, mediaClip, textClip } from '../simulator/samples/clips';
import type { NewProject } from '../simulator/projects';

/** Files that the simulated project shows; nothing loads them. */
export const MEDIA = 'https://media.example/design';

/** What a spreadsheet row gives for it. */
export const PARROT_ROW = {
	'Parrot Image': 'https://media.example/rows/macaw.png',
	'Parrot Text': 'Meet the macaw',
	'Scene 1 Script': 'This is a macaw, and it "speaks".',
	'Scene 2 Script 2': 'I would like one\ntoo!',
};

/**
 * A project as the vendor's guide has its readers design it: two scenes, each with an image and a text,
 * the first with tags on them, and two avatars talking in the second.
 */
export function parrotProject(): NewProject {
	return {
		generation: 'v3',
		name: 'Parrots',
		settings: { orientation: 'landscape' },
		scenes: [
			scene(0, ['Here you see a parrot.'], [
				avatarClip('clip-1', 'Here you see a parrot.'),
				mediaClip('clip-2', 'image', `${MEDIA}/parrot.png`, 'parrot-image'),
				{ ...textClip('clip-3', 'A parrot'), tag: 'parrot-text' },
			]),
			scene(1, ['Would you like to have one?', 'No, thank you.'], [
				avatarClip('clip-4', 'Would you like to have one?'),
				avatarClip('clip-5', 'No, thank you.'),
				mediaClip('clip-6', 'image', `${MEDIA}/cage.png`),
				textClip('clip-7', 'The end'),
			]),
		],
	};
}

/** A scene of the v3 editor. */
export function scene(sceneIdx: number, lines: string[], clips: object[]): object {
	const scripts = lines.map((org) => ({ org, isTTS: false, tts: '', modelId: 'M000000001', clothId: 'BG00000101' }));
	return { sceneIdx, background: { type: 'color', color: '#ffffff', source_url: '' }, watermark: null, scripts, clips };
}
