import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { exportProjects } from './exportProjects';
import { exportProperties } from './properties';
import { searchProjects, searchWorkspaces } from './searches';
import { templateFields } from './templateFields';

/** "Export · 3 Placeholders"; a template that is an expression shows none yet. */
const SUBTITLE = `={{ "Export · " + (($marks) => $parameter["templateSource"] === "project" ? "From Project" : $marks === 0 ? "From JSON" : $marks === 1 ? "1 Placeholder" : $marks + " Placeholders")(new Set(String($parameter["template"]).match(/##[^#\\s][^#]*##/g) ?? []).size) }}`;

export class AiStudiosExportProject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Export Project',
		name: 'aiStudiosExportProject',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Fill a template with the values of each item and order an avatar video from it. Costs money. Returns the project key to wait for.',
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
