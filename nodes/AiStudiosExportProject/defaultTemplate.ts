/** What a new node starts with: an intro, an avatar beside a picture, an outro (v2). */
export const defaultTemplate = JSON.stringify(
	{
		scenes: [
			{
				clips: [{ type: 'userVideo', detail: { url: '##INTRO_VIDEO_URL##', scaleX: 1, scaleY: 1, layer: 511 } }],
			},
			{
				AIModel: {
					model: 'M000004017',
					clothes: 'BG00006160',
					language: 'en',
					script: 'Hello ##FIRST_NAME##! ##SCRIPT##',
					locationX: 0.28,
					locationY: 0.36,
				},
				clips: [{ type: 'image', detail: { url: '##IMAGE_URL##', scale: 0.7, locationX: -0.24, locationY: -0.1, layer: 511 } }],
			},
			{
				clips: [{ type: 'userVideo', detail: { url: '##OUTRO_VIDEO_URL##', scaleX: 1, scaleY: 1, layer: 511 } }],
			},
		],
	},
	null,
	2,
);
