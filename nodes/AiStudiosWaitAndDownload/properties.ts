import type { INodeProperties } from 'n8n-workflow';
import { projectKeyProperty } from '../shared/n8n/commonProperties';
import { waitOptions } from './options';

export const waitProperties: INodeProperties[] = [
	projectKeyProperty,
	{
		displayName: 'Download',
		name: 'download',
		type: 'boolean',
		default: true,
		description: 'Whether to download the finished video as a file. When turned off, the node only returns its URL, which works for a limited time.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryProperty',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the output binary field to put the file in',
		displayOptions: { show: { download: [true] } },
	},
	{
		displayName: 'Parked Step',
		name: 'parkedStep',
		type: 'hidden',
		default: {},
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: waitOptions,
	},
];
