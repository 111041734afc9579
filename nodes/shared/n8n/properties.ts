import type { INodeProperties } from 'n8n-workflow';

/** Fields that several nodes have in the same words. */
export const projectKeyProperty: INodeProperties = {
	displayName: 'Project Key',
	name: 'projectKey',
	type: 'string',
	required: true,
	default: '={{ $json.projectKey }}',
	placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21',
	description: 'The project key that AI Studios Export Project gives out (the project ID in version 3)',
};

export const includeInputFieldsProperty: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	default: false,
	description: 'Whether the fields and files of the input item stay in the output, so that later nodes still have its row',
};
