import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { TRUE } from '../shared/n8n/parameters';
import { progressProperties } from './properties';

/** Whether the node has three outputs, as an expression: it takes what the node itself takes for true. */
const IS_ROUTED = `${JSON.stringify([...TRUE])}.includes(String($parameter["options"]["routeByStatus"]).trim().toLowerCase())`;

export class AiStudiosGetProgress implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Get Progress',
		name: 'aiStudiosGetProgress',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: `={{ ${IS_ROUTED} ? "Route by status" : "Check progress once" }}`,
		description: 'Check the render progress of an avatar video once. Returns the progress in percent, the state (rendering, complete or failed) and, when complete, the video URL. Costs nothing.',
		defaults: { name: 'AI Studios Get Progress' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ ${IS_ROUTED} ? [
			{ type: "${NodeConnectionTypes.Main}", displayName: "Complete" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Rendering" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Failed" },
		] : [{ type: "${NodeConnectionTypes.Main}" }] }}`,
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: progressProperties,
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { getProgress } = await import('./getProgress');
		return await getProgress(this);
	}
}
