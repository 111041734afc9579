import type { IPollFunctions } from 'n8n-workflow';
import { ParameterReader } from '../shared/n8n/parameters';
import { triggerProperties } from './properties';

export interface TriggerSettings {
	/** Empty for all names. */
	nameContains: string;
	download: boolean;
	binaryProperty: string;
	includeExisting: boolean;
}

/** @throws AiStudiosError (input) */
export function triggerSettings(context: IPollFunctions): TriggerSettings {
	const source = { getNodeParameter: (name: string, _itemIndex: number, fallback: null) => context.getNodeParameter(name, fallback) };
	const parameters = new ParameterReader(source, 0, triggerProperties);
	return {
		nameContains: parameters.text('options.nameContains'),
		download: parameters.boolean('options.download'),
		binaryProperty: parameters.text('options.binaryProperty'),
		includeExisting: parameters.boolean('options.includeExisting'),
	};
}
