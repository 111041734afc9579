/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- loads the built package as n8n does; not shipped */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';

const ROOT = resolve(__dirname, '../..');

let home: string;
let loader: PackageDirectoryLoader;

/** n8n's own loader, which looks for its settings below a folder that must be named first. */
beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'aistudios-n8n-'));
	process.env.N8N_USER_FOLDER ??= home;
	const core = await import('n8n-core');
	loader = new core.PackageDirectoryLoader(ROOT);
	await loader.loadAll();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const nodeNamed = (name: string) => loader.getNode(name).type as INodeType;
const loaded = (name: string) => loader.types.nodes.find((node) => node.name === name);

const NODES = [
	['aiStudios', 'AI Studios'],
	['aiStudiosExportProject', 'AI Studios Export Project'],
	['aiStudiosGetProgress', 'AI Studios Get Progress'],
	['aiStudiosTrigger', 'AI Studios Trigger'],
	['aiStudiosWaitAndDownload', 'AI Studios Wait and Download'],
] as const;

test('n8n finds five nodes and one credential in the package', () => {
	expect(Object.keys(loader.known.nodes).sort()).toEqual(NODES.map(([name]) => name));
	expect(Object.keys(loader.known.credentials)).toEqual(['aiStudiosApi']);
	expect([...(loader.known.credentials.aiStudiosApi.supportedNodes ?? [])].sort()).toEqual(NODES.map(([name]) => name));
});

