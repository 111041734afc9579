import type { INodeProperties } from 'n8n-workflow';
import { fileNameProperty, includeInputFieldsProperty } from '../shared/n8n/commonProperties';

export const waitOptions: INodeProperties[] = [
	fileNameProperty,
	includeInputFieldsProperty,
	{
		displayName: 'Max Concurrent Downloads',
		name: 'maxConcurrentDownloads',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 2,
		description: 'How many videos to download at the same time',
	},
	{
		displayName: 'Max Polls per Second',
		name: 'maxPollsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0.01, numberPrecision: 2 },
		default: 5,
		description: 'How often to poll in total, however many videos are waited for. Fractions are allowed; more than 5 counts as 5. With Survive Restarts all are polled in one go, and the pauses are so long that this holds on average.',
	},
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Stop With Error', value: 'error', description: 'The item fails with an error that contains its project key' },
			{ name: 'Continue Without Video', value: 'continue', description: 'The item continues with the state "rendering" and without a file' },
		],
		default: 'error',
		description: 'What to do when a video is not finished in time. Its render continues at AI Studios.',
	},
	{
		displayName: 'Pacing',
		name: 'pacing',
		type: 'options',
		options: [
			{ name: 'Adaptive', value: 'adaptive', description: 'Polls less often at first and more often toward the end, at least about every 30 seconds, or every 60 in a batch of 10 or more' },
			{ name: 'Fixed', value: 'fixed', description: 'Polls at every poll interval' },
		],
		default: 'adaptive',
		description: 'How often to poll for the progress of a render',
	},
	{
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		typeOptions: { minValue: 0.01, numberPrecision: 2 },
		default: 3,
		description: 'The shortest time between two polls for the same video. Fractions are allowed.',
	},
	{
		displayName: 'Stall Timeout (Minutes)',
		name: 'stallTimeout',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'How long a render may make no progress before the item fails as stalled. Set to 0 to turn this off.',
	},
	{
		displayName: 'Survive Restarts',
		name: 'surviveRestarts',
		type: 'boolean',
		default: false,
		description:
			"Whether to keep the wait in n8n's database, so that a restart of n8n does not end it. Needs n8n 2.0 or later, and 2.41 or later when On Error is Stop Workflow. All files are downloaded when the last render has ended, usually noticed within about a minute, in large batches some minutes later. Each pause is listed as an execution of its own.",
	},
	{
		displayName: 'Timeout (Minutes)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 60,
		description: 'How long to wait for each render. A download that has started is always completed.',
	},
];
