import type { IExecuteFunctions, ResourceMapperValue } from 'n8n-workflow';
import type { Api, Endpoint, ExportedProject, ExportSettings } from '../shared/core/api';
import { checkSettings } from '../shared/core/api/checkSettings';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { AiStudiosError } from '../shared/core/errors';
import { isObject, kindOf } from '../shared/core/json';
import { listCapped } from '../shared/core/rows';
import type { Template } from '../shared/core/template/compileTemplate';
import { completeValues, matchValues, type MissingValues } from '../shared/core/template/matchValues';
import { ParameterReader } from '../shared/n8n/parameters';
import { exportSettingProperties } from './exportSettings';
import { exportProperties } from './properties';
import type { TemplateLoader } from './templateLoader';

/** One item's export, ready to be sent. */
export interface ExportRequest {
	endpoint: Endpoint<ExportedProject>;
	template: Template;
	/** Placeholders without a value. */
	missing: string[];
	/** Fields that fill no placeholder. */
	unused: string[];
	/** Whether the values were entered field by field: only then are unused ones worth a hint. */
	mappedManually: boolean;
	/** Labels of options that this API version does not have. */
	ignoredOptions: string[];
	dryRun: boolean;
	allowDuplicates: boolean;
}

/** An item that has a project already: it is not exported. */
export interface ReusedProject {
	existingProjectKey: string;
	dryRun: boolean;
}

export type PreparedItem = ExportRequest | ReusedProject;

/**
 * Reads and checks one item.
 * @throws AiStudiosError (input) when something is missing or not possible: it is not sent then
 */
export async function prepareItem(context: IExecuteFunctions, index: number, templates: TemplateLoader, api: Api): Promise<PreparedItem> {
	const parameters = new ParameterReader(context, index, exportProperties);
	const dryRun = parameters.boolean('options.dryRun', { emptyIsError: true });
	const existingProjectKey = parameters.text('options.existingProjectKey');
	if (existingProjectKey !== '') return { existingProjectKey: checkedProjectKey(existingProjectKey), dryRun };
	const allowDuplicates = parameters.boolean('options.allowDuplicates');
	const template = await templates.forItem(parameters);
	return { ...fillTemplate(context, index, parameters, template, api, dryRun), dryRun, allowDuplicates };
}

function fillTemplate(context: IExecuteFunctions, index: number, parameters: ParameterReader, template: Template, api: Api, dryRun: boolean) {
	const { fields, mappedManually } = readFields(context, index, parameters);
	const missingValues = parameters.choice<MissingValues>('options.missingValues');
	const settings = readSettings(parameters);
	const match = matchValues(template.placeholders, fields);
	if (!dryRun && missingValues === 'error') checkMarkers(template);
	const values = completeValues(match, dryRun && missingValues === 'error' ? 'keep' : missingValues, fields);
	return {
		endpoint: api.exportProject(template.fill(values), settings),
		template,
		missing: match.missing,
		unused: match.unused,
		mappedManually,
		ignoredOptions: settingNames
			.filter((name) => settings[name] !== undefined && !api.acceptsSetting(name))
			.map((name) => exportSettingProperties[name].displayName),
	};
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

const MAX_MARKERS = 5;

/** @throws AiStudiosError (input) when a `##` would be spoken or shown */
function checkMarkers({ strays }: Template) {
	if (strays.length === 0) return;
	throw new AiStudiosError(
		'input',
		`The template contains ## that belongs to no placeholder: ${listCapped(strays.map((stray) => `"${stray}"`), MAX_MARKERS)}`,
		'Write placeholders as ##NAME##, on one line and without # in the name. To send ## as it is, select another option than Stop With Error in Missing Values. This item was not sent to AI Studios.',
	);
}

const settingNames = Object.keys(exportSettingProperties) as Array<keyof ExportSettings>;

function readSettings(parameters: ParameterReader): ExportSettings {
	const settings: ExportSettings = {};
	for (const name of settingNames) {
		const value = parameters.setting(`options.${exportSettingProperties[name].name}`);
		if (value !== '') settings[name] = value;
	}
	checkSettings(settings);
	return settings;
}
