import type { INodeProperties } from 'n8n-workflow';
import { includeInputFieldsProperty } from '../shared/n8n/properties';

export const exportOptions: INodeProperties[] = [
	{
		displayName: 'Allow Duplicates',
		name: 'allowDuplicates',
		type: 'boolean',
		default: false,
		description: 'Whether to order the same video again when two items are filled alike. Turned off, the later item gets the project key of the first, and only one is paid for.',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to only show what would be sent: the filled template, its placeholders, and which values are missing or unused. Nothing is ordered.',
	},
	includeInputFieldsProperty,
	{
		displayName: 'Missing Values',
		name: 'missingValues',
		type: 'options',
		options: [
			{ name: 'Keep Placeholder', value: 'keep', description: 'The text ##NAME## stays in the video' },
			{ name: 'Remove Placeholder', value: 'remove', description: 'Nothing stands in its place' },
			{ name: 'Stop With Error', value: 'error', description: 'Nothing is ordered, and the error names all missing values' },
		],
		default: 'error',
		description: 'What happens when a placeholder has no value or an empty one',
	},
	{
		displayName: 'Orientation',
		name: 'orientation',
		type: 'options',
		options: [
			{ name: 'Landscape', value: 'landscape' },
			{ name: 'Portrait', value: 'portrait' },
		],
		default: 'landscape',
		description: 'Shape of the video. Sent with API version 3 only.',
	},
	{
		displayName: 'Project Name',
		name: 'projectName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Welcome {{ $json.firstName }}',
		description: 'Name of the new project in AI Studios. Sent with API version 3 only.',
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1080',
		description: 'Resolution of the video, as your plan allows. Sent with API version 3 only.',
	},
	{
		displayName: 'Webhook URL',
		name: 'webhookUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $execution.resumeUrl }}',
		description: 'Where AI Studios reports the progress. It is not signed: let AI Studios Wait and Download confirm it. Sent with API version 3 only.',
	},
	{
		displayName: 'Workspace',
		name: 'workspaceId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The workspace the new project belongs to. Sent with API version 3 only.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a workspace…',
				typeOptions: { searchListMethod: 'searchWorkspaces', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21' },
		],
	},
];
