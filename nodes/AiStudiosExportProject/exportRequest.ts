import type { IDataObject, IExecuteFunctions, INodeParameterResourceLocator, ResourceMapperValue } from 'n8n-workflow';
import type { Api, Endpoint, ExportedProject, ExportSettings } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { checkSettings } from '../shared/core/api/checkSettings';
import type { Template } from '../shared/core/template/compileTemplate';
import { completeValues, matchValues, type MissingValues } from '../shared/core/template/matchValues';
import { exportSettingProperties } from './exportSettings';
import type { TemplateLoader } from './templateLoader';

/** One item's export, ready to be sent. */
export interface ExportRequest {
	endpoint: Endpoint<ExportedProject>;
	placeholders: string[];
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
	includeInputFields: boolean;
}

/** An item that has a project already: it is not exported. */
export interface ReusedProject {
	existingProjectKey: string;
	dryRun: boolean;
	includeInputFields: boolean;
}

export type PreparedItem = ExportRequest | ReusedProject;

/**
 * Reads and checks one item.
 * @throws AiStudiosError (input) when something is missing or not possible: nothing is sent then
 */
export async function prepareItem(context: IExecuteFunctions, index: number, templates: TemplateLoader, api: Api): Promise<PreparedItem> {
	const options = context.getNodeParameter('options', index, {}) as IDataObject;
	const existingProjectKey = textOf(options.existingProjectKey);
	if (existingProjectKey === '') return buildExportRequest(context, index, options, await templates.forItem(context, index), api);
	return {
		existingProjectKey: checkedProjectKey(existingProjectKey),
		dryRun: options.dryRun === true,
		includeInputFields: options.includeInputFields === true,
	};
}

function buildExportRequest(context: IExecuteFunctions, index: number, options: IDataObject, template: Template, api: Api): ExportRequest {
	const mapper = context.getNodeParameter('values', index, {}) as Partial<ResourceMapperValue>;
	const mappedManually = mapper.mappingMode !== 'autoMapInputData';
	const fields = new Map<string, unknown>(
		Object.entries(mappedManually ? enteredValues(mapper.value) : context.getInputData()[index].json),
	);
	const dryRun = options.dryRun === true;
	const match = matchValues(template.placeholders, fields);
	const missingValues = (options.missingValues ?? 'error') as MissingValues;
	const values = completeValues(match, dryRun && missingValues === 'error' ? 'keep' : missingValues, fields);
	const settings = readSettings(options);
	return {
		endpoint: api.exportProject(template.fill(values), settings),
		placeholders: template.placeholders,
		missing: match.missing,
		unused: match.unused,
		mappedManually,
		ignoredOptions: settingNames
			.filter((name) => settings[name] !== undefined && !api.acceptsSetting(name))
			.map((name) => exportSettingProperties[name].displayName),
		dryRun,
		allowDuplicates: options.allowDuplicates === true,
		includeInputFields: options.includeInputFields === true,
	};
}

/** The resource mapper holds null for fields that were left empty or removed. */
function enteredValues(value: ResourceMapperValue['value'] | undefined): object {
	return Object.fromEntries(Object.entries(value ?? {}).filter(([, field]) => field !== null));
}

const settingNames = Object.keys(exportSettingProperties) as Array<keyof ExportSettings>;

function readSettings(options: IDataObject): ExportSettings {
	const settings: ExportSettings = {};
	for (const name of settingNames) {
		const value = textOf(options[exportSettingProperties[name].name]);
		if (value !== '') settings[name] = value;
	}
	checkSettings(settings);
	return settings;
}

/** Options may be plain or resource locators. */
function textOf(option: unknown): string {
	const value = typeof option === 'object' && option !== null ? (option as INodeParameterResourceLocator).value : option;
	return String(value ?? '').trim();
}
