import type { INodeProperties } from 'n8n-workflow';
import { projectKeyProperty } from '../shared/n8n/commonProperties';

export const progressProperties: INodeProperties[] = [
	projectKeyProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Route by Status',
				name: 'routeByStatus',
				type: 'boolean',
				noDataExpression: true,
				default: false,
				description: 'Whether to send each item to one of three outputs: Complete, Rendering or Failed. Connect Rendering to a Wait node and back to this node to wait across restarts of n8n.',
			},
		],
	},
];
