import type { IDataObject, IExecuteFunctions, INodeParameterResourceLocator, ResourceMapperValue } from 'n8n-workflow';
import type { ApiRequest, Contract, ExportSettings } from '../shared/core/contract';
import { AiStudiosError } from '../shared/core/errors';
import type { Template } from '../shared/core/template/compile';
import { completeValues, matchValues, type MissingValues } from '../shared/core/template/matchValues';

/** One item's export, ready to be sent. */
export interface Order {
	request: ApiRequest;
	placeholders: string[];
	/** Placeholders without a value. */
	missing: string[];
	/** Fields that fill nothing; only those of the form are worth a hint. */
	unused: string[];
	byForm: boolean;
	/** Labels of options that this API version does not know. */
	ignored: string[];
	dryRun: boolean;
	allowDuplicates: boolean;
	includeInputFields: boolean;
}

/** The options that go beside the scenes, and the labels they have in the editor. */
const SETTINGS: Array<[keyof ExportSettings, option: string, label: string]> = [
	['name', 'projectName', 'Project Name'],
	['orientation', 'orientation', 'Orientation'],
	['resolution', 'resolution', 'Resolution'],
	['workspaceId', 'workspaceId', 'Workspace'],
	['webhookUrl', 'webhookUrl', 'Webhook URL'],
];

/** @throws AiStudiosError (input) when something is missing or cannot be: nothing is sent then */
export function orderOf(context: IExecuteFunctions, index: number, template: Template, contract: Contract): Order {
	const options = context.getNodeParameter('options', index, {}) as IDataObject;
	const mapper = context.getNodeParameter('values', index, {}) as Partial<ResourceMapperValue>;
	const byForm = mapper.mappingMode !== 'autoMapInputData';
	const fields = new Map<string, unknown>(
		Object.entries(byForm ? filledIn(mapper.value) : context.getInputData()[index].json),
	);
	const dryRun = options.dryRun === true;
	const match = matchValues(template.placeholders, fields);
	const missingValues = (options.missingValues ?? 'error') as MissingValues;
	const values = completeValues(match, dryRun && missingValues === 'error' ? 'keep' : missingValues, fields);
	const settings = settingsIn(options);
	return {
		request: contract.exportProject(template.fill(values), settings),
		placeholders: template.placeholders,
		missing: match.missing,
		unused: match.unused,
		byForm,
		ignored: SETTINGS.flatMap(([key, , label]) => (settings[key] && !contract.settings.includes(key) ? [label] : [])),
		dryRun,
		allowDuplicates: options.allowDuplicates === true,
		includeInputFields: options.includeInputFields === true,
	};
}

/** The form holds null for fields that were left empty or removed. */
function filledIn(value: ResourceMapperValue['value'] | undefined): object {
	return Object.fromEntries(Object.entries(value ?? {}).filter(([, field]) => field !== null));
}

function settingsIn(options: IDataObject): ExportSettings {
	const settings: ExportSettings = {};
	for (const [key, option] of SETTINGS) {
		const value = plain(options[option]);
		if (value !== '') settings[key] = value;
	}
	if (settings.webhookUrl !== undefined && !isWebAddress(settings.webhookUrl)) {
		throw new AiStudiosError('input', 'The webhook URL is not a web address', 'Correct it under Options. Nothing was sent to AI Studios.');
	}
	return settings;
}

function isWebAddress(address: string): boolean {
	return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/** Options may be plain or resource locators. */
function plain(option: unknown): string {
	const value = typeof option === 'object' && option !== null ? (option as INodeParameterResourceLocator).value : option;
	return String(value ?? '').trim();
}
