import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { projectKeyProperty } from '../shared/n8n/properties';
import { getProgress } from './getProgress';

export class AiStudiosGetProgress implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Get Progress',
		name: 'aiStudiosGetProgress',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["options"]["routeByStatus"] ? "Progress · Route by Status" : "Progress · One Look" }}',
		description: 'Look once how far the render of an avatar video is. Returns progress in percent, state (rendering, complete or failed) and the video URL when complete. Costs nothing.',
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
						description: 'Whether items leave through one of three outputs: Complete, Rendering or Failed. Lead Rendering through a Wait node and back here for a wait that survives a restart of n8n.',
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
