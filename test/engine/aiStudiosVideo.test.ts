import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, noFault, rejection, status } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, type Generation } from './generations';
import { LOOP, looped, loopNode, RETRY_ON_FAIL, savedBy } from './repeatedRuns';
import { chain } from './testWorkflow';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

const SCRIPT = '={{ $json.script }}';
const step = (parameters: INodeParameters = {}, settings: Partial<INode> = {}) => ({
	node: 'aiStudios' as const,
	parameters: { script: SCRIPT, ...parameters },
	settings,
});
const run = async (rows: IDataObject[], parameters: INodeParameters = {}, settings: Partial<INode> = {}, generation: Generation = 'v3') =>
	await engine.run({ rows, steps: [step(parameters, settings)], credential: credentialFor(generation, simulator) });

const scripts = (...texts: string[]) => texts.map((script) => ({ script }));
const created = () => simulator.creations.map(({ projectKey }) => String(projectKey));
const bodiesTo = (...[endpoint]: Parameters<Simulator['requestsTo']>) => simulator.requestsTo(endpoint).map(({ body }) => body);
const rendered = () => simulator.exports.map(({ projectKey }) => String(projectKey));

describe('a video from a script', () => {
	test('is created, waited for, and exported: the item leaves with its project key before it is rendered', async () => {
		const { items, error } = await run(scripts('Welcome! Here is what is new.'));
		expect(error).toBeUndefined();
		const [key] = created();
		expect(items).toEqual([{ json: { projectKey: key }, pairedItem: { item: 0 } }]);
		expect(bodiesTo('videoFromScript')).toEqual([{ scripts: 'Welcome! Here is what is new.' }]);
		expect(simulator.requestsTo('creationProgress').length).toBeGreaterThan(1);
		expect(bodiesTo('exportExisting')).toEqual([{ projectId: key }]);
		expect(simulator.requestsTo('progress')).toEqual([]);
	});

	test('is downloaded by Wait and Download', async () => {
		const steps = [step(), { node: 'aiStudiosWaitAndDownload' as const }];
		const { items } = await engine.run({ rows: scripts('Hello.'), steps, credential: credentialFor('v3', simulator) });
		expect(await engine.bytes(items[0])).toEqual(simulator.videoOf(created()[0]));
	});

	test('without Render is a finished draft with its address in the editor', async () => {
		const { items } = await run(scripts('Hello.'), { render: false });
		const [projectKey] = created();
		expect(items.map(({ json }) => json)).toEqual([{ projectKey, isDraft: true, editorUrl: `https://app.aistudios.com/editor/${projectKey}` }]);
		expect(simulator.requestsTo('creationProgress').at(-1)?.projectKey).toBe(projectKey);
		expect(simulator.exports).toEqual([]);
	});

	test('is told all options that are set, and its render the settings', async () => {
		const options: INodeParameters = {
			audience: 'students', avatar: { __rl: true, mode: 'id', value: 'M000000002' }, duration: 90, highQuality: true, language: 'EN', media: 'generative', objective: 'education',
			scriptHandling: 'original', speed: 1.25, style: 'sketch', templateId: { __rl: true, mode: 'list', value: '5c0000000000000000000003' }, tone: 'formal', voiceOnly: false,
			resolution: '720', webhookUrl: 'https://hooks.example/1', workspaceId: { __rl: true, mode: 'id', value: 'workspace-marketing' },
		};
		const { error } = await run(scripts('Hello.'), { options });
		expect(error).toBeUndefined();
		expect(bodiesTo('videoFromScript')).toEqual([{
			scripts: 'Hello.',
			options: {
				audience: 'students', model: 'M000000002', duration: 90, useGenerativeHighQuality: true, language: 'en', media: 'generative', objective: 'education',
				scriptOption: 'original', speed: 1.25, style: 'sketch', templateId: '5c0000000000000000000003', tone: 'formal', voiceOnly: false,
			},
		}]);
		expect(bodiesTo('exportExisting')).toEqual([{ projectId: created()[0], resolution: '720', webhookUrl: 'https://hooks.example/1', workspaceId: 'workspace-marketing' }]);
	});

	test('is told no option that is empty', async () => {
		await run(scripts('Hello.'), { options: { audience: '', avatar: { __rl: true, mode: 'list', value: '' }, duration: '', speed: '', voiceOnly: '' } });
		expect(bodiesTo('videoFromScript')).toEqual([{ scripts: 'Hello.' }]);
	});
});

test.each<[operation: string, parameters: INodeParameters, endpoint: 'videoFromTopic' | 'videoFromWebPage', body: object]>([
	['createFromTopic', { topic: 'Solar panels' }, 'videoFromTopic', { topic: 'Solar panels', options: { duration: 30 } }],
	['createFromWebPage', { url: 'https://example.com/blog' }, 'videoFromWebPage', { url: 'https://example.com/blog', options: { duration: 30 } }],
])('%s creates and exports a video', async (operation, parameters, endpoint, body) => {
	const { items } = await run([{}], { operation, ...parameters, options: { duration: 30 } });
	expect(bodiesTo(endpoint)).toEqual([body]);
	expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }]);
	expect(rendered()).toEqual(created());
});

