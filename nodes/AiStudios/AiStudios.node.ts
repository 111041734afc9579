import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { loadedWhenCalled } from '../shared/n8n/loadedWhenCalled';
import { properties } from './properties';

export class AiStudios implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios',
		name: 'aiStudios',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create avatar videos from a script, topic, web page, document or slides, create speech, translate videos, and manage projects. Creating costs money.',
		defaults: { name: 'AI Studios' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties,
	};

	methods = {
		credentialTest: { aiStudiosApiTest },
		listSearch: {
			searchAvatars: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchAvatars),
			searchClothes: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchClothes),
			searchProjects: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchProjects),
			searchTemplates: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchTemplates),
			searchVideoAvatars: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchVideoAvatars),
			searchWorkspaces: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchWorkspaces),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runOperation } = await import('./runOperation');
		return await runOperation(this);
	}
}
