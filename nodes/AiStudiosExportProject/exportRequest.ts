import type { IExecuteFunctions } from 'n8n-workflow';
import type { Api, ExportedProject, ExportSettings, PaidEndpoint } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { AiStudiosError } from '../shared/core/errors';
import { listCapped } from '../shared/core/rows';
import type { Template } from '../shared/core/template/compileTemplate';
import type { Change, ItemTemplate } from '../shared/core/template/itemTemplate';
import { matchOptionalFields } from '../shared/core/template/matchOptionalFields';
import { completeValues, matchValues } from '../shared/core/template/matchValues';
import { ParameterReader } from '../shared/n8n/parameters';
import { exportSettingProperties, settingNames } from '../shared/n8n/exportSettings';
import { readSource, type ExportSource } from './exportSource';
import { exportProperties } from './properties';
import type { TemplateLoader } from './templateLoader';

/** One item's export, ready to be sent. */
export interface ExportRequest {
	endpoint: PaidEndpoint<ExportedProject>;
	template: Template;
	/** Placeholders without a value. */
	missing: string[];
	/** Fields that fill no placeholder. */
	unused: string[];
	/** Whether the values were entered field by field: only then are unused ones worth a hint. */
	mappedManually: boolean;
	/** Differences from a designed project; undefined for a template in JSON. */
	changes?: Change[];
	/** Placeholders with a value that was not used, because the whole line around them was replaced. */
	replacedPlaceholders: string[];
	/** Tags that filled several clips. */
	repeatedTags: string[];
	/** Labels of options that this API version does not have. */
	ignoredOptions: string[];
	dryRun: boolean;
	/** Whether the project is made without being rendered. */
	draftOnly: boolean;
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
	// Used when the item is output; what makes no sense is an error before it costs anything.
	parameters.boolean('options.includeInputFields');
	const existingProjectKey = parameters.text('options.existingProjectKey');
	if (existingProjectKey !== '') return { existingProjectKey: checkedProjectKey(existingProjectKey), dryRun };
	const draftOnly = parameters.boolean('options.draftOnly', { emptyIsError: true });
	const allowDuplicates = parameters.boolean('options.allowDuplicates');
	const template = await templates.forItem(parameters);
	const source = readSource(context, index, parameters);
	return { ...fillTemplate(template, source, api, dryRun, draftOnly), dryRun, draftOnly, allowDuplicates };
}

function fillTemplate(itemTemplate: ItemTemplate, source: ExportSource, api: Api, dryRun: boolean, draftOnly: boolean) {
	const { mappedManually, missingValues, settings } = source;
	const matched = matchItem(itemTemplate, source);
	const isStrict = !dryRun && missingValues === 'error';
	if (isStrict) checkMatch(itemTemplate, matched);
	const values = completeValues(matched.match, dryRun && missingValues === 'error' ? 'keep' : missingValues, matched.remaining);
	const filled = itemTemplate.fill(values, matched.replacements);
	return {
		endpoint: api.exportProject(filled, settings, { draftOnly }),
		template: matched.template,
		...findingsOf(matched),
		...(dryRun && itemTemplate.isDesigned ? { changes: itemTemplate.changes(filled, matched.replacements) } : {}),
		mappedManually,
		ignoredOptions: ignoredOptions(settings, api),
	};
}

/** Which values replace optional fields, and which of the others fill the placeholders that are left. */
function matchItem(itemTemplate: ItemTemplate, { fields, mappedManually }: ExportSource) {
	const { placeholders } = itemTemplate.compile();
	const { replacements, remaining } = matchOptionalFields(itemTemplate.optionalFields, placeholders, fields, mappedManually);
	const template = itemTemplate.compile(replacements);
	const replaced = placeholders.filter((name) => !template.placeholders.includes(name));
	return { replacements, remaining, template, replaced, match: matchValues(template.placeholders, remaining) };
}

type MatchedItem = ReturnType<typeof matchItem>;

/** @throws AiStudiosError (input) for a stray `##`, or when the video would be that of the designed project itself */
function checkMatch({ isDesigned, optionalFields }: ItemTemplate, { template, replacements }: MatchedItem) {
	checkMarkers(template);
	if (isDesigned && template.placeholders.length === 0 && replacements.size === 0) throw nothingChanged(optionalFields.length > 0);
}

/** How well the values fit, for hints and a dry run. A field is used also when its placeholder was replaced together with its line. */
function findingsOf({ match, replaced, remaining, replacements }: MatchedItem) {
	const fillsReplaced = (field: string) => matchValues(replaced, new Map([[field, true]])).values.size > 0;
	return {
		missing: match.missing,
		unused: match.unused.filter((field) => !fillsReplaced(field)),
		replacedPlaceholders: [...matchValues(replaced, remaining).values.keys()],
		repeatedTags: [...replacements.keys()].filter(({ clips }) => clips > 1).map(({ aliases, clips }) => `${aliases[0]} (${clips} clips)`),
	};
}

function ignoredOptions(settings: ExportSettings, api: Api): string[] {
	const ignored = settingNames.filter((name) => settings[name] !== undefined && !api.acceptsSetting(name));
	return ignored.map((name) => exportSettingProperties[name].displayName);
}

function nothingChanged(hasFields: boolean): AiStudiosError {
	const fillIt = hasFields ? 'Enter a value in at least one field under Values, or name the columns like these fields.' : 'Type a placeholder such as ##NAME## into a text of the project, or tag a clip in it.';
	return new AiStudiosError(
		'input',
		'This item changes nothing: its video would be the same as that of the project itself',
		`${fillIt} To export the project as it is, select another option than Stop With Error in Missing Values. This item was not sent to AI Studios.`,
	);
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