test('ten videos are created together: all are waited for at once', async () => {
	for (let i = 0; i < 10; i += 1) simulator.nextCreation({ seconds: 60 });
	const began = simulator.now();
	const { items } = await run(scripts(...Array.from({ length: 10 }, (_, index) => `Hello ${index}.`)));
	expect(items.map(({ json }) => json.projectKey)).toEqual(created());
	expect([...rendered()].sort()).toEqual([...created()].sort());
	expect((simulator.now() - began) / 1000).toBeLessThan(200);
});

describe('what makes no sense is said before anything is sent:', () => {
	test.each<[title: string, parameters: INodeParameters, message: string]>([
		['no script', { script: '={{ "" }}' }, 'Script is empty'],
		['a script of spaces', { script: '={{ "  " }}' }, 'Script is empty'],
		['a script that is a list', { script: '={{ ["a"] }}' }, 'Script must be text, but it is a list'],
		['no topic', { operation: 'createFromTopic', topic: '={{ null }}' }, 'Topic is empty'],
		['no URL', { operation: 'createFromWebPage', url: '={{ "" }}' }, 'URL is empty'],
		['a URL that is none', { operation: 'createFromWebPage', url: 'example.com/blog' }, 'The URL of the web page is not a web address'],
		['a file address', { operation: 'createFromWebPage', url: 'file:///etc/passwd' }, 'The URL of the web page is not a web address'],
		['a duration between', { options: { duration: 45 } }, 'Duration must be "30" or "60" or "90" or "120" or "150" or "180", but it is 45'],
		['a speed in per cent', { options: { speed: 120 } }, 'Speed must be a number from 0.5 to 1.5, but it is "120"'],
		['a speed in words', { options: { speed: 'fast' } }, 'Speed must be a number from 0.5 to 1.5, but it is "fast"'],
		['a language by its name', { options: { language: 'English' } }, 'Language must be an ISO 639-1 code such as "en", but it is "English"'],
		['unknown media', { options: { media: 'stock' } }, 'Media must be "free" or "generative" or "premium" or "search", but it is "stock"'],
		['a style without generative media', { options: { style: 'anime' } }, 'Style must be used with generative media, but it is set with no Media'],
		['high quality with other media', { options: { highQuality: true, media: 'free' } }, 'High Quality Media must be used with generative media, but it is set with Media "free"'],
		['a script handling that is none', { options: { scriptHandling: 'x' } }, 'Script Handling must be "original" or "ai", but it is "x"'],
		['an audience that is an object', { options: { audience: '={{ ({}) }}' } }, 'Audience must be text, but it is an object'],
		['a Render that is unclear', { render: 'perhaps' }, 'Render must be true or false, but it is "perhaps"'],
		['a webhook that is none', { options: { webhookUrl: 'hooks' } }, 'The webhook URL is not a web address'],
	])('%s', async (_title, parameters, message) => {
		const { error } = await run(scripts('Hello.'), parameters);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/This item was not sent to AI Studios\. No item was created\.$/);
		expect(simulator.requests).toEqual([]);
	});

	test('with an API key of the classic editor', async () => {
		const { error } = await run(scripts('Hello.'), {}, {}, 'v2');
		expect(error?.message).toBe('API version 2 cannot create a video from a script');
		expect(simulator.requests).toEqual([]);
	});
});

test('a dry run sends nothing and shows the request', async () => {
	const { items, hints } = await run(scripts('Hello.'), { options: { dryRun: true, tone: 'formal' } });
	expect(items.map(({ json }) => json)).toEqual([{ request: { scripts: 'Hello.', options: { tone: 'formal' } } }]);
	expect(hints).toEqual(['Dry run: nothing was created. Turn off Dry Run to create it.']);
	expect(simulator.requests).toEqual([]);
});

describe('items with the same values', () => {
	test('share creation and render', async () => {
		const { items } = await run(scripts('Hello.', 'Hello.', 'Bye.'), { options: { includeInputFields: true } });
		const [hello, bye] = created();
		expect(items.map(({ json }) => json)).toEqual([
			{ script: 'Hello.', projectKey: hello },
			{ script: 'Hello.', projectKey: hello, duplicateOf: 0 },
			{ script: 'Bye.', projectKey: bye },
		]);
		expect(rendered().sort()).toEqual([hello, bye].sort());
	});

	test('are created and rendered each with Allow Duplicates', async () => {
		const { items } = await run(scripts('Hello.', 'Hello.'), { options: { allowDuplicates: true } });
		expect(items.map(({ json }) => json.projectKey)).toEqual(created());
		expect([new Set(created()).size, rendered().length]).toEqual([2, 2]);
	});

	test('but other settings of their render are created each', async () => {
		const rows = ['720', '480'].map((resolution) => ({ script: 'Hello.', resolution }));
		const { items } = await run(rows, { options: { resolution: '={{ $json.resolution }}' } });
		expect(items.map(({ json }) => json.projectKey)).toEqual(created());
		expect(bodiesTo('exportExisting')).toEqual(expect.arrayContaining([{ projectId: created()[0], resolution: '720' }, { projectId: created()[1], resolution: '480' }]));
	});
});

