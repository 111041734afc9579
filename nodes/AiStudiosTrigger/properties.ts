import type { INodeProperties } from 'n8n-workflow';

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Video Finished', value: 'videoFinished', description: 'A project has been rendered and its video can be downloaded' },
		],
		default: 'videoFinished',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Download',
				name: 'download',
				type: 'boolean',
				default: false,
				description: 'Whether to download each finished video as a file. When turned off, the node only returns its URL, which works for a limited time.',
			},
			{
				displayName: 'Include Existing Videos',
				name: 'includeExisting',
				type: 'boolean',
				default: false,
				description: 'Whether to start the workflow also for videos that were finished before it was activated',
			},
			{
				displayName: 'Name Contains',
				name: 'nameContains',
				type: 'string',
				default: '',
				placeholder: 'e.g. Welcome',
				description: 'Only start the workflow for projects whose name contains this text, in upper or lower case',
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryProperty',
				type: 'string',
				default: 'data',
				placeholder: 'e.g. data',
				hint: 'The name of the output binary field to put the file in when Download is turned on',
				description: 'The name of the output binary field to put the file in',
			},
		],
	},
];