describe.each(NODES)('%s', (name, displayName) => {
	test('is described as n8n wants it', () => {
		const { description, methods } = nodeNamed(name);
		const kind = name === 'aiStudiosTrigger' ? { group: ['trigger'], polling: true, inputs: [] } : { usableAsTool: true, inputs: ['main'] };
		expect(description).toMatchObject({ name, displayName, version: 1, ...kind, outputs: expect.anything(), defaults: { name: displayName } });
		expect(description.credentials).toEqual([{ name: 'aiStudiosApi', required: true, testedBy: 'aiStudiosApiTest' }]);
		expect(methods?.credentialTest).toHaveProperty('aiStudiosApiTest');
		expect(description.subtitle).toMatch(/^=/);
	});

	test('has its icons, light and dark', () => {
		const { light, dark } = loaded(name)?.iconUrl as { light: string; dark: string };
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			expect(icon).toMatch(/^icons\/n8n-nodes-aistudios\//);
			expect(existsSync(join(ROOT, icon.replace('icons/n8n-nodes-aistudios/', '')))).toBe(true);
		}
	});

	test('has its codex', () => {
		const codex = loaded(name)?.codex;
		expect(codex?.categories).toEqual(['Marketing & Content']);
		expect(codex?.alias).toEqual(expect.arrayContaining(['avatar', 'video', 'text to video', 'DeepBrain']));
		expect(codex?.resources?.primaryDocumentation?.[0].url).toMatch(/^https:\/\//);
	});
});

const PROJECT = { mode: 'id', value: '={{ $json.projectKey }}' };
const INCLUDE = { options: {}, 'options.includeInputFields': false };
const LIST = { returnAll: false, limit: 50 };

/** Of all operations that make a project, and render it. */
const CREATION = {
	render: true,
	options: {},
	'options.allowDuplicates': false,
	'options.dryRun': false,
	'options.includeInputFields': false,
	'options.resolution': '1080',
	'options.webhookUrl': '',
	'options.workspaceId': { mode: 'list', value: '' },
};

/** Of all operations that have AI Studios write and design a video. */
const VIDEO = {
	...CREATION,
	'options.audience': '',
	'options.avatar': { mode: 'list', value: '' },
	'options.highQuality': false,
	'options.language': '',
	'options.media': 'search',
	'options.objective': '',
	'options.speed': 1,
	'options.style': 'realistic',
	'options.templateId': { mode: 'list', value: '' },
	'options.tone': '',
	'options.voiceOnly': false,
};

/** Names and defaults that saved workflows depend on: a change here breaks them. */
const PARAMETERS: Record<string, Record<string, unknown>> = {
	aiStudios: {
		resource: 'video',
		'avatar.operation': 'getMany',
		'avatar.getMany': { ...LIST, simplify: true, ...INCLUDE },
		'project.operation': 'get',
		'project.delete': { projectKey: PROJECT, ...INCLUDE },
		'project.get': { projectKey: PROJECT, simplify: true, ...INCLUDE },
		'project.getMany': { ...LIST, ...INCLUDE },
		'speech.operation': 'create',
		'speech.create': {
			text: '',
			language: 'en',
			avatar: { mode: 'list', value: '' },
			binaryProperty: 'data',
			...INCLUDE,
			'options.allowDuplicates': false,
			'options.clothes': '',
			'options.dryRun': false,
			'options.fileName': '',
			'options.locale': '',
			'options.webhookUrl': '',
		},
		'translation.operation': 'create',
		'translation.get': { folderId: '={{ $json.folderId }}', ...INCLUDE },
		'translation.create': {
			source: 'binary',
			binaryProperty: 'data',
			url: '',
			languages: [],
			options: {},
			'options.allowDuplicates': false,
			'options.dryRun': false,
			'options.dubbingOnly': false,
			'options.includeInputFields': false,
			'options.originalLanguage': 'auto',
			'options.originalSubtitlesField': '',
			'options.removeMusic': false,
			'options.speakers': 'auto',
			'options.subtitles': false,
			'options.translatedSubtitles': {},
		},
		'project.render': {
			projectKey: PROJECT,
			options: {},
			'options.allowDuplicates': false,
			'options.dryRun': false,
			'options.includeInputFields': false,
			'options.resolution': '1080',
			'options.webhookUrl': '',
			'options.workspaceId': { mode: 'list', value: '' },
		},
		'video.operation': 'createFromScript',
		'video.createAvatarClip': {
			text: '',
			language: 'en',
			avatar: { mode: 'list', value: '' },
			clothes: { mode: 'list', value: '' },
			...CREATION,
			'options.locale': '',
			'options.topCrop': 0,
		},
		'video.createFromDocument': { binaryProperty: 'data', ...VIDEO },
		'video.createFromSlides': { binaryProperty: 'data', ...CREATION, 'options.projectName': '' },
		'video.createFromScript': { script: '', ...VIDEO, 'options.duration': 60, 'options.scriptHandling': 'original' },
		'video.createFromTopic': { topic: '', ...VIDEO, 'options.duration': 60 },
		'video.createFromWebPage': { url: '', ...VIDEO, 'options.duration': 60 },
	},
	aiStudiosExportProject: {
		templateSource: 'json',
		template: expect.stringContaining('##SCRIPT##'),
		project: { mode: 'list', value: '' },
		values: { mappingMode: 'defineBelow', value: null },
		options: {},
		'options.allowDuplicates': false,
		'options.draftOnly': false,
		'options.dryRun': false,
		'options.existingProjectKey': '',
		'options.includeInputFields': false,
		'options.missingValues': 'error',
		'options.orientation': 'landscape',
		'options.projectName': '',
		'options.resolution': '1080',
		'options.webhookUrl': '',
		'options.workspaceId': { mode: 'list', value: '' },
	},
	aiStudiosGetProgress: {
		projectKey: '={{ $json.projectKey }}',
		options: {},
		'options.routeByStatus': false,
	},
	aiStudiosTrigger: {
		event: 'videoFinished',
		options: {},
		'options.binaryProperty': 'data',
		'options.download': false,
		'options.includeExisting': false,
		'options.nameContains': '',
		pollTimes: expect.anything(),
	},
	aiStudiosWaitAndDownload: {
		projectKey: '={{ $json.projectKey }}',
		download: true,
		binaryProperty: 'data',
		parkedStep: {},
		options: {},
		'options.fileName': '',
		'options.includeInputFields': false,
		'options.maxConcurrentDownloads': 2,
		'options.maxPollsPerSecond': 5,
		'options.onTimeout': 'error',
		'options.pacing': 'adaptive',
		'options.pollInterval': 3,
		'options.stallTimeout': 0,
		'options.surviveRestarts': false,
		'options.timeout': 60,
	},
};

test('every node of the sources is in package.json, and its parameters are under test', () => {
	const sources = readdirSync(join(ROOT, 'nodes')).filter((folder) => existsSync(join(ROOT, 'nodes', folder, `${folder}.node.ts`)));
	const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	expect(n8n.nodes).toEqual(sources.sort().map((folder) => `dist/nodes/${folder}/${folder}.node.js`));
	expect(Object.keys(PARAMETERS).sort()).toEqual(Object.keys(loader.known.nodes).sort());
});

test.each(Object.entries(PARAMETERS))('the parameters of %s and their defaults are those saved workflows know', (name, parameters) => {
	const { properties } = nodeNamed(name).description;
	expect(name === 'aiStudios' ? defaultsByOperation(properties) : defaultsOf(properties)).toEqual(parameters);
});

test.each<[string, string, string[]]>([
	['aiStudiosExportProject', 'templateSource', ['json', 'project']],
	['aiStudiosExportProject', 'options.missingValues', ['keep', 'remove', 'error']],
	['aiStudiosExportProject', 'options.orientation', ['landscape', 'portrait']],
	['aiStudiosExportProject', 'options.resolution', ['4k', '1080', '720', '480']],
	['aiStudiosTrigger', 'event', ['videoFinished']],
	['aiStudiosWaitAndDownload', 'options.pacing', ['adaptive', 'fixed']],
	['aiStudiosWaitAndDownload', 'options.onTimeout', ['error', 'continue']],
])('the choices of %s %s are those saved workflows know', (name, path, choices) => {
	expect(choicesOf(nodeNamed(name).description.properties, path)).toEqual(choices);
});

test('the three outputs of Get Progress are named in their order', () => {
	const { outputs } = nodeNamed('aiStudiosGetProgress').description;
	expect([...String(outputs).matchAll(/displayName: "(\w+)"/g)].map(([, output]) => output)).toEqual(['Complete', 'Rendering', 'Failed']);
});

describe('the credential', () => {
	const credential = () => loader.getCredential('aiStudiosApi').type as ICredentialType;

	test('has the fields that saved credentials have', () => {
		expect(credential()).toMatchObject({ name: 'aiStudiosApi', displayName: 'AI Studios API', documentationUrl: expect.stringMatching(/^https:\/\//) as string });
		const fields = credential().properties.map(({ name, default: preset, displayOptions }) => [name, preset, displayOptions?.show?.apiVersion?.[0]]);
		expect(fields).toEqual([
			['apiVersion', 'v2', undefined],
			['apiKey', '', 'v2'],
			['appId', '', 'v3'],
			['userKey', '', 'v3'],
			['server', 'https://v2.aistudios.com', 'v2'],
			['server', 'https://app.aistudios.com', 'v3'],
			['customServer', '', undefined],
			['sessionToken', '', undefined],
		]);
	});

	test('offers the servers of each version', () => {
		const servers = credential().properties.filter(({ name }) => name === 'server').map(({ options }) => options?.map((option) => 'value' in option && option.value));
		expect(servers).toEqual([
			['https://v2.aistudios.com', 'https://aistudios.com', 'custom'],
			['https://app.aistudios.com', 'https://app.aistudios.cn', 'custom'],
		]);
	});

	test('hides what is secret', () => {
		const hidden = credential().properties.filter(({ typeOptions }) => typeOptions?.password === true).map(({ name }) => name);
		expect(hidden).toEqual(['apiKey', 'appId', 'userKey', 'sessionToken']);
		expect(credential().properties.at(-1)).toMatchObject({ name: 'sessionToken', type: 'hidden', typeOptions: { expirable: true } });
	});
});

/** Parameter paths and their defaults; notices are no parameters. */
function defaultsOf(properties: INodeProperties[], prefix = ''): Record<string, unknown> {
	return Object.fromEntries(
		properties
			.filter(({ type }) => type !== 'notice')
			.flatMap(({ name, default: preset, type, options }) => [
				[`${prefix}${name}`, preset],
				...(type === 'collection' ? Object.entries(defaultsOf(options as INodeProperties[], `${name}.`)) : []),
			]),
	);
}

/** Of a node whose parameters depend on resource and operation. */
function defaultsByOperation(properties: INodeProperties[]): Record<string, unknown> {
	const operations = properties.filter(({ name }) => name === 'operation').map((property) => ({ resource: String(property.displayOptions?.show?.resource?.[0]), property }));
	return {
		resource: properties.find(({ name }) => name === 'resource')?.default,
		...Object.fromEntries(operations.map(({ resource, property }) => [`${resource}.operation`, property.default])),
		...Object.fromEntries(
			operations.flatMap(({ resource }) =>
				(choicesOf(properties.filter((property) => property.displayOptions?.show?.resource?.includes(resource)), 'operation') ?? []).map((operation) => [
					`${resource}.${String(operation)}`,
					defaultsOf(properties.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource) && displayOptions.show.operation?.includes(String(operation)))),
				]),
			),
		),
	};
}

function choicesOf(properties: INodeProperties[], path: string): unknown[] | undefined {
	const [name, ...deeper] = path.split('.');
	const property = properties.find((candidate) => candidate.name === name);
	if (deeper.length > 0) return choicesOf((property?.options ?? []) as INodeProperties[], deeper.join('.'));
	return property?.options?.map((option) => ('value' in option ? option.value : undefined));
}
