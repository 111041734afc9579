import type { INodeListSearchResult, INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { status } from '../simulator/faults';
import { differentPaths, formOf, fromProject } from './designedRuns';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, GENERATIONS, templateFor, type Generation } from './generations';

const GREETING = { v2: '5a0000000000000000000022', v3: '5a0000000000000000000032' };

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ withSamples: true }, (started) => ({ engine, simulator } = started));

async function form(generation: Generation, parameters: INodeParameters): Promise<ResourceMapperFields> {
	return await formOf(engine, simulator, generation, parameters);
}

async function list(generation: Generation, method: string, filter?: string, page?: string): Promise<INodeListSearchResult> {
	const { methods } = engine.nodeType('aiStudiosExportProject');
	const search = methods?.listSearch?.[method];
	return (await search?.call(engine.editor({}, credentialFor(generation, simulator)), filter, page)) as INodeListSearchResult;
}

async function exportOf(generation: Generation, parameters: INodeParameters, row: Record<string, string>) {
	return await engine.run({
		rows: [row],
		credential: credentialFor(generation, simulator),
		steps: [{ node: 'aiStudiosExportProject', parameters: { ...parameters, values: { mappingMode: 'autoMapInputData', value: null } } }],
	});
}

test('a v3 project becomes a form: its placeholders in a script, a text and two tags, and as optional fields the other scripts and media', async () => {
	const { fields } = await form('v3', fromProject('id', GREETING.v3));
	expect(fields.map(({ id, displayName }) => [id, displayName])).toEqual([
		['INTRO_VIDEO', 'Intro Video'],
		['FIRST_NAME', 'First Name'],
		['COMPANY', 'Company'],
		['PHOTO_URL', 'Photo URL'],
		['Scene 2 Script', 'Scene 2 Script: Hello ##FIRST_NAME##, it is good to have…'],
	]);
});

test('its export differs from the project only in those places, and the project is not changed', async () => {
	const before = structuredClone(simulator.project(GREETING.v3).scenes);
	const row = { 'first name': 'Ann', company: 'ACME', photo_url: 'https://x.example/p.png', introVideo: 'https://x.example/i.mp4' };
	const { error, items } = await exportOf('v3', fromProject('id', GREETING.v3), row);
	expect(error).toBeUndefined();
	expect(items[0].json.projectKey).not.toBe(GREETING.v3);
	const { scenes } = simulator.requestsTo('exportProject')[0].body as { scenes: unknown };
	expect(differentPaths(before, scenes).sort()).toEqual([
		'/0/clips/0/source_url',
		'/0/clips/0/video_url',
		'/1/clips/0/script/org',
		'/1/clips/1/text',
		'/1/clips/2/source_url',
		'/1/scripts/0/org',
	].sort());
	expect(simulator.project(GREETING.v3).scenes).toEqual(before);
});

test.each(GENERATIONS)('%s: fields that only AI Studios may write are not sent', async (generation) => {
	const row = { first_name: 'Ann', company: 'ACME', photoUrl: 'https://x.example/p.png', introVideo: 'https://x.example/i.mp4' };
	await exportOf(generation, fromProject('id', GREETING[generation]), row);
	const body = simulator.requestsTo('exportProject')[0].body as object;
	const own = generation === 'v2' ? ['scenes'] : ['name', 'orientation', 'scenes'];
	expect(Object.keys(body).sort()).toEqual(own);
});

test.each([
	['v2', 'url', 'https://www.aistudios.com/edit.news?id=5a0000000000000000000022'],
	['v3', 'url', 'https://app.aistudios.com/editor/5a0000000000000000000032'],
	['v3', 'url', 'https://app.aistudios.com/editor?projectId=5a0000000000000000000032&x=1'],
	['v3', 'list', GREETING.v3],
	['v2', 'name', 'Customer greeting'],
] as const)('%s: a project selected by %s (%s) shows its placeholders', async (generation, mode, value) => {
	const { fields } = await form(generation, fromProject(mode, value));
	expect(fields.map(({ id }) => id)).toContain('FIRST_NAME');
});

test.each([
	['an expression', { template: '={{ $json.template }}' }, 'is an expression'],
	['JSON that is being typed', { template: '{"scenes": [' }, 'line 1, column 13'],
	['no placeholders', { template: '{"scenes": [{}]}' }, 'no ##PLACEHOLDERS##'],
	['no project yet', fromProject('list', ''), 'Select a project'],
])('with %s the form is empty and says why, without a request', async (_title, parameters, notice) => {
	const { fields, emptyFieldsNotice } = await form('v3', parameters as INodeParameters);
	expect(fields).toEqual([]);
	expect(emptyFieldsNotice).toContain(notice);
	expect(simulator.requests).toEqual([]);
});

