import type { INodeProperties } from 'n8n-workflow';
import { includeInputFieldsProperty } from '../../shared/n8n/commonProperties';
import { listProperties, optionsProperty, simplifyProperty } from './commonProperties';
import { shownFor } from './shownFor';

export const avatarProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['avatar'] } },
		options: [{ name: 'Get Many', value: 'getMany', action: 'Get many avatars', description: 'List the avatars and their clothes' }],
		default: 'getMany',
	},
	...[...listProperties, simplifyProperty, optionsProperty(includeInputFieldsProperty)].map((property) => shownFor('avatar', ['getMany'], property)),
];
