import type { INodeProperties } from 'n8n-workflow';
import { avatarProperties } from './resources/avatar';
import { projectProperties } from './resources/project';
import { speechProperties } from './resources/speech';
import { translationProperties } from './resources/translation';
import { videoProperties } from './resources/video';

const PAID_OPERATIONS = ['create', 'createAvatarClip', 'createFromDocument', 'createFromScript', 'createFromSlides', 'createFromTopic', 'createFromWebPage', 'render'];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Avatar', value: 'avatar' },
			{ name: 'Project', value: 'project' },
			{ name: 'Speech', value: 'speech' },
			{ name: 'Translation', value: 'translation' },
			{ name: 'Video', value: 'video' },
		],
		default: 'video',
	},
	{
		displayName: 'This costs money, but only once in an execution: <b>Retry On Fail</b>, or retrying a failed execution, does not pay again. Running the workflow again does. Use <b>Dry Run</b> to see the request first.',
		name: 'costNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: PAID_OPERATIONS } },
	},
	...avatarProperties,
	...projectProperties,
	...speechProperties,
	...translationProperties,
	...videoProperties,
];

/** The parameters that one operation shows. */
export function propertiesOf(resource: string, operation: string): INodeProperties[] {
	return properties.filter(({ displayOptions: { show = {} } = {} }) => isAmong(show.resource, resource) && isAmong(show.operation, operation));
}

function isAmong(values: readonly unknown[] | undefined, value: string): boolean {
	return values === undefined || values.includes(value);
}
