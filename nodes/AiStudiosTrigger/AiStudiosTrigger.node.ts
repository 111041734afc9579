import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { triggerProperties } from './properties';

export class AiStudiosTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Trigger',
		name: 'aiStudiosTrigger',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["options"]["download"] ? "Video finished: download" : "Video finished" }}',
		description: 'Starts the workflow once for each avatar video that is finished, whether it was exported by a workflow or rendered in the AI Studios editor',
		defaults: { name: 'AI Studios Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: triggerProperties,
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { pollVideos } = await import('./pollVideos');
		return await pollVideos(this);
	}
}
