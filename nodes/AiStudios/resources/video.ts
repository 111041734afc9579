import type { INodeProperties } from 'n8n-workflow';
import { NEEDS_V2, type VideoOptions } from '../../shared/core/api';
import { allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty } from '../../shared/n8n/commonProperties';
import { exportSettingProperties, renderSettingProperties, webhookProperty } from '../../shared/n8n/exportSettings';
import { videoOptionProperties } from '../videoOptions';
import { avatarProperty, clothesProperty, localeProperty, spokenLanguageProperty, spokenTextProperty } from './avatarProperties';
import { optionsProperty } from './commonProperties';
import { shownFor } from './shownFor';

export const DOCUMENT_OPTIONS = ['audience', 'avatar', 'highQuality', 'language', 'media', 'objective', 'speed', 'style', 'templateId', 'tone', 'voiceOnly'] as const satisfies Array<keyof VideoOptions>;
export const TOPIC_OPTIONS = [...DOCUMENT_OPTIONS, 'duration'] as const satisfies Array<keyof VideoOptions>;
export const SCRIPT_OPTIONS = [...TOPIC_OPTIONS, 'scriptHandling'] as const satisfies Array<keyof VideoOptions>;

/** The options of an operation that makes a project and renders it, by their labels. */
function optionsWith(...own: INodeProperties[]): INodeProperties {
	const settings = renderSettingProperties.filter(({ name }) => !own.some((option) => option.name === name));
	const options = [allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty, ...settings, ...own];
	return optionsProperty(...options.sort((one, other) => one.displayName.localeCompare(other.displayName)));
}

function videoOptionsWith(names: ReadonlyArray<keyof VideoOptions>): INodeProperties {
	return optionsWith(...names.map((name) => videoOptionProperties[name]));
}

const clipProperties: INodeProperties[] = [
	spokenTextProperty,
	spokenLanguageProperty,
	avatarProperty,
	{ ...clothesProperty, required: false, description: 'What the avatar wears. Leave empty for an avatar of your own. Where AI Studios has no list, enter its ID.' },
];

const clipOptions: INodeProperties[] = [
	webhookProperty,
	localeProperty,
	{
		displayName: 'Top Crop',
		name: 'topCrop',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: `How much of what is above the avatar to cut off. ${NEEDS_V2}.`,
	},
];

export const videoProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['video'] } },
		options: [
			{ name: 'Create Avatar Clip', value: 'createAvatarClip', action: 'Create an avatar clip', description: 'Have an avatar speak a text in front of a chroma key. Costs money.' },
			{ name: 'Create From Document', value: 'createFromDocument', action: 'Create a video from a document', description: 'Have AI Studios make a video of what a document says. Costs money.' },
			{ name: 'Create From Script', value: 'createFromScript', action: 'Create a video from a script', description: 'Have AI Studios make a video in which an avatar speaks a script. Costs money.' },
			{ name: 'Create From Slides', value: 'createFromSlides', action: 'Create a video from slides', description: 'Make a video with a scene for each slide. Costs money.' },
			{ name: 'Create From Topic', value: 'createFromTopic', action: 'Create a video from a topic', description: 'Have AI Studios write and make a video about a topic. Costs money.' },
			{ name: 'Create From Web Page', value: 'createFromWebPage', action: 'Create a video from a web page', description: 'Have AI Studios make a video of what a web page says. Costs money.' },
		],
		default: 'createFromScript',
	},
	shownFor('video', ['createFromScript'], {
		displayName: 'Script',
		name: 'script',
		type: 'string',
		typeOptions: { rows: 5 },
		required: true,
		default: '',
		placeholder: 'e.g. Welcome! Here is what is new this month.',
		description: 'The text of the video',
	}),
	shownFor('video', ['createFromTopic'], {
		displayName: 'Topic',
		name: 'topic',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. How solar panels work',
		description: 'What the video is about',
	}),
	shownFor('video', ['createFromWebPage'], {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/blog/news',
		description: 'The web page that the video is made of. AI Studios must be able to open it.',
	}),
	shownFor('video', ['createFromDocument', 'createFromSlides'], {
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field that contains the document or slides. Several documents: separate the names with commas.',
	}),
	...clipProperties.map((property) => shownFor('video', ['createAvatarClip'], property)),
	shownFor('video', ['createAvatarClip', 'createFromDocument', 'createFromScript', 'createFromSlides', 'createFromTopic', 'createFromWebPage'], {
		displayName: 'Render',
		name: 'render',
		type: 'boolean',
		default: true,
		description: 'Whether to export the video as soon as AI Studios has made the project, to be followed by AI Studios Wait and Download. When turned off, the item continues with the finished draft and its address in the editor.',
	}),
	shownFor('video', ['createFromScript'], videoOptionsWith(SCRIPT_OPTIONS)),
	shownFor('video', ['createFromTopic', 'createFromWebPage'], videoOptionsWith(TOPIC_OPTIONS)),
	shownFor('video', ['createFromDocument'], videoOptionsWith(DOCUMENT_OPTIONS)),
	shownFor('video', ['createFromSlides'], optionsWith(exportSettingProperties.name)),
	shownFor('video', ['createAvatarClip'], optionsWith(...clipOptions)),
];
