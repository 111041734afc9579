import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, GENERATIONS, type Generation } from './generations';
import { RETRY_ON_FAIL } from './repeatedRuns';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const CLIP = { text: '={{ $json.text }}', language: 'en', avatar: byId('M000000001'), clothes: byId('BG00000101') };
const OWN = { ...CLIP, clothes: byId('') };

async function run(generation: Generation, rows: IDataObject[], parameters: INodeParameters = {}, settings: Partial<INode> = {}) {
	const steps = [{ node: 'aiStudios' as const, parameters: { operation: 'createAvatarClip', ...CLIP, ...parameters }, settings }];
	return await engine.run({ rows, steps, credential: credentialFor(generation, simulator) });
}

const created = () => simulator.creations.map(({ projectKey }) => String(projectKey));
const bodiesTo = (...[endpoint]: Parameters<Simulator['requestsTo']>) => simulator.requestsTo(endpoint).map(({ body }) => body);
const SENT = { language: 'en', text: 'Hello.', model: 'M000000001' };

test.each<[Generation, object]>([
	['v2', { ...SENT, clothes: 'BG00000101' }],
	['v3', { ...SENT, clothes: 'BG00000101', isExport: true }],
])('%s: an avatar clip is made and exported with one request', async (generation, body) => {
	const { items, error } = await run(generation, [{ text: 'Hello.' }]);
	expect(error).toBeUndefined();
	expect(bodiesTo('avatarClip')).toEqual([body]);
	expect(simulator.requests.filter(({ method }) => method === 'POST').map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== 'token')).toEqual(['avatarClip']);
	expect(items).toMatchObject([{ json: { projectKey: simulator.exports[0].projectKey }, pairedItem: { item: 0 } }]);
});

test('the video of a clip is downloaded by Wait and Download', async () => {
	for (const generation of GENERATIONS) {
		const steps = [{ node: 'aiStudios' as const, parameters: { operation: 'createAvatarClip', ...CLIP } }, { node: 'aiStudiosWaitAndDownload' as const }];
		const { items } = await engine.run({ rows: [{ text: 'Hello.' }], steps, credential: credentialFor(generation, simulator) });
		expect(await engine.bytes(items[0])).toEqual(simulator.videoOf(String(items[0].json.projectKey)));
	}
});

test.each<[Generation, INodeParameters, object]>([
	['v2', { locale: 'zh', topCrop: 12, webhookUrl: 'https://hooks.example/1' }, { locale: 'zh', uppercut: 12, webhook: 'https://hooks.example/1' }],
	['v3', { resolution: '720', webhookUrl: 'https://hooks.example/1', workspaceId: byId('workspace-marketing') }, { resolution: '720', webhookUrl: 'https://hooks.example/1', workspaceId: 'workspace-marketing' }],
])('%s: options are sent when they are set', async (generation, options, sent) => {
	const { error } = await run(generation, [{ text: 'Hello.' }], { options });
	expect(error).toBeUndefined();
	expect(bodiesTo('avatarClip')).toEqual([expect.objectContaining(sent)]);
});

test.each<[title: string, parameters: INodeParameters, endpoint: 'avatarClip' | 'customAvatarClip']>([
	['a clip', CLIP, 'avatarClip'],
	['a clip of an avatar of one\'s own', OWN, 'customAvatarClip'],
])('%s without Render is a draft', async (_title, parameters, endpoint) => {
	const { items } = await run('v3', [{ text: 'Hello.' }], { ...parameters, render: false });
	expect(bodiesTo(endpoint)).toEqual([expect.objectContaining({ isExport: false })]);
	expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0], isDraft: true, editorUrl: `https://app.aistudios.com/editor/${created()[0]}` }]);
	expect(simulator.exports).toEqual([]);
});

test('an avatar of one\'s own has no clothes', async () => {
	const { items } = await run('v3', [{ text: 'Hello.' }], OWN);
	expect(bodiesTo('customAvatarClip')).toEqual([{ ...SENT, isExport: true }]);
	expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }]);
});

describe.each(GENERATIONS)('%s:', (generation) => {
	test('the same clip in two items, and in each attempt of the engine, is paid for once', async () => {
		simulator.injectFaults('avatarClip', [acceptThenReset]);
		const { items } = await run(generation, [{ text: 'Hello.' }, { text: 'Hello.' }, { text: 'Bye.' }], {}, { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => String(json.error ?? json.projectKey))).toEqual([
			expect.stringMatching(/^The request for the avatar clip was sent, but its response was lost/),
			expect.stringMatching(/^The request for the avatar clip was sent, but its response was lost/),
			String(simulator.exports[1].projectKey),
		]);
		expect(simulator.requestsTo('avatarClip')).toHaveLength(2);
	});

	test('a dry run sends nothing', async () => {
		const { items } = await run(generation, [{ text: 'Hello.' }], { options: { dryRun: true } });
		expect(items[0].json.request).toMatchObject({ ...SENT, clothes: 'BG00000101' });
		expect(simulator.requests).toEqual([]);
	});

	test.each<[title: string, parameters: INodeParameters, message: string]>([
		['no text', { text: '={{ "" }}' }, 'Text is empty'],
		['no avatar', { avatar: byId('={{ "" }}') }, 'Avatar is empty'],
		['a text that is a list', { text: '={{ [] }}' }, 'Text must be text, but it is a list'],
		['a crop in words', { options: { topCrop: 'half' } }, 'Top Crop must be a number of zero or more, but it is "half"'],
	])('%s is an error before anything is sent', async (_title, parameters, message) => {
		const { error } = await run(generation, [{ text: 'Hello.' }], parameters);
		expect(error?.message).toBe(message);
		expect(simulator.requests).toEqual([]);
	});
});

test.each<[title: string, parameters: INodeParameters, message: string, description: RegExp]>([
	['a draft', { render: false }, 'API version 2 cannot create drafts', /^Turn on Render\./],
	['an avatar without clothes', OWN, 'API version 2 cannot create an avatar clip without clothes', /^Enter the ID of the clothes in Clothes\./],
])('v2 has no clip that is %s, and says so before anything is sent', async (_title, parameters, message, description) => {
	const { error } = await run('v2', [{ text: 'Hello.' }], parameters);
	expect([error?.message, error?.description]).toEqual([message, expect.stringMatching(description)]);
	expect(simulator.requests).toEqual([]);
});
