import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { projectKeyProperty } from '../shared/n8n/commonProperties';
import { waitOptions } from './options';
import { waitAndDownload } from './waitAndDownload';

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
		properties: [
			projectKeyProperty,
			{
				displayName: 'Download',
				name: 'download',
				type: 'boolean',
				default: true,
				description: 'Whether to download the finished video as a file. When turned off, the node only returns its URL, which works for a limited time.',
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryProperty',
				type: 'string',
				required: true,
				default: 'data',
				placeholder: 'e.g. data',
				hint: 'The name of the output binary field to put the file in',
				displayOptions: { show: { download: [true] } },
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: waitOptions,
			},
		],
	};

	methods = { credentialTest: { aiStudiosApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await waitAndDownload(this);
	}
}
