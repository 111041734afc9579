import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { loadedWhenCalled } from '../shared/n8n/loadedWhenCalled';
import { exportProperties } from './properties';

/** "Export: 3 placeholders", each name counted once. */
const SUBTITLE = `={{ $parameter["templateSource"] === "project" ? "Export from project" : ((count) => count === 0 ? "Export from JSON" : "Export: " + count + (count === 1 ? " placeholder" : " placeholders"))(new Set(String($parameter["template"]).match(/## *[^#\\s][^#]*##/g)).size) }}`;

export class AiStudiosExportProject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Export Project',
		name: 'aiStudiosExportProject',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Fill a template with the values of each item and export an avatar video from it. Costs money. Returns the project key to wait for.',
		defaults: { name: 'AI Studios Export Project' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: exportProperties,
	};

	methods = {
		credentialTest: { aiStudiosApiTest },
		listSearch: {
			searchProjects: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchProjects),
			searchWorkspaces: loadedWhenCalled(async () => (await import('../shared/n8n/listSearch')).searchWorkspaces),
		},
		resourceMapping: {
			templateFields: loadedWhenCalled(async () => (await import('./methods/resourceMapping')).templateFields),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { exportProjects } = await import('./exportProjects');
		return await exportProjects(this);
	}
}
