import type { INodeProperties } from 'n8n-workflow';
import { NEEDS_V2 } from '../../shared/core/api';
import { allowDuplicatesProperty, dryRunProperty, fileNameProperty, includeInputFieldsProperty, outputFieldProperty } from '../../shared/n8n/commonProperties';
import { webhookProperty } from '../../shared/n8n/exportSettings';
import { avatarProperty, localeProperty, spokenLanguageProperty, spokenTextProperty } from './avatarProperties';
import { optionsProperty } from './commonProperties';
import { shownFor } from './shownFor';

export const speechProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['speech'] } },
		options: [{ name: 'Create', value: 'create', action: 'Create speech', description: 'Have an avatar speak a text, and download the audio. Costs money.' }],
		default: 'create',
	},
	...[
		spokenTextProperty,
		spokenLanguageProperty,
		avatarProperty,
		outputFieldProperty,
		optionsProperty(
			allowDuplicatesProperty,
			{
				displayName: 'Clothes',
				name: 'clothes',
				type: 'string',
				default: '',
				placeholder: 'e.g. BG00006160',
				description: `The clothes or the emotion of the avatar. ${NEEDS_V2}.`,
			},
			dryRunProperty,
			fileNameProperty,
			includeInputFieldsProperty,
			localeProperty,
			{ ...webhookProperty, description: `The URL that AI Studios reports the progress to. Its calls are not signed. ${NEEDS_V2}.` },
		),
	].map((property) => shownFor('speech', ['create'], property)),
];
