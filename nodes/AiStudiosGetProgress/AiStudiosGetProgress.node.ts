import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { getProgress } from './getProgress';
import { progressProperties } from './properties';

export class AiStudiosGetProgress implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Get Progress',
		name: 'aiStudiosGetProgress',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["options"]["routeByStatus"] === true ? "Route by status" : "Check progress once" }}',
		description: 'Check the render progress of an avatar video once. Returns the progress in percent, the state (rendering, complete or failed) and, when complete, the video URL. Costs nothing.',
		defaults: { name: 'AI Studios Get Progress' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ $parameter["options"]["routeByStatus"] === true ? [
			{ type: "${NodeConnectionTypes.Main}", displayName: "Complete" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Rendering" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Failed" },
		] : [{ type: "${NodeConnectionTypes.Main}" }] }}`,
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: progressProperties,
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await getProgress(this);
	}
}
