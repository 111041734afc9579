import type { INodeProperties } from 'n8n-workflow';
import { NEEDS_V3 } from '../shared/core/api';
import { allowDuplicatesProperty, dryRunProperty, includeInputFieldsProperty } from '../shared/n8n/commonProperties';
import { exportSettingProperties } from '../shared/n8n/exportSettings';

export const exportOptions: INodeProperties[] = [
	{
		...allowDuplicatesProperty,
		description: 'Whether to export items with the same values more than once. When turned off, such items share the project key of the first one, and only one video is paid for.',
	},
	{
		displayName: 'Draft Only',
		name: 'draftOnly',
		type: 'boolean',
		default: false,
		description: `Whether to create the project without rendering it, so that a person can check it in the AI Studios editor first. ${NEEDS_V3}.`,
	},
	{
		...dryRunProperty,
		description: 'Whether to only show what would be sent: the filled template, its placeholders, and which values are missing or unused. Nothing is exported.',
	},
	{
		displayName: 'Existing Project Key',
		name: 'existingProjectKey',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $json['Project Key'] }}",
		description: 'The project key of an item that was exported before, for example from a column of your sheet. Such an item is not exported again: it continues with this key.',
	},
	includeInputFieldsProperty,
	{
		displayName: 'Missing Values',
		name: 'missingValues',
		type: 'options',
		options: [
			{ name: 'Keep Placeholder', value: 'keep', description: 'The text ##NAME## stays in the video' },
			{ name: 'Remove Placeholder', value: 'remove', description: 'The placeholder is removed and nothing takes its place' },
			{ name: 'Stop With Error', value: 'error', description: 'Nothing is exported, and the error lists all missing values' },
		],
		default: 'error',
		description: 'What to do when a placeholder has no value or an empty one',
	},
	...Object.values(exportSettingProperties),
];
