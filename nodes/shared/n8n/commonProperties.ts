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
