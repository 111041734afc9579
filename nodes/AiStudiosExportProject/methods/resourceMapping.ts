import type { ILoadOptionsFunctions, INodeParameterResourceLocator, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import type { Avatar, Choice } from '../../shared/core/api';
import { listFor } from '../../shared/core/api/avatarFields';
import { AiStudiosError, settle } from '../../shared/core/errors';
import type { Client } from '../../shared/core/http/client';
import { compileTemplate, type Template } from '../../shared/core/template/compileTemplate';
import { parseTemplate } from '../../shared/core/template/parseTemplate';
import { normalizeName } from '../../shared/core/template/placeholders';
import { withNodeErrors } from '../../shared/n8n/nodeErrors';
import { n8nRuntime } from '../../shared/n8n/runtime';
import { openSession } from '../../shared/n8n/session';
import { TemplateLoader } from '../templateLoader';

/**
 * The template as a form: one field per placeholder. A template that cannot be read yet (an
 * expression, JSON that is being typed, no project selected) gives an empty form that says why.
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
		return form(compileTemplate(parseTemplate(source)));
	} catch (error) {
		return emptyForm(error instanceof AiStudiosError ? error.message : 'The template cannot be read');
	}
}

async function projectForm(context: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const locator = context.getCurrentNodeParameter('project') as INodeParameterResourceLocator | undefined;
	const value = String(locator?.value ?? '');
	if (!locator || value === '' || value.startsWith('=')) return emptyForm('Select a project to see its placeholders.');
	const { client } = await openSession(context, n8nRuntime);
	const template = await new TemplateLoader(client).loadFromProject(locator);
	const hasList = [...template.fieldsOf.values()].some((fields) => listFor(fields) !== undefined);
	return form(template, hasList ? await loadAvatars(client) : []);
}

/** The list is only a help: without it the fields are plain text. */
async function loadAvatars(client: Client): Promise<Avatar[]> {
	const avatars = await settle(async () => await client.read(client.api.avatars()));
	return avatars.ok ? avatars.value : [];
}

function form(template: Template, avatars: Avatar[] = []): ResourceMapperFields {
	const names = template.placeholders.filter(
		(name, index, all) => all.findIndex((other) => normalizeName(other) === normalizeName(name)) === index,
	);
	if (names.length === 0) return emptyForm('The template has no ##PLACEHOLDERS##, so every item gets the same video.');
	return { fields: names.map((name) => formField(name, template.fieldsOf.get(name) ?? new Set(), avatars)) };
}

function formField(name: string, fields: ReadonlySet<string>, avatars: Avatar[]): ResourceMapperField {
	const choices = choicesFor(listFor(fields), avatars);
	return {
		id: name,
		displayName: labelOf(name),
		required: false,
		defaultMatch: false,
		display: true,
		canBeUsedToMatch: false,
		...(choices.length > 0
			? { type: 'options', options: choices.map(({ name: label, value }) => ({ name: label, value })) }
			: { type: 'string' }),
	};
}

function choicesFor(list: ReturnType<typeof listFor>, avatars: Avatar[]): Choice[] {
	if (list !== 'clothes') return list === 'avatars' ? avatars : [];
	return avatars.flatMap((avatar) => avatar.clothes.map(({ name, value }) => ({ name: `${avatar.name}: ${name}`, value })));
}

function emptyForm(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/** FIRST_NAME reads "First Name"; URL and ID stay capitals. */
function labelOf(name: string): string {
	return name
		.split(/[\s_-]+/)
		.map((word) => (/^(url|id|ai)$/i.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
		.join(' ');
}
