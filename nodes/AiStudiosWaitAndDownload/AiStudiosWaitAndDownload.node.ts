import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { waitProperties } from './properties';

export class AiStudiosWaitAndDownload implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Wait and Download',
		name: 'aiStudiosWaitAndDownload',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["download"] ? "Download to " + $parameter["binaryProperty"] : "Video URL only" }}',
		description: 'Wait until all exported avatar videos are rendered and download their MP4 files. Returns the state, the video URL and details of the file. Costs nothing and can be repeated.',
		defaults: { name: 'AI Studios Wait and Download' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }],
		properties: waitProperties,
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { waitAndDownload } = await import('./waitAndDownload');
		return await waitAndDownload(this);
	}
}
