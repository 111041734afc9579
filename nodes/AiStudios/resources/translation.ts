import type { INodeProperties } from 'n8n-workflow';
import { translationLanguages } from '../../shared/core/api/translationLanguages';
import { allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty } from '../../shared/n8n/commonProperties';
import { optionsProperty } from './commonProperties';
import { shownFor } from './shownFor';

/** The value of what AI Studios finds out by itself. */
export const AUTO = 'auto';

export const translationProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['translation'] } },
		options: [
			{ name: 'Create', value: 'create', action: 'Create a translation', description: 'Dub a video into other languages. Returns one item per language, to be followed by AI Studios Wait and Download. Costs money.' },
			{ name: 'Get', value: 'get', action: 'Get a translation', description: 'Read how far the videos of a translation are. Returns one item per language.' },
		],
		default: 'create',
	},
	shownFor('translation', ['create'], {
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'Binary File', value: 'binary' },
			{ name: 'YouTube URL', value: 'url' },
		],
		default: 'binary',
		description: 'Where the video comes from',
	}),
	shownFor('translation', ['create'], {
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		required: true,
		default: 'data',
		displayOptions: { show: { source: ['binary'] } },
		hint: 'The name of the input binary field that contains the video',
	}),
	shownFor('translation', ['create'], {
		displayName: 'YouTube URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://www.youtube.com/watch?v=dQw4w9WgXcQ',
		displayOptions: { show: { source: ['url'] } },
	}),
	shownFor('translation', ['create'], {
		displayName: 'Languages',
		name: 'languages',
		type: 'multiOptions',
		required: true,
		options: translationLanguages,
		default: [],
		description: 'Up to ten languages to translate into, each with a video of its own. An expression may return a list of codes, or text with commas between them.',
	}),
	shownFor('translation', ['get'], {
		displayName: 'Folder ID',
		name: 'folderId',
		type: 'string',
		required: true,
		default: '={{ $json.folderId }}',
		placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21',
		description: 'The folder ID that Translation: Create returned',
	}),
	shownFor(
		'translation',
		['create'],
		optionsProperty(
			allowDuplicatesProperty,
			dryRunProperty,
			{
				displayName: 'Dubbing Only',
				name: 'dubbingOnly',
				type: 'boolean',
				default: false,
				description: 'Whether to replace only the voice, and to leave the lips as they are',
			},
			includeInputFieldsProperty,
			{
				displayName: 'Original Language',
				name: 'originalLanguage',
				type: 'options',
				options: [{ name: 'Detect Automatically', value: AUTO }, ...translationLanguages],
				default: AUTO,
				description: 'The language of the video',
			},
			{
				displayName: 'Original Subtitles Field',
				name: 'originalSubtitlesField',
				type: 'string',
				default: '',
				placeholder: 'e.g. subtitles',
				description: 'The name of the input binary field that contains the subtitles of the video in its own language (SRT)',
			},
			{
				displayName: 'Remove Background Music',
				name: 'removeMusic',
				type: 'boolean',
				default: false,
				description: 'Whether to remove the background music of the video',
			},
			{
				displayName: 'Speakers',
				name: 'speakers',
				type: 'options',
				options: [{ name: 'Detect Automatically', value: AUTO }, ...['1', '2', '3', '4', '5'].map((value) => ({ name: value, value }))],
				default: AUTO,
				description: 'How many people speak in the video',
			},
			{
				displayName: 'Subtitles',
				name: 'subtitles',
				type: 'boolean',
				default: false,
				description: 'Whether to add subtitles to the translated videos',
			},
			{
				displayName: 'Translated Subtitles',
				name: 'translatedSubtitles',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add subtitles',
				default: {},
				description: 'Subtitles that are there already, for languages among Languages',
				options: [
					{
						displayName: 'Subtitles',
						name: 'files',
						values: [
							{ displayName: 'Language', name: 'language', type: 'options', options: translationLanguages, default: 'en-US' },
							{ displayName: 'Input Binary Field', name: 'binaryProperty', type: 'string', default: '', description: 'The name of the input binary field that contains the subtitles (SRT)' },
						],
					},
				],
			},
		),
	),
	shownFor('translation', ['get'], optionsProperty(includeInputFieldsProperty)),
];
