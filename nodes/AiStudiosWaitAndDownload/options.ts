import type { INodeProperties } from 'n8n-workflow';
import { includeInputFieldsProperty } from '../shared/n8n/properties';

export const waitOptions: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. welcome-{{ $json.firstName }}.mp4',
		description: 'Name of the file. Empty takes the name AI Studios gave the video. The ending is added when it is missing.',
	},
	includeInputFieldsProperty,
	{
		displayName: 'Max Concurrent Downloads',
		name: 'maxConcurrentDownloads',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 2,
		description: 'How many finished videos are fetched at the same time while the others are still waited for',
	},
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Stop With Error', value: 'error', description: 'The item fails, and its project key is in the error' },
			{ name: 'Continue Without Video', value: 'continue', description: 'The item goes on with its state "rendering" and no file' },
		],
		default: 'error',
		description: 'What happens to a video that is not finished in time. Its render goes on at AI Studios.',
	},
	{
		displayName: 'Pacing',
		name: 'pacing',
		type: 'options',
		options: [
			{ name: 'Adaptive', value: 'adaptive', description: 'Asks rarely while the end is far and closely when it is near, at least every 30 seconds' },
			{ name: 'Fixed', value: 'fixed', description: 'Asks every poll interval' },
		],
		default: 'adaptive',
		description: 'How the node spreads its questions for the progress',
	},
	{
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		typeOptions: { minValue: 0.1, numberPrecision: 2 },
		default: 3,
		description: 'Shortest time between two questions for the same video. Fractions are allowed.',
	},
	{
		displayName: 'Stall Timeout (Minutes)',
		name: 'stallTimeout',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'How long the progress may stand still before the video counts as stalled. 0 turns this off.',
	},
	{
		displayName: 'Timeout (Minutes)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 60,
		description: 'How long to wait for each render. A download that has begun is always finished.',
	},
];
