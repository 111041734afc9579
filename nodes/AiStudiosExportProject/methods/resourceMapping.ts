import type { ILoadOptionsFunctions, INodeParameterResourceLocator, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import type { Avatar, Choice } from '../../shared/core/api';
import { listFor } from '../../shared/core/api/avatarFields';
import { AiStudiosError, settle } from '../../shared/core/errors';
import type { Client } from '../../shared/core/http/client';
import { compileTemplate, type Template } from '../../shared/core/template/compileTemplate';
import type { ItemTemplate } from '../../shared/core/template/itemTemplate';
import type { OptionalField } from '../../shared/core/template/optionalFields';
import { parseTemplate } from '../../shared/core/template/parseTemplate';
import { normalizeName } from '../../shared/core/template/placeholders';
import { isWebUrl } from '../../shared/core/webUrl';
import { withNodeErrors } from '../../shared/n8n/nodeErrors';
import { n8nRuntime } from '../../shared/n8n/runtime';
import { openSession } from '../../shared/n8n/session';
import { TemplateLoader } from '../templateLoader';

/**
 * The template as a form: one field per placeholder, and for a designed project one for each text and
 * medium that can be replaced. A template that cannot be read yet (an expression, JSON that is being
 * typed, no project selected) gives an empty form that says why.
 */
export async function templateFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await withNodeErrors(this, async () => {
		if (this.getCurrentNodeParameter('templateSource') === 'project') return await projectForm(this);
		const source = this.getCurrentNodeParameter('template');
		if (typeof source === 'string' && source.startsWith('=')) {
			return emptyForm('The template is an expression, so its placeholders are only known when the workflow runs. Select Map Automatically.');
		}
		return jsonForm(source);
	});
}

function jsonForm(source: unknown): ResourceMapperFields {
	try {
		const template = compileTemplate(parseTemplate(source));
		const fields = uniqueNames(template.placeholders).map((name) => formField(name, choicesFor(template, name, [])));
		return fields.length > 0 ? { fields } : emptyForm('The template has no ##PLACEHOLDERS##, so every item gets the same video.');
	} catch (error) {
		return emptyForm(error instanceof AiStudiosError ? error.message : 'The template cannot be read');
	}
}

async function projectForm(context: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const locator = context.getCurrentNodeParameter('project') as INodeParameterResourceLocator | undefined;
	const value = String(locator?.value ?? '');
	if (!locator || value === '' || value.startsWith('=')) return emptyForm('Select a project to see what can be filled in it.');
	const { client } = await openSession(context, n8nRuntime);
	const itemTemplate = await new TemplateLoader(client).loadFromProject(locator);
	const template = itemTemplate.compile();
	const hasList = [...template.fieldsOf.values()].some((fields) => listFor(fields) !== undefined);
	const avatars = hasList ? await loadAvatars(client) : [];
	const fields = inSceneOrder(itemTemplate, template).map((entry) =>
		typeof entry === 'string' ? formField(entry, choicesFor(template, entry, avatars)) : optionalFormField(entry),
	);
	return fields.length > 0 ? { fields } : emptyForm('The project has no text or media that could be replaced.');
}

/** Placeholders and optional fields in the order of the scenes; within a scene the placeholders first. */
function inSceneOrder({ tree, optionalFields }: ItemTemplate, { placeholders }: Template): Array<string | OptionalField> {
	const left = new Set(uniqueNames(placeholders));
	const scenes = (tree.scenes as unknown[]).flatMap((scene, sceneIndex) => {
		const inScene = compileTemplate({ scene }).placeholders.filter((name) => left.delete(name));
		return [...inScene, ...optionalFields.filter((field) => field.sceneIndex === sceneIndex)];
	});
	return [...left, ...scenes];
}

/** The list is only a help: without it the fields are plain text. */
async function loadAvatars(client: Client): Promise<Avatar[]> {
	const avatars = await settle(async () => await client.read(client.api.avatars()));
	return avatars.ok ? avatars.value : [];
}

function uniqueNames(names: string[]): string[] {
	const first = new Map<string, string>();
	for (const name of names) if (!first.has(normalizeName(name))) first.set(normalizeName(name), name);
	return [...first.values()];
}

function formField(name: string, choices: Choice[], displayName = labelOf(name)): ResourceMapperField {
	return {
		id: name,
		displayName,
		required: false,
		defaultMatch: false,
		display: true,
		canBeUsedToMatch: false,
		...(choices.length > 0
			? { type: 'options', options: choices.map(({ name: label, value }) => ({ name: label, value })) }
			: { type: 'string' }),
	};
}

const MAX_HELP_LENGTH = 40;

/** n8n shows no help text for these fields and only the first 30 characters of a label, so the designer's own value stands there. */
function optionalFormField({ name, original, clips }: OptionalField): ResourceMapperField {
	const label = [clips > 0 ? labelOf(name) : name, clips > 1 ? `${clips} clips` : ''].filter(Boolean).join(', ');
	return formField(name, [], [label, helpFor(original)].filter(Boolean).join(': '));
}

/** The name of a file, or the beginning of a text without the markup that lines may have. */
function helpFor(original: string): string {
	const isUrl = isWebUrl(original.trim());
	const plain = isUrl ? fileNameIn(original.trim()) : original.replace(/<\/?(p|span|br)\b[^>]*>/gi, ' ');
	const characters = [...plain.replace(/\s+/g, ' ').trim()];
	if (characters.length <= MAX_HELP_LENGTH) return characters.join('');
	return isUrl ? `…${characters.slice(-MAX_HELP_LENGTH).join('')}` : `${characters.slice(0, MAX_HELP_LENGTH).join('').trimEnd()}…`;
}

function fileNameIn(url: string): string {
	const { pathname, host } = new URL(url);
	return pathname.split('/').findLast(Boolean) ?? host;
}

function choicesFor({ fieldsOf }: Template, name: string, avatars: Avatar[]): Choice[] {
	const list = listFor(fieldsOf.get(name) ?? new Set());
	if (list !== 'clothes') return list === 'avatars' ? avatars : [];
	return avatars.flatMap((avatar) => avatar.clothes.map((clothes) => ({ value: clothes.value, name: `${avatar.name}: ${clothes.name}` })));
}

function emptyForm(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/** FIRST_NAME reads "First Name"; URL and ID stay capitals. */
function labelOf(name: string): string {
	return name
		.split(/[\s_-]+/)
		.map((word) => (/^(url|id|ai)$/i.test(word) ? word.toUpperCase() : word.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase())))
		.join(' ');
}