test('a placeholder for an avatar or its clothes offers a list of them', async () => {
	const scenes = [{ sceneIdx: 0, clips: [{ type: 'aiModel', model: { ai_name: '##AVATAR##' } }], scripts: [{ org: 'Hi', modelId: '##AVATAR##', clothId: '##CLOTHES##' }] }];
	const { key } = simulator.addProject({ generation: 'v3', name: 'Choice', scenes });
	const { fields } = await form('v3', fromProject('id', key));
	expect(fields.map(({ id, type }) => [id, type])).toEqual([['AVATAR', 'options'], ['CLOTHES', 'options'], ['Scene 1 Script', 'string']]);
	expect(fields[1].options?.length).toBeGreaterThan(fields[0].options?.length ?? 0);
});

test('without the list of avatars their fields are plain text', async () => {
	const scenes = [{ sceneIdx: 0, clips: [], scripts: [{ org: 'Hi', modelId: '##AVATAR##' }] }];
	const { key } = simulator.addProject({ generation: 'v3', name: 'Choice', scenes });
	simulator.injectFaults('avatars', [status(403)]);
	const { fields } = await form('v3', fromProject('id', key));
	expect(fields[0].type).toBe('string');
});

test('projects are listed with their state, filtered and in pages', async () => {
	for (let count = 0; count < 60; count += 1) simulator.addProject({ generation: 'v3', name: `Batch ${count}` });
	const first = await list('v3', 'searchProjects', 'batch');
	expect(first.results).toHaveLength(50);
	const rest = await list('v3', 'searchProjects', 'batch', String(first.paginationToken));
	expect(rest.results).toHaveLength(10);
	expect(rest.paginationToken).toBeUndefined();
	const { results } = await list('v3', 'searchProjects', 'GREETING');
	expect(results).toEqual([{ name: 'Customer greeting (created)', value: GREETING.v3 }]);
});

test('workspaces are listed', async () => {
	const { results } = await list('v3', 'searchWorkspaces');
	expect(results).toEqual([
		{ name: 'Marketing', value: 'workspace-marketing' },
		{ name: 'Training & Onboarding', value: 'workspace-training' },
	]);
});

test('v2 cannot list projects, and says what to choose instead', async () => {
	const description = 'Select the project by its URL, ID or name, or use a credential for API version 3.';
	await expect(list('v2', 'searchProjects')).rejects.toMatchObject({ message: 'API version 2 cannot list projects', description });
	await expect(list('v2', 'searchWorkspaces')).rejects.toMatchObject({ message: 'API version 2 cannot list workspaces' });
});

test('v3 cannot find a project by name, and says what to choose instead', async () => {
	const { error } = await exportOf('v3', fromProject('name', 'Customer greeting'), {});
	expect(error?.message).toBe('API version 3 cannot find a project by its name');
	expect(error?.description).toContain('From List, By URL or By ID');
});

test.each([
	['v2', 'v3'],
	['v3', 'v2'],
] as const)('a template of %s is rejected with a credential of %s before anything is sent', async (template, generation) => {
	const { scenes } = simulator.project(GREETING[template]);
	const { error } = await exportOf(generation, { template: JSON.stringify({ scenes }) }, {});
	expect(error?.message).toBe(`This template is written for API version ${template.slice(1)}, but the credential is for API version ${generation.slice(1)}`);
	expect(simulator.requests).toEqual([]);
});

test('v3 settings are sent when they are set, and only then', async () => {
	const template = JSON.stringify({ scenes: [{ sceneIdx: 0, clips: [] }] });
	await exportOf('v3', { template }, { a: '1' });
	const options = { projectName: 'For Ann', orientation: 'portrait', resolution: '1080', workspaceId: { __rl: true, mode: 'id', value: 'w1' }, webhookUrl: `${simulator.filesUrl}/hook` };
	await exportOf('v3', { template, options }, { a: '1' });
	const [plain, full] = simulator.requestsTo('exportProject').map(({ body }) => body as Record<string, unknown>);
	expect(Object.keys(plain)).toEqual(['scenes']);
	expect(full).toMatchObject({ name: 'For Ann', orientation: 'portrait', resolution: '1080', workspaceId: 'w1', webhookUrl: `${simulator.filesUrl}/hook` });
});

test('v2 does not send them, and a hint lists them', async () => {
	const parameters = { template: templateFor('v2'), options: { projectName: 'For Ann', resolution: '1080' } };
	const { hints } = await exportOf('v2', parameters, { first_name: 'Ann', image_url: 'https://x.example/p.png' });
	expect(Object.keys(simulator.requestsTo('exportProject')[0].body as object)).toEqual(['scenes']);
	expect(hints.join()).toMatch(/does not support it: (Project Name, Resolution|Resolution, Project Name)\./);
});
