import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { aiStudiosApiTest } from '../shared/n8n/credentialTest';
import { projectKeyProperty } from '../shared/n8n/properties';
import { waitOptions } from './options';
import { waitAndDownload } from './waitAndDownload';

export class AiStudiosWaitAndDownload implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI Studios Wait and Download',
		name: 'aiStudiosWaitAndDownload',
		icon: { light: 'file:../../icons/aistudios.svg', dark: 'file:../../icons/aistudios.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["download"] ? "Wait · MP4 to " + $parameter["binaryProperty"] : "Wait · Video URL" }}',
		description: 'Wait for all ordered avatar videos together and download their MP4 files. Returns state, video URL and file details. Costs nothing and can be repeated.',
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
				description: 'Whether to fetch the finished video as a file. Turned off, the node gives out its URL, which works for a limited time.',
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
