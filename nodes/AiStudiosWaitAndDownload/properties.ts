import type { INodeProperties } from 'n8n-workflow';
import { outputFieldProperty, projectKeyProperty } from '../shared/n8n/commonProperties';
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
	{ ...outputFieldProperty, displayOptions: { show: { download: [true] } } },
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
