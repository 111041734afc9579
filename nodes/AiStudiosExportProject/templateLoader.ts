import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';
import { apiOf, type Endpoint } from '../shared/core/api';
import { checkedProjectKey } from '../shared/core/api/projectKey';
import { projectIdInUrl } from '../shared/core/api/projectUrl';
import { sceneGeneration } from '../shared/core/api/sceneGeneration';
import { AiStudiosError } from '../shared/core/errors';
import type { Client } from '../shared/core/http/client';
import type { JsonObject } from '../shared/core/json';
import { compileTemplate, type Template } from '../shared/core/template/compileTemplate';
import { parseTemplate } from '../shared/core/template/parseTemplate';

type Locator = Pick<INodeParameterResourceLocator, 'mode' | 'value'>;

/** The templates of a run: each is loaded and compiled once, however many items fill it. */
export class TemplateLoader {
	private readonly loaded = new Map<unknown, Promise<Template>>();

	constructor(private readonly client: Client) {}

	/** @throws AiStudiosError when the template cannot be used with this credential */
	async forItem(context: IExecuteFunctions, index: number): Promise<Template> {
		if (context.getNodeParameter('templateSource', index, 'json') === 'project') {
			const locator = context.getNodeParameter('project', index) as INodeParameterResourceLocator;
			return await this.once(JSON.stringify([locator.mode, locator.value]), async () => await this.loadFromProject(locator));
		}
		const source: unknown = context.getNodeParameter('template', index);
		return await this.once(source, async () => this.validate(source));
	}

	/** The template in a project designed in the AI Studios editor. */
	async loadFromProject(locator: Locator): Promise<Template> {
		return this.validate(await this.client.read(this.projectEndpoint(locator)));
	}

	private projectEndpoint({ mode, value }: Locator): Endpoint<JsonObject> {
		const { api } = this.client;
		const text = String(value ?? '').trim();
		if (mode === 'name') return api.projectByName(checkedName(text));
		return api.project(checkedProjectKey(mode === 'url' ? projectIdInUrl(text) : text));
	}

	private validate(source: unknown): Template {
		const tree = parseTemplate(source);
		const generation = sceneGeneration(tree.scenes as unknown[]);
		const { api } = this.client;
		if (generation !== undefined && generation !== api.generation) {
			throw new AiStudiosError(
				'input',
				`This template is written for ${apiOf(generation).label}, but the credential is for ${api.label}`,
				'Select a credential of the same version, or a template made for this one. Nothing was sent to AI Studios.',
			);
		}
		return compileTemplate(tree);
	}

	private async once(key: unknown, load: () => Promise<Template>): Promise<Template> {
		const template = this.loaded.get(key) ?? load();
		this.loaded.set(key, template);
		return await template;
	}
}

function checkedName(name: string): string {
	if (name !== '' && !/^\.+$/.test(name)) return name;
	throw new AiStudiosError('input', 'The project name is empty', 'Enter the name of the project as AI Studios shows it.');
}
