import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';
import { checkedProjectKey } from '../shared/core/contract/projectKey';
import { projectIdInUrl } from '../shared/core/contract/projectUrl';
import { AiStudiosError } from '../shared/core/errors';
import type { Client } from '../shared/core/requests/client';
import { readingError } from '../shared/core/requests/troubles';
import { compileTemplate, type Template } from '../shared/core/template/compile';
import { parseTemplate } from '../shared/core/template/parseTemplate';
import { sceneKind } from '../shared/core/template/sceneKind';

/** The templates of a run: each is read and parsed once, however many items fill it. */
export class Templates {
	private readonly known = new Map<unknown, Promise<Template>>();

	constructor(
		private readonly client: Client,
		private readonly secrets: readonly string[],
	) {}

	/** @throws AiStudiosError when the template cannot be used with this credential */
	async ofItem(context: IExecuteFunctions, index: number): Promise<Template> {
		if (context.getNodeParameter('templateSource', index, 'json') === 'project') {
			const locator = context.getNodeParameter('project', index) as INodeParameterResourceLocator;
			return await this.once(JSON.stringify([locator.mode, locator.value]), async () => await this.designed(locator));
		}
		const source: unknown = context.getNodeParameter('template', index);
		return await this.once(source, async () => this.usable(source));
	}

	/** The template in a project designed in the AI Studios editor. */
	async designed({ mode, value }: Pick<INodeParameterResourceLocator, 'mode' | 'value'>): Promise<Template> {
		const { contract } = this.client;
		const wanted = String(value ?? '').trim();
		const byName = mode === 'name' ? checkedName(wanted) : undefined;
		if (byName !== undefined && !contract.projectByName) {
			throw new AiStudiosError('input', 'API version 3 cannot find a project by its name', 'Choose the project From List, By URL or By ID.');
		}
		const key = byName ?? checkedProjectKey(mode === 'url' ? projectIdInUrl(wanted) : wanted);
		const request = byName !== undefined && contract.projectByName ? contract.projectByName(byName) : contract.project(key);
		const verdict = await this.client.read(request);
		if (!verdict.ok) throw readingError(verdict, contract, { what: `project ${key}`, secrets: this.secrets });
		return this.usable(contract.designed(verdict.envelope).template);
	}

	private usable(source: unknown): Template {
		const tree = parseTemplate(source);
		const kind = sceneKind(tree.scenes as unknown[]);
		const { generation } = this.client.contract;
		if (kind !== undefined && kind !== generation) {
			throw new AiStudiosError(
				'input',
				`This template is written for API version ${kind.slice(1)}, but the credential is for version ${generation.slice(1)}`,
				'Choose a credential of the same version, or a template made for this one. Nothing was sent to AI Studios.',
			);
		}
		return compileTemplate(tree);
	}

	private async once(key: unknown, make: () => Promise<Template>): Promise<Template> {
		const template = this.known.get(key) ?? make();
		this.known.set(key, template);
		return await template;
	}
}

function checkedName(name: string): string {
	if (name !== '' && !/^\.+$/.test(name)) return name;
	throw new AiStudiosError('input', 'The project name is empty', 'Enter the name of the project as AI Studios shows it.');
}
