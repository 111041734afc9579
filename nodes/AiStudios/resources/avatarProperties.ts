import type { INodeProperties } from 'n8n-workflow';
import { NEEDS_V2 } from '../../shared/core/api';

/** The avatar that speaks. */
export const avatarProperty: INodeProperties = {
	displayName: 'Avatar',
	name: 'avatar',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The avatar that speaks. Where AI Studios has no list, enter its ID.',
	...modesOf('searchAvatars', 'Select an avatar…', 'M000045058'),
};

/** What it wears. */
export const clothesProperty: INodeProperties = {
	displayName: 'Clothes',
	name: 'clothes',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'What the avatar wears. Where AI Studios has no list, enter its ID.',
	...modesOf('searchClothes', 'Select clothes…', 'BG00006160'),
};

export const spokenTextProperty: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. Welcome to our store!',
	description: 'What the avatar says',
};

export const spokenLanguageProperty: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'string',
	required: true,
	default: 'en',
	placeholder: 'e.g. en',
	description: 'The code of the language of the text, which the avatar must speak',
};

export const localeProperty: INodeProperties = {
	displayName: 'Locale',
	name: 'locale',
	type: 'string',
	default: '',
	placeholder: 'e.g. zh',
	description: `Where the account is: zh for China. ${NEEDS_V2}.`,
};

/** A list to choose from, or an ID. */
export function modesOf(searchListMethod: string, placeholder: string, example: string): Pick<INodeProperties, 'modes'> {
	return {
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', placeholder, typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
		],
	};
}
