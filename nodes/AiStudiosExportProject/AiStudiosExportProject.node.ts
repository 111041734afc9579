import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { exportProjects } from './exportProjects';
import { exportProperties } from './properties';
import { searchProjects, searchWorkspaces } from './searches';
import { templateFields } from './templateFields';

export class AiStudiosExportProject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Export Project',
		name: 'aiStudiosExportProject',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["templateSource"] === "project" ? "Export · From Project" : "Export · " + new Set(String($parameter["template"]).match(/##[^#\\s][^#]*##/g) ?? []).size + " Placeholders" }}',
		description: 'Fills the placeholders of a template with the fields of each item and orders one AI Studios avatar video per item. Every export costs money. Returns the project key of each render, which AI Studios Wait and Download turns into an MP4.',
		defaults: { name: 'AI Studios Export Project' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: exportProperties,
	};

	methods = {
		credentialTest: { aiStudiosApiTest },
		listSearch: { searchProjects, searchWorkspaces },
		resourceMapping: { templateFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await exportProjects(this);
	}
}
