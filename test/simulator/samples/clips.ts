import type { Fields } from '../validate/fields';

/** Fields that every clip of the current editor has, with their default values. */
const DEFAULT_FIELDS: Fields = {
	angle: 0,
	animation: { in: 'none', inDuration: 0.5, out: 'none', outDuration: 0.5 },
	backgroundColor: '',
	blur: 0,
	borderColor: null,
	borderRadius: 0,
	borderWidth: 0,
	brightness: 0,
	contrast: 0,
	cropHeight: null,
	cropWidth: null,
	cropX: 0,
	cropY: 0,
	duration: null,
	effects: [],
	endTime: null,
	fill: 'rgb(0,0,0)',
	fillRule: 'nonzero',
	flipX: false,
	flipY: false,
	globalCompositeOperation: 'source-over',
	group: null,
	isLocked: false,
	isMuted: false,
	isVisible: true,
	loop: false,
	mask: null,
	opacity: 1,
	originX: 'center',
	originY: 'center',
	paintFirst: 'fill',
	playbackRate: 1,
	saturation: 0,
	shadow: null,
	skewX: 0,
	skewY: 0,
	startTime: 0,
	stroke: null,
	strokeDashArray: null,
	strokeLineCap: 'butt',
	strokeLineJoin: 'miter',
	strokeMiterLimit: 4,
	strokeUniform: false,
	strokeWidth: 0,
	transition: { type: 'none', duration: 0 },
	version: '5.3.0',
	volume: 1,
};

/** A speaking avatar, with as many fields as in the editor's own clips. */
export function avatarClip(id: string, script: string): Fields {
	return {
		...DEFAULT_FIELDS,
		...position(id, 'aiModel', 4, [1340, 560, 960, 1080]),
		scaleX: 0.96,
		scaleY: 0.96,
		source_url: '',
		video_url: '',
		chromaKey: { color: '#00ff00', isOn: false, smoothness: 0.08, threshold: 0.4 },
		gestures: [],
		head: { isHeadOnly: false, left: 0, top: 0, width: 0, height: 0 },
		isUpperCut: false,
		model: {
			ai_name: 'M000000001',
			clothes: 'BG00000101',
			emotion: 'neutral',
			language: 'en',
			pitch: 0,
			speed: 1,
			voice: { id: 'voice-en-1', locale: 'en-US', provider: 'studio' },
		},
		script: { org: script, tts: '', isTTS: false, pauses: [] },
		thumbnail_url: '',
	};
}

/** Text drawn by the editor. */
export function textClip(id: string, text: string): Fields {
	return {
		...DEFAULT_FIELDS,
		...position(id, 'textImage', 6, [520, 240, 800, 120]),
		charSpacing: 0,
		fontFamily: 'Noto Sans',
		fontSize: 64,
		fontStyle: 'normal',
		fontWeight: 700,
		lineHeight: 1.16,
		source_url: '',
		text,
		textAlign: 'left',
		underline: false,
	};
}

/** An image or a video, optionally with a tag. */
export function mediaClip(id: string, type: 'image' | 'videoImage', url: string, tag?: string): Fields {
	const video = type === 'videoImage' ? { video_url: url } : {};
	return {
		...DEFAULT_FIELDS,
		...position(id, type, 2, [480, 600, 720, 480]),
		source_url: url,
		...video,
		...(tag && { tag }),
	};
}

/** Pixels on a frame of 1920×1080. */
function position(id: string, type: string, layer: number, [left, top, width, height]: number[]): Fields {
	return { id, type, layer, left, top, width, height, scaleX: 1, scaleY: 1 };
}
