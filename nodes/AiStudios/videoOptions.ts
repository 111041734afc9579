import type { INodeProperties } from 'n8n-workflow';
import type { VideoOptions } from '../shared/core/api';
import { AiStudiosError } from '../shared/core/errors';
import { isEmpty } from '../shared/core/json';
import { invalid, type ParameterReader } from '../shared/n8n/parameters';
import { avatarProperty, modesOf } from './resources/avatarProperties';

const [MIN_SPEED, MAX_SPEED] = [0.5, 1.5];
const STYLES = ['anime', 'cyberpunk', 'digitalPainting', 'fantasy', 'lowPoly', 'oilPainting', 'pixelArt', 'realistic', 'sketch', 'watercolor'];

/** What AI Studios can be told about a video that it makes: how each option looks in the editor. Nothing is sent that is not set. */
export const videoOptionProperties: Record<keyof VideoOptions, INodeProperties> = {
	audience: textOption('audience', 'Whom the video is for', 'students'),
	avatar: {
		...avatarProperty,
		required: false,
		description: 'The avatar that speaks in the video. When not set, AI Studios chooses one.',
		...modesOf('searchVideoAvatars', 'Select an avatar…', 'M000045058'),
	},
	duration: {
		displayName: 'Duration',
		name: 'duration',
		type: 'options',
		options: [30, 60, 90, 120, 150, 180].map((value) => ({ name: `${value} Seconds`, value })),
		default: 60,
		description: 'How long the video is to be',
	},
	highQuality: {
		displayName: 'High Quality Media',
		name: 'highQuality',
		type: 'boolean',
		default: false,
		description: 'Whether generative media are made in high definition',
	},
	language: textOption('language', 'The language of the video, as an ISO 639-1 code', 'en'),
	media: choiceOption('media', 'Where the pictures of the video come from. Generative media are made by AI.', 'search', ['free', 'generative', 'premium', 'search']),
	objective: textOption('objective', 'What the video is for', 'education'),
	scriptHandling: {
		displayName: 'Script Handling',
		name: 'scriptHandling',
		type: 'options',
		options: [
			{ name: 'Keep Original', value: 'original', description: 'The script is spoken as it is' },
			{ name: 'Smooth With AI', value: 'ai', description: 'AI may change the script to make it smooth' },
		],
		default: 'original',
		description: 'What happens to the script. When not set, AI Studios smooths it.',
	},
	speed: {
		displayName: 'Speed',
		name: 'speed',
		type: 'number',
		typeOptions: { minValue: MIN_SPEED, maxValue: MAX_SPEED, numberPrecision: 2 },
		default: 1,
		description: 'How fast the video plays, from 0.5 to 1.5',
	},
	style: choiceOption('style', 'The style of generative media', 'realistic', STYLES),
	templateId: {
		displayName: 'Video Template',
		name: 'templateId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The design of the video. When not set, AI Studios chooses one.',
		...modesOf('searchTemplates', 'Select a template…', '64f0c2a9e1b7d3458c6f9a21'),
	},
	tone: textOption('tone', 'How the video speaks to its audience', 'formal'),
	voiceOnly: {
		displayName: 'Voice Only',
		name: 'voiceOnly',
		type: 'boolean',
		default: false,
		description: 'Whether only the voice of the avatar is used, and the avatar is not shown',
	},
};

function textOption(name: keyof VideoOptions, description: string, example: string): INodeProperties {
	return { displayName: labelOf(name), name, type: 'string', default: '', placeholder: `e.g. ${example}`, description };
}

function choiceOption(name: keyof VideoOptions, description: string, preset: string, values: string[]): INodeProperties {
	return { displayName: labelOf(name), name, type: 'options', options: values.map((value) => ({ name: labelOf(value), value })), default: preset, description };
}

/** "digitalPainting" is "Digital Painting". */
function labelOf(value: string): string {
	return (value[0].toUpperCase() + value.slice(1)).replace(/[A-Z]/g, ' $&').trim();
}

/**
 * The options among these that an item has.
 * @throws AiStudiosError (input) for one that AI Studios could not use
 */
export function readVideoOptions(parameters: ParameterReader, names: ReadonlyArray<keyof VideoOptions>): VideoOptions {
	const set = names.filter((name) => !isEmpty(parameters.raw(`options.${name}`)));
	const options = Object.fromEntries(set.map((name) => [name, valueOf(parameters, name)])) as VideoOptions;
	checkGenerative(options);
	return options;
}

function valueOf(parameters: ParameterReader, name: keyof VideoOptions): string | number | boolean {
	const path = `options.${name}`;
	switch (name) {
		case 'highQuality':
		case 'voiceOnly':
			return parameters.boolean(path);
		case 'duration':
			return Number(parameters.setting(path));
		case 'speed':
			return checkedSpeed(parameters.setting(path));
		case 'language':
			return checkedLanguage(parameters.setting(path));
		default:
			return parameters.setting(path);
	}
}

/** A speed outside the range may be meant otherwise, such as 120 %: it is no speed to guess. */
function checkedSpeed(text: string): number {
	const speed = Number(text);
	if (speed >= MIN_SPEED && speed <= MAX_SPEED) return speed;
	throw invalid('Speed', `a number from ${MIN_SPEED} to ${MAX_SPEED}`, text);
}

function checkedLanguage(text: string): string {
	if (/^[a-z]{2}$/i.test(text)) return text.toLowerCase();
	throw invalid('Language', 'an ISO 639-1 code such as "en"', text);
}

function checkGenerative({ media, style, highQuality }: VideoOptions) {
	if (media === 'generative') return;
	const option = style === undefined ? (highQuality === undefined ? undefined : 'highQuality') : 'style';
	if (option !== undefined) throw wrong(`${videoOptionProperties[option].displayName} must be used with generative media, but it is set with ${media === undefined ? 'no Media' : `Media "${media}"`}`);
}

function wrong(message: string): AiStudiosError {
	return new AiStudiosError('input', message, 'Correct it under Options. This item was not sent to AI Studios.');
}
