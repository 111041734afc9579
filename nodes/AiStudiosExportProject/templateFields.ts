import type { ILoadOptionsFunctions, INodeParameterResourceLocator, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import type { Choice, Model } from '../shared/core/contract';
import { AiStudiosError } from '../shared/core/errors';
import type { Client } from '../shared/core/requests/client';
import { compileTemplate, type Template } from '../shared/core/template/compile';
import { sameName } from '../shared/core/template/marks';
import { parseTemplate } from '../shared/core/template/parseTemplate';
import { connect } from '../shared/n8n/connect';
import { guarded } from '../shared/n8n/toNodeError';
import { Templates } from './templates';

/** Keys of a scene that hold an avatar, and what it wears; v2 and v3 names. */
const MODEL_KEYS = ['model', 'modelId', 'ai_name'];
const CLOTHES_KEYS = ['clothes', 'clothId'];

/**
 * The template as a form: one field per placeholder. A template that cannot be read yet (an
 * expression, JSON that is being typed, no project chosen) gives an empty form and says why.
 */
export async function templateFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await guarded(this, async () => {
		if (this.getCurrentNodeParameter('templateSource') === 'project') return await projectForm(this);
		const source = this.getCurrentNodeParameter('template');
		if (typeof source === 'string' && source.startsWith('=')) {
			return { fields: [], emptyFieldsNotice: 'The template is an expression: its placeholders are known when it runs. Choose Map Automatically.' };
		}
		return jsonForm(source);
	});
}

function jsonForm(source: unknown): ResourceMapperFields {
	try {
		return form(compileTemplate(parseTemplate(source)));
	} catch (error) {
		return { fields: [], emptyFieldsNotice: error instanceof AiStudiosError ? error.message : 'The template cannot be read' };
	}
}

async function projectForm(context: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const locator = context.getCurrentNodeParameter('project') as INodeParameterResourceLocator | undefined;
	const value = String(locator?.value ?? '');
	if (!locator || value === '' || value.startsWith('=')) {
		return { fields: [], emptyFieldsNotice: 'Choose a project to see its placeholders.' };
	}
	const { client, secrets } = await connect(context);
	const template = await new Templates(client, secrets).designed(locator);
	const choosesModel = [...template.keysOf.values()].some((keys) => has(keys, MODEL_KEYS) || has(keys, CLOTHES_KEYS));
	return form(template, choosesModel ? await modelsOf(client) : []);
}

/** The models are only a help: without them their fields are plain text. */
async function modelsOf(client: Client): Promise<Model[]> {
	const { lists } = client.contract;
	const verdict = lists ? await client.read(lists.models) : undefined;
	return lists && verdict?.ok ? lists.readModels(verdict.envelope) : [];
}

function form(template: Template, models: Model[] = []): ResourceMapperFields {
	const names = template.placeholders.filter(
		(name, index, all) => all.findIndex((other) => sameName(other) === sameName(name)) === index,
	);
	if (names.length === 0) {
		return { fields: [], emptyFieldsNotice: 'The template has no ##PLACEHOLDERS##: every item gets the same video.' };
	}
	return { fields: names.map((name) => field(name, template.keysOf.get(name) ?? new Set(), models)) };
}

function field(name: string, keys: ReadonlySet<string>, models: Model[]): ResourceMapperField {
	const choices = has(keys, MODEL_KEYS) ? models : has(keys, CLOTHES_KEYS) ? models.flatMap(clothesOf) : [];
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

function clothesOf(model: Model): Choice[] {
	return model.clothes.map(({ name, value }) => ({ name: `${model.name}: ${name}`, value }));
}

function has(keys: ReadonlySet<string>, wanted: string[]): boolean {
	return wanted.some((key) => keys.has(key));
}

/** FIRST_NAME reads "First Name"; URL and ID stay capitals. */
function labelOf(name: string): string {
	return name
		.split(/[\s_-]+/)
		.map((word) => (/^(url|id|ai)$/i.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
		.join(' ');
}