describe('nothing is paid for twice:', () => {
	const workflow = () => chain([step()]);

	test('a creation whose response was lost is in doubt, also when the engine repeats the node', async () => {
		simulator.injectFaults('videoFromScript', [acceptThenReset]);
		const { error } = await run(scripts('Hello.'), {}, RETRY_ON_FAIL);
		expect(error?.message).toMatch(/^The request for the video was sent, but its response was lost .*: it may have been accepted$/);
		expect(simulator.requestsTo('videoFromScript')).toHaveLength(1);
	});

	test('a render whose response was lost is in doubt, and the error has the project key', async () => {
		simulator.injectFaults('exportExisting', [acceptThenReset]);
		const { items } = await run(scripts('Hello.'), {}, { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
		const [projectKey] = created();
		expect(items.map(({ json }) => json)).toEqual([{
			projectKey,
			error: expect.stringMatching(`^The export of project ${projectKey} was sent, but its response was lost`) as string,
			message: expect.stringContaining('Open the project in AI Studios') as string,
		}]);
		expect([created().length, simulator.requestsTo('exportExisting').length]).toEqual([1, 1]);
	});

	test('a render that is rejected is sent again when the engine repeats the node, the creation is not', async () => {
		simulator.injectFaults('exportExisting', [noFault, rejection('Not today.')]);
		const { items, error } = await run(scripts('One.', 'Two.'), {}, RETRY_ON_FAIL);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(created().map((projectKey) => ({ projectKey })));
		expect([simulator.requestsTo('videoFromScript').length, simulator.requestsTo('exportExisting').length, rendered().length]).toEqual([2, 3, 2]);
	});

	test('a retry of a failed execution goes on with the project that is there', async () => {
		simulator.injectFaults('exportExisting', [always(status(402))]);
		for (const seconds of [10, 60]) simulator.nextCreation({ seconds });
		const credential = credentialFor('v3', simulator);
		const failed = await engine.runWorkflow(workflow(), { rows: scripts('One.', 'Two.'), credential });
		const [one, two] = created();
		expect(failed.error?.message).toContain(`Project ${one} was created, but not exported: AI Studios rejected the export of project ${one}`);
		expect(failed.error?.description).toContain(`export it with Project: Render and the project key ${one}.`);
		expect(failed.error?.description).toContain(`Already created, and paid for: row 1 (item 0): ${one}, row 2 (item 1): ${two}.`);
		simulator.injectFaults('exportExisting', []);
		const { items, error } = await engine.runWorkflow(workflow(), { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: one }, { projectKey: two }]);
		expect([created().length, rendered().sort()]).toEqual([2, [one, two].sort()]);
	});

	test('a turn of a loop that wants the same video again gets the first, and is not waited for', async () => {
		const { items } = await engine.runWorkflow(looped(step()), {
			rows: scripts('Hello.', 'Hello.'),
			credential: credentialFor('v3', simulator),
			otherNodes: { [LOOP]: loopNode(1) },
			onNodeEnd: () => simulator.injectFaults('creationProgress', simulator.exports.length > 0 ? [always(status(500))] : []),
		});
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: created()[0] }, { projectKey: created()[0], reused: true }]);
		expect([created().length, rendered().length]).toEqual([1, 1]);
	});
});

describe('a creation that fails', () => {
	test('names the project key and what to do, and leaves the other items unharmed', async () => {
		simulator.nextCreation({ curve: 'failing' });
		const { items } = await run(scripts('One.', 'Two.'), {}, { onError: 'continueRegularOutput' });
		const [one, two] = created();
		expect(items.map(({ json }) => json)).toEqual([
			{
				error: `AI Studios could not create project ${one} (at 60 %, state "fail")`,
				message: expect.stringContaining(`render it with Project: Render and the project key ${one}`) as string,
				projectKey: one,
				isDraft: true,
			},
			{ projectKey: two },
		]);
		expect(rendered()).toEqual([two]);
	});

	test('is not waited for by Wait and Download, which passes the error on with the project key', async () => {
		simulator.nextCreation({ curve: 'failing' });
		const onError = 'continueRegularOutput' as const;
		const steps = [{ ...step(), onError }, { node: 'aiStudiosWaitAndDownload' as const, onError }];
		const { items } = await engine.run({ rows: scripts('One.'), steps, credential: credentialFor('v3', simulator) });
		expect(items[0].json).toMatchObject({ error: expect.stringContaining('could not create project') as string, projectKey: created()[0], isDraft: true });
		expect(simulator.requestsTo('progress')).toEqual([]);
	});

	test('is not paid for again when the engine repeats the node', async () => {
		simulator.nextCreation({ curve: 'failing' });
		const { error } = await run(scripts('One.'), {}, RETRY_ON_FAIL);
		expect(error?.message).toMatch(/^AI Studios could not create project /);
		expect(error?.context?.projectKey).toBe(created()[0]);
		expect([created().length, rendered().length]).toEqual([1, 0]);
	});
});
