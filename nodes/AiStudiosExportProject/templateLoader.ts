import type { INodeParameterResourceLocator } from 'n8n-workflow';
import { apiOf, type Endpoint } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { projectIdInUrl } from '../shared/core/api/projectUrl';
import { sceneGeneration } from '../shared/core/api/sceneGeneration';
import { AiStudiosError } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import { isObject, kindOf, type JsonObject } from '../shared/core/json';
import { once } from '../shared/core/once';
import { compileTemplate } from '../shared/core/template/compileTemplate';
import { ItemTemplate } from '../shared/core/template/itemTemplate';
import { optionalFields } from '../shared/core/template/optionalFields';
import { parseTemplate } from '../shared/core/template/parseTemplate';
import type { ParameterReader } from '../shared/n8n/parameters';

type Locator = Pick<INodeParameterResourceLocator, 'mode' | 'value'>;

/** The templates of a run: each is loaded and compiled once, however many items fill it. */
export class TemplateLoader {
	private readonly loaded = new Map<unknown, Promise<ItemTemplate>>();

	constructor(private readonly client: Client) {}

	/** @throws AiStudiosError when the template cannot be used with this credential */
	async forItem(parameters: ParameterReader): Promise<ItemTemplate> {
		if (parameters.choice('templateSource') === 'project') {
			const locator = parameters.raw('project');
			return await once(this.loaded, JSON.stringify(locator), async () => await this.loadFromProject(asLocator(locator)));
		}
		const source = parameters.raw('template');
		return await once(this.loaded, source, async () => new ItemTemplate(this.validate(source)));
	}

	/** The template in a project designed in the AI Studios editor. */
	async loadFromProject(locator: Locator): Promise<ItemTemplate> {
		const tree = this.validate(await this.client.read(this.projectEndpoint(locator)));
		return new ItemTemplate(tree, optionalFields(tree.scenes as unknown[], compileTemplate(tree).placeholders));
	}

	private projectEndpoint({ mode, value }: Locator): Endpoint<JsonObject> {
		const { api } = this.client;
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		if (text === '') {
			throw new AiStudiosError('input', `The project is ${kindOf(value === '' ? undefined : value)}`, 'Select a project in Project, or enter its URL, ID or name. This item was not sent to AI Studios.');
		}
		if (mode === 'name') return api.projectByName(checkedName(text));
		return api.project(checkedProjectKey(mode === 'url' ? projectIdInUrl(text) : text));
	}

	private validate(source: unknown): JsonObject {
		const tree = parseTemplate(source);
		const generation = sceneGeneration(tree.scenes as unknown[]);
		const { api } = this.client;
		if (generation !== undefined && generation !== api.generation) {
			throw new AiStudiosError(
				'input',
				`This template is written for ${apiOf(generation).label}, but the credential is for ${api.label}`,
				'Select a credential of the same version, or a template made for this one. This item was not sent to AI Studios.',
			);
		}
		return tree;
	}
}

/** An expression may give the ID itself in the place of the locator. */
function asLocator(locator: unknown): Locator {
	return isObject(locator) ? (locator as unknown as Locator) : { mode: 'id', value: locator as string };
}

function checkedName(name: string): string {
	if (!/^\.+$/.test(name)) return name;
	throw new AiStudiosError('input', `"${name}" is not a project name`, 'Enter the name of the project as AI Studios shows it.');
}
