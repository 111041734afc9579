import type { IExecuteFunctions, ResourceMapperValue } from 'n8n-workflow';
import type { ExportSettings } from '../shared/core/api';
import { AiStudiosError } from '../shared/core/errors';
import { isObject, kindOf } from '../shared/core/json';
import type { MissingValues } from '../shared/core/template/matchValues';
import type { ParameterReader } from '../shared/n8n/parameters';
import { readSettings, settingNames } from '../shared/n8n/exportSettings';

/** What an item fills the template with. */
export interface ExportSource {
	fields: Map<string, unknown>;
	mappedManually: boolean;
	missingValues: MissingValues;
	settings: ExportSettings;
}

/** @throws AiStudiosError (input) for an option that makes no sense */
export function readSource(context: IExecuteFunctions, index: number, parameters: ParameterReader): ExportSource {
	const missingValues = parameters.choice<MissingValues>('options.missingValues');
	return { ...readFields(context, index, parameters), missingValues, settings: readSettings(parameters, settingNames) };
}

/** The values to choose from: those entered in the form, or the item's own fields. */
function readFields(context: IExecuteFunctions, index: number, parameters: ParameterReader) {
	const mapper = parameters.raw('values') ?? {};
	if (!isObject(mapper)) {
		throw new AiStudiosError('input', `Values must be an object, but it is ${kindOf(mapper)}`, 'Remove the expression from Values. This item was not sent to AI Studios.');
	}
	const mappedManually = mapper.mappingMode !== 'autoMapInputData';
	const fields = mappedManually ? enteredValues(mapper.value as ResourceMapperValue['value']) : context.getInputData()[index].json;
	return { fields: new Map<string, unknown>(Object.entries(fields)), mappedManually };
}

/** The resource mapper holds null for fields that were left empty or removed. */
function enteredValues(value: ResourceMapperValue['value'] | undefined): object {
	return Object.fromEntries(Object.entries(value ?? {}).filter(([, field]) => field !== null));
}
