import { avatarClip, mediaClip, textClip } from './clips';
import type { NewProject } from '../projects';

/** The projects that are there from the start, in both generations; oldest first. */
export function sampleProjects(mediaOrigin: string): NewProject[] {
	return [...samplesV2(mediaOrigin), ...samplesV3(mediaOrigin)];
}

function samplesV2(mediaOrigin: string): NewProject[] {
	const greeting = 'Hello ##FIRST_NAME##, this is what ##COMPANY## can expect from us.';
	return [
		{
			generation: 'v2',
			key: sampleKey(21),
			name: 'Product news',
			scenes: [avatarSceneV2('Here is what is new this month.', 'News', mediaOrigin)],
		},
		{
			generation: 'v2',
			key: sampleKey(22),
			name: 'Customer greeting',
			scenes: [introSceneV2(mediaOrigin), avatarSceneV2(greeting, 'Welcome, ##FIRST_NAME##', mediaOrigin)],
		},
	];
}

function introSceneV2(mediaOrigin: string) {
	const detail = {
		url: `${mediaOrigin}/media/intro.mp4`,
		scaleX: 1,
		scaleY: 1,
		locationX: 0,
		locationY: 0,
		layer: 511,
	};
	return { clips: [{ type: 'userVideo', detail }] };
}

function avatarSceneV2(script: string, title: string, mediaOrigin: string) {
	return {
		AIModel: {
			model: 'M000000001',
			clothes: 'BG00000101',
			language: 'en',
			script,
			scale: 1,
			layer: 509,
			locationX: 0.28,
			locationY: 0.36,
		},
		clips: [
			{ type: 'background', detail: { url: `${mediaOrigin}/media/background.png` } },
			{
				type: 'text',
				detail: {
					textSource: title,
					font: 'Noto Sans',
					scale: 1,
					locationX: -0.2,
					locationY: -0.2,
					layer: 511,
				},
			},
		],
	};
}

function samplesV3(mediaOrigin: string): NewProject[] {
	const news = 'Here is what is new this month.';
	return [
		{
			generation: 'v3',
			key: sampleKey(31),
			name: 'Product news',
			scenes: [sceneV3(0, news, [avatarClip('clip-1', news)])],
			settings: { orientation: 'landscape' },
			seconds: 0,
		},
		{
			generation: 'v3',
			key: sampleKey(32),
			name: 'Customer greeting',
			scenes: greetingScenesV3(mediaOrigin),
			settings: { orientation: 'landscape' },
		},
	];
}

/** Takes four values: a spoken name, a written company, a tagged image and a tagged video. */
function greetingScenesV3(mediaOrigin: string) {
	const greeting = 'Hello ##FIRST_NAME##, it is good to have you with us.';
	return [
		sceneV3(0, undefined, [
			mediaClip('clip-1', 'videoImage', `${mediaOrigin}/media/intro.mp4`, 'INTRO_VIDEO'),
		]),
		sceneV3(1, greeting, [
			avatarClip('clip-2', greeting),
			textClip('clip-3', 'Welcome, ##COMPANY##'),
			mediaClip('clip-4', 'image', `${mediaOrigin}/media/portrait.png`, '##PHOTO_URL##'),
			mediaClip('clip-5', 'image', `${mediaOrigin}/media/logo.png`),
		]),
	];
}

function sceneV3(sceneIdx: number, spoken: string | undefined, clips: object[]) {
	const script = { org: spoken, isTTS: false, tts: '', modelId: 'M000000001', clothId: 'BG00000101' };
	return {
		sceneIdx,
		background: { type: 'color', color: '#ffffff', source_url: '' },
		watermark: null,
		scripts: spoken === undefined ? [] : [script],
		clips,
	};
}

/** A project key that looks like the others and stays the same from start to start. */
function sampleKey(number: number): string {
	return `5a${String(number).padStart(22, '0')}`;
}
