import type { INodeProperties } from 'n8n-workflow';
import { renderSettingProperties } from '../../shared/n8n/exportSettings';
import { allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty } from '../../shared/n8n/commonProperties';
import { listProperties, optionsProperty, simplifyProperty } from './commonProperties';
import { shownFor } from './shownFor';

const projectProperty: INodeProperties = {
	displayName: 'Project',
	name: 'projectKey',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '={{ $json.projectKey }}' },
	description: 'The project, by default that of the item',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a project…',
			typeOptions: { searchListMethod: 'searchProjects', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 64f0c2a9e1b7d3458c6f9a21', hint: 'The project key' },
	],
};

export const projectProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['project'] } },
		options: [
			{ name: 'Delete', value: 'delete', action: 'Delete a project', description: 'Delete a project and its video. This cannot be undone.' },
			{ name: 'Get', value: 'get', action: 'Get a project', description: 'Read what AI Studios knows of a project' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many projects', description: 'List the projects of the account' },
			{ name: 'Render', value: 'render', action: 'Render a project', description: 'Export a project as it stands, for example a draft that was approved. Costs money.' },
		],
		default: 'get',
	},
	shownFor('project', ['delete', 'get', 'render'], projectProperty),
	shownFor('project', ['get'], simplifyProperty),
	...listProperties.map((property) => shownFor('project', ['getMany'], property)),
	shownFor('project', ['delete', 'get', 'getMany'], optionsProperty(includeInputFieldsProperty)),
	shownFor('project', ['render'], optionsProperty(allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty, ...renderSettingProperties)),
];
