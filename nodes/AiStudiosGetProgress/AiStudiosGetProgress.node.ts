import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { projectKeyProperty } from '../shared/n8n/commonProperties';
import { getProgress } from './getProgress';

export class AiStudiosGetProgress implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Get Progress',
		name: 'aiStudiosGetProgress',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["options"]["routeByStatus"] ? "Route by status" : "Check progress once" }}',
		description: 'Check the render progress of an avatar video once. Returns the progress in percent, the state (rendering, complete or failed) and, when complete, the video URL. Costs nothing.',
		defaults: { name: 'AI Studios Get Progress' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ $parameter["options"]["routeByStatus"] ? [
			{ type: "${NodeConnectionTypes.Main}", displayName: "Complete" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Rendering" },
			{ type: "${NodeConnectionTypes.Main}", displayName: "Failed" },
		] : [{ type: "${NodeConnectionTypes.Main}" }] }}`,
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: [
			projectKeyProperty,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Route by Status',
						name: 'routeByStatus',
						type: 'boolean',
						default: false,
						description: 'Whether to send each item to one of three outputs: Complete, Rendering or Failed. Connect Rendering to a Wait node and back to this node to wait across restarts of n8n.',
					},
				],
			},
		],
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await getProgress(this);
	}
}
