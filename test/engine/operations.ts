import type { IDataObject } from 'n8n-workflow';
import type { EndpointName } from '../simulator';
import { WORKSPACE } from './parameterOracle';

/** What is there for the items to be about. */
export interface Given {
	projectKey: string;
	folderId: string;
}

/** An operation of the node AI Studios, and what a careful reader takes its parameters for. */
export interface OperationUnderTest {
	/** Parameters with which nothing is wrong; `$json.n` is another in each row. */
	base(given: Given): IDataObject;
	/** What costs money. */
	endpoints?: EndpointName[];
	/** Good values, by path, of parameters that take only some. */
	good?(given: Given): IDataObject;
	/** By path the values that a parameter takes besides its good one; without an entry it takes all that have its type. */
	accepts?: Record<string, (value: unknown) => boolean>;
	/** The file in the item's field `data`; a video by default. */
	file?: { fileName: string; mimeType: string };
	/** More options that a parameter needs, by its path. */
	needs?: Record<string, IDataObject>;
}

const nothingElse = () => false;
const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const PDF = { fileName: 'a.pdf', mimeType: 'application/pdf' };
const isWebUrl = (value: unknown) => /^https?:\/\//.test(String(value));
const ofProject = ({ projectKey }: Given) => ({ projectKey: locator(projectKey), 'projectKey.value': projectKey });
const PROJECT = { good: ofProject, accepts: { projectKey: nothingElse, 'projectKey.value': nothingElse } };
const AVATAR = 'M000000002';
const TEMPLATE = '5c0000000000000000000003';

/** Operations that make a video: as a draft, since a render is another request. Equal rows are paid for, too. */
function video(endpoints: EndpointName[], parameters: IDataObject, changes: Pick<OperationUnderTest, 'good' | 'accepts' | 'file'> = {}): OperationUnderTest {
	return {
		base: () => ({ render: false, options: { allowDuplicates: true }, ...parameters }),
		endpoints,
		...changes,
		good: () => ({
			'options.avatar': locator(AVATAR), 'options.avatar.value': AVATAR,
			'options.templateId': locator(TEMPLATE), 'options.templateId.value': TEMPLATE,
			'options.language': 'en', 'options.speed': 1.25, 'options.webhookUrl': 'https://example.com/hook',
			...changes.good?.({ projectKey: '', folderId: '' }),
		}),
		accepts: {
			'options.avatar': nothingElse, 'options.avatar.value': nothingElse, 'options.templateId': nothingElse, 'options.templateId.value': nothingElse,
			'options.webhookUrl': isWebUrl,
			'options.language': (value) => /^[a-z]{2}$/i.test(String(value)),
			'options.speed': (value) => Number(value) >= 0.5 && Number(value) <= 1.5,
			...changes.accepts,
		},
		needs: { 'options.style': { media: 'generative' }, 'options.highQuality': { media: 'generative' } },
	};
}

/** By resource and operation; one of the description that is missing here fails. */
export const OPERATIONS: Record<string, OperationUnderTest> = {
	'avatar: getMany': { base: () => ({}) },
	'project: delete': { base: () => ({ projectKey: '={{ $json.projectKey }}' }), ...PROJECT },
	'project: get': { base: () => ({ projectKey: '={{ $json.projectKey }}' }), ...PROJECT },
	'project: getMany': { base: () => ({}) },
	'project: render': {
		base: () => ({ projectKey: '={{ $json.projectKey }}', options: { allowDuplicates: true } }),
		endpoints: ['exportExisting'],
		good: (given) => ({ ...ofProject(given), 'options.webhookUrl': 'https://example.com/hook', 'options.workspaceId': locator(WORKSPACE), 'options.workspaceId.value': WORKSPACE }),
		accepts: { ...PROJECT.accepts, 'options.webhookUrl': isWebUrl, 'options.workspaceId': nothingElse, 'options.workspaceId.value': nothingElse },
	},
	'speech: create': {
		base: () => ({ text: '={{ "Hello " + $json.n }}', language: 'en', avatar: locator('M000000001'), options: { allowDuplicates: true } }),
		endpoints: ['speech'],
		good: () => ({ avatar: locator('M000000001'), 'avatar.value': 'M000000001', 'options.webhookUrl': 'https://example.com/hook' }),
		accepts: { 'options.webhookUrl': isWebUrl },
	},
	'translation: create': {
		base: () => ({ source: 'url', url: '={{ "https://youtu.be/" + $json.n }}', languages: ['ko-KR'], options: { allowDuplicates: true } }),
		endpoints: ['createTranslation'],
		good: () => ({ url: 'https://youtu.be/abc', languages: ['ko-KR'], binaryProperty: 'data', 'options.originalSubtitlesField': 'srt' }),
		accepts: { binaryProperty: nothingElse, url: nothingElse, languages: nothingElse, 'options.originalSubtitlesField': nothingElse },
	},
	'translation: get': {
		base: ({ folderId }) => ({ folderId }),
		good: ({ folderId }) => ({ folderId }),
		accepts: { folderId: nothingElse },
	},
	'video: createAvatarClip': video(['avatarClip', 'customAvatarClip'], { text: '={{ "Hello " + $json.n }}', language: 'en', avatar: locator('M000000001'), clothes: locator('BG00000101') }, {
		good: () => ({ avatar: locator('M000000001'), 'avatar.value': 'M000000001', clothes: locator('BG00000101'), 'clothes.value': 'BG00000101' }),
	}),
	'video: createFromDocument': video(['videoFromDocuments'], {}, { file: PDF, good: () => ({ binaryProperty: 'data' }), accepts: { binaryProperty: nothingElse } }),
	'video: createFromScript': video(['videoFromScript'], { script: '={{ "Hello " + $json.n }}' }),
	'video: createFromSlides': video(['projectFromSlides'], {}, { file: PDF }),
	'video: createFromTopic': video(['videoFromTopic'], { topic: '={{ "Topic " + $json.n }}' }),
	'video: createFromWebPage': video(['videoFromWebPage'], { url: '={{ "https://example.com/" + $json.n }}' }, { good: () => ({ url: 'https://example.com/a' }), accepts: { url: isWebUrl } }),
};
