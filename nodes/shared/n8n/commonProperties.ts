import type { INodeProperties } from 'n8n-workflow';

/** Parameters that several nodes share. */
export const projectKeyProperty: INodeProperties = {
	displayName: 'Project Key',
	name: 'projectKey',
	type: 'string',
	required: true,
	default: '={{ $json.projectKey }}',
	placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21',
	description: 'The project key that AI Studios Export Project returned',
};

export const includeInputFieldsProperty: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	default: false,
	description: 'Whether to keep the fields and files of the input item in the output, so that later nodes can still use them',
};

export const outputFieldProperty: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryProperty',
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
};

export const fileNameProperty: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. welcome-{{ $json.firstName }}',
	description: 'The name of the file. Leave empty to use the name from AI Studios. The file extension is added if it is missing.',
};

export const allowDuplicatesProperty: INodeProperties = {
	displayName: 'Allow Duplicates',
	name: 'allowDuplicates',
	type: 'boolean',
	default: false,
	description: 'Whether to send items with the same values more than once. When turned off, such items share the result of the first one, and only one is paid for.',
};

export const dryRunProperty: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only show what would be sent. Nothing is created, and nothing is paid for.',
};
