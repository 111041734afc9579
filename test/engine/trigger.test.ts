import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { acceptThenReset, always, cutBody, delay, htmlPage, status, wrongJson } from '../simulator/faults';
import { ActiveTrigger } from './activeTrigger';
import { Engine, type RunError } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor } from './generations';

const SPEED = 100;

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(SPEED));
});
afterAll(async () => await engine.stop());
beforeEach(async () => {
	simulator = await startSimulator({ speed: SPEED });
});
afterEach(async () => await simulator.stop());

const finish = (name = 'Video', more: object = {}) => simulator.addProject({ generation: 'v3', name, seconds: 0, ...more }).key;
const finishMany = (count: number) => Array.from({ length: count }, (_, index) => finish(`Video ${index}`));
const draft = (name = 'Draft') => simulator.addProject({ generation: 'v3', name }).key;
const triggerWith = (options: IDataObject = {}) => new ActiveTrigger(engine, credentialFor('v3', simulator), fastRuntime(SPEED), options);

async function active(options: IDataObject = {}): Promise<ActiveTrigger> {
	const trigger = triggerWith(options);
	await trigger.activate();
	return trigger;
}

async function failureOf(work: Promise<unknown>): Promise<RunError> {
	return await work.then(
		() => {
			throw new Error('It did not fail');
		},
		(error: RunError) => error,
	);
}

describe('Video Finished starts the workflow', () => {
	test('once for each video, with its render and its name', async () => {
		const trigger = await active();
		const key = finish('Welcome Ann');
		draft();
		await trigger.poll();
		await trigger.poll();
		expect(trigger.executions).toHaveLength(1);
		expect(trigger.executions[0]).toEqual([
			{ json: { projectKey: key, progress: 100, state: 'complete', isComplete: true, videoUrl: expect.stringContaining(simulator.filesUrl), name: 'Welcome Ann' } },
		]);
	});

	test('when a draft, or a render that was under way at activation, is finished', async () => {
		const [later, rendering] = [draft('Later'), simulator.addProject({ generation: 'v3', seconds: 1_000_000 }).key];
		const trigger = await active();
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
		simulator.project(rendering).render = { ...simulator.project(rendering).render!, seconds: 0 };
		await trigger.poll();
		simulator.project(later).render = { startedAt: simulator.now(), seconds: 0, curve: 'linear', urlDelaySeconds: 0 };
		await trigger.poll();
		expect(trigger.keys).toEqual([rendering, later]);
	});

	test('for thirty that finish between two polls, oldest first, each in an execution of its own', async () => {
		const trigger = await active();
		const keys = finishMany(30);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
		expect(trigger.executions.map(({ length }) => length)).toEqual(keys.map(() => 1));
	});

	test('in one request for a poll, and one for a token', async () => {
		const trigger = await active();
		finishMany(3);
		await trigger.poll();
		expect(simulator.requests.map(({ endpoint }) => endpoint)).toEqual(['token', 'projects', 'projects']);
	});

	test('never for what was finished before it was activated', async () => {
		finishMany(5);
		const trigger = await active();
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
	});

	test('also for those with Include Existing Videos, and then no more', async () => {
		const keys = finishMany(5);
		const trigger = await active({ includeExisting: true });
		await trigger.poll();
		await trigger.restart();
		await trigger.activate();
		expect(trigger.keys).toEqual(keys);
	});

	test('only for the names that are wanted, in any case', async () => {
		const trigger = await active({ nameContains: 'WELCOME' });
		finish('Goodbye Ann');
		const key = finish('Welcome Ann');
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('once for a project that is rendered again', async () => {
		const trigger = await active();
		const key = finish();
		await trigger.poll();
		const project = simulator.project(key);
		project.render = { ...project.render!, startedAt: simulator.now(), seconds: 1_000_000 };
		await trigger.poll();
		project.render = { ...project.render, seconds: 0 };
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('through what the poll returns, when n8n gives it nothing to start the workflow with', async () => {
		const trigger = await active();
		const keys = finishMany(3);
		const { functions } = engine.pollFunctions({ credential: credentialFor('v3', simulator), parameters: { options: {} }, staticData: JSON.parse(JSON.stringify(trigger.storedData)) as IDataObject, activation: 'init' });
		const [items] = (await engine.nodeType('aiStudiosTrigger').poll?.call(functions)) ?? [];
		expect(items.map(({ json }) => json.projectKey)).toEqual(keys);
	});
});

describe('Nothing is missed and nothing comes twice', () => {
	test('when n8n is restarted, also without a word', async () => {
		finishMany(3);
		const trigger = await active();
		await trigger.restart();
		const [first] = finishMany(1);
		await trigger.restart();
		const second = finishMany(2);
		await trigger.restart();
		await trigger.restart();
		expect(trigger.keys).toEqual([first, ...second]);
	});

	test('when the list comes in another order', async () => {
		const trigger = await active();
		const first = finishMany(10);
		simulator.orderProjects((projects) => projects.reverse());
		await trigger.poll();
		const second = finishMany(10);
		simulator.orderProjects((projects) => projects.sort((one, other) => one.name.localeCompare(other.name)));
		await trigger.poll();
		expect([...trigger.keys].sort()).toEqual([...first, ...second].sort());
		expect(trigger.executions).toHaveLength(20);
	});

	test('when a poll gets a 500, a cut response or an expired token', async () => {
		const trigger = await active();
		const keys = finishMany(4);
		simulator.injectFaults('projects', [status(500), cutBody(30)]);
		await trigger.poll();
		simulator.expireTokens();
		keys.push(finish());
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when polls fail for good for a while: each failure is an error, and the next poll goes on', async () => {
		const trigger = await active();
		const keys = finishMany(4);
		simulator.injectFaults('projects', [always(status(500))]);
		const error = await failureOf(trigger.poll());
		expect(error).toMatchObject({ httpCode: '500', message: expect.stringMatching(/no usable response for the list of projects after 7 attempts: Simulated status 500/) });
		expect(simulator.requestsTo('projects').slice(-7).map(({ status: code }) => code)).toEqual(Array(7).fill(500));
		keys.push(finish());
		simulator.injectFaults('projects', []);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when the list is empty for a moment, or shows only some', async () => {
		const trigger = await active();
		const keys = finishMany(6);
		await trigger.poll();
		simulator.injectFaults('projects', [wrongJson({ success: true, data: [] })]);
		await trigger.poll();
		simulator.orderProjects((projects) => projects.slice(0, 2));
		await trigger.poll();
		simulator.orderProjects((projects) => projects);
		await trigger.restart();
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when two polls overlap, or the workflow is saved while one is under way', async () => {
		const trigger = await active();
		const keys = finishMany(3);
		simulator.injectFaults('projects', [delay(200)]);
		const slow = trigger.poll();
		await trigger.poll();
		await trigger.activate('update');
		await slow;
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when the workflow is saved, but what was finished while it was inactive is not for it', async () => {
		const trigger = await active();
		const first = finish();
		await trigger.activate('update');
		finish('While it was inactive');
		await trigger.activate('activate');
		const last = finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([first, last]);
	});

	test.each([
		['succeeds', delay(200)],
		['fails', acceptThenReset],
	])('when the workflow is switched off and on during a poll that %s', async (_how, fault) => {
		const trigger = await active();
		const keys = finishMany(2);
		simulator.injectFaults('projects', [always(fault)]);
		const slow = trigger.poll().catch(() => {});
		await trigger.activate('activate');
		keys.push(finish());
		await slow;
		simulator.injectFaults('projects', []);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when a new workflow is switched off and on during its very first poll', async () => {
		const trigger = triggerWith();
		finish('Before');
		simulator.injectFaults('projects', [delay(200)]);
		const slow = trigger.activate('activate');
		await trigger.activate('activate');
		await slow;
		const key = finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('when the workflow is switched off and on during its first poll, which fails: what was finished before is not for it', async () => {
		const trigger = await active();
		finish('Before');
		simulator.injectFaults('projects', [always(acceptThenReset)]);
		const slow = trigger.activate('activate').catch(() => {});
		await trigger.activate('activate');
		await slow;
		simulator.injectFaults('projects', []);
		await trigger.poll();
		const last = finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([last]);
	});

	test('when it gets the credential of another account: what is finished there counts as existing', async () => {
		const trigger = await active();
		const other = await startSimulator({ speed: SPEED, seed: 2 });
		other.addProject({ generation: 'v3', seconds: 0 });
		trigger.useCredential(credentialFor('v3', other), '2');
		await trigger.activate('update');
		const { key } = other.addProject({ generation: 'v3', seconds: 0 });
		await trigger.poll();
		await other.stop();
		expect(trigger.keys).toEqual([key]);
	});

	test('and memory is bounded: of keys that are not listed any more, five thousand are kept', async () => {
		const trigger = triggerWith();
		const listOf = (from: number, count: number) => wrongJson({ success: true, data: Array.from({ length: count }, (_, index) => ({ id: `k${from + index}`, name: '', state: 'exported', download_url: 'https://example.com/a.mp4' })) });
		simulator.injectFaults('projects', [listOf(0, 4000), listOf(4000, 4000), listOf(8000, 10)]);
		await trigger.activate();
		await trigger.activate();
		await trigger.poll();
		expect(trigger.executions).toHaveLength(10);
		expect(trigger.storedKeys).toHaveLength(5010);
		// The list is newest first, so the last ones of the first list are forgotten.
		expect([0, 999, 1000, 3999, 4000].map((index) => trigger.storedKeys.includes(`k${index}`))).toEqual([true, true, false, false, true]);
	});
});

describe('With Download', () => {
	test('each video is a file in the field', async () => {
		const trigger = await active({ download: true, binaryProperty: 'video' });
		const keys = finishMany(3);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
		for (const [index, [item]] of trigger.executions.entries()) {
			expect(await engine.bytes(item, 'video')).toEqual(simulator.videoOf(keys[index]));
			expect(item.json).toMatchObject({ fileName: `${keys[index]}.mp4`, fileSize: simulator.videoOf(keys[index]).length, mimeType: 'video/mp4' });
		}
		expect(simulator.requestsTo('download').every(({ headers }) => headers.authorization === undefined)).toBe(true);
	});

	test('a cut download is resumed, and an expired URL asked for anew', async () => {
		const trigger = await active({ download: true });
		const key = finish('Video', { fileSize: 100_000 });
		simulator.injectFaults('download', [cutBody(50_000), status(403)]);
		await trigger.poll();
		expect(await engine.bytes(trigger.executions[0][0])).toEqual(simulator.videoOf(key));
		expect(simulator.requestsTo('progress', key)).toHaveLength(1);
	});

	test('one that fails is held back and downloaded at the next poll; the others are not', async () => {
		const trigger = await active({ download: true });
		const [bad, good] = finishMany(2);
		simulator.injectFaults('download', [always(htmlPage())], { projectKey: bad });
		await trigger.poll();
		expect(trigger.keys).toEqual([good]);
		simulator.injectFaults('download', [], { projectKey: bad });
		await trigger.poll();
		expect(trigger.keys).toEqual([good, bad]);
		expect(await engine.bytes(trigger.executions[1][0])).toEqual(simulator.videoOf(bad));
	});

	test('one that fails in three polls starts the workflow without its file, and with the reason', async () => {
		const trigger = await active({ download: true });
		const key = finish();
		simulator.injectFaults('download', [always(htmlPage())]);
		for (let polls = 0; polls < 5; polls += 1) await trigger.poll();
		expect(trigger.executions).toHaveLength(1);
		expect(trigger.executions[0]).toEqual([
			{ json: expect.objectContaining({ projectKey: key, isComplete: true, downloadError: expect.stringContaining(`project ${key}`), message: expect.any(String) }) },
		]);
		expect(JSON.stringify(trigger.executions[0][0].json.downloadError)).not.toMatch(/X-Sig|\?/);
	});

	test('one that was held back comes also after a restart', async () => {
		const trigger = await active({ download: true });
		const key = finish();
		simulator.injectFaults('download', [htmlPage()]);
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
		await trigger.restart();
		expect(trigger.keys).toEqual([key]);
	});
});

describe('A test in the editor', () => {
	const testNow = async (options: IDataObject = {}) => {
		const { functions, workflow } = engine.pollFunctions({ credential: credentialFor('v3', simulator), parameters: { options } as never, staticData: {}, activation: 'manual' });
		const items = await engine.nodeType('aiStudiosTrigger').poll?.call(functions);
		return { items: items?.flat() ?? [], staticData: workflow.staticData };
	};

	test('gives the newest video as a sample, and changes nothing', async () => {
		finishMany(2);
		const newest = finish('Newest');
		draft();
		const { items, staticData } = await testNow();
		expect(items.map(({ json }) => json.projectKey)).toEqual([newest]);
		expect(staticData).toEqual({});
	});

	test('gives the newest of the wanted names, as a file with Download', async () => {
		const wanted = finish('Welcome');
		finish('Goodbye');
		const { items } = await testNow({ nameContains: 'wel', download: true });
		expect(await engine.bytes(items[0])).toEqual(simulator.videoOf(wanted));
	});

	test('goes by the time in the keys, whatever the order of the list', async () => {
		const keyOf = (secondsAgo: number) => `${Math.floor(Date.now() / 1000 - secondsAgo).toString(16)}${'0'.repeat(16)}`;
		const newest = keyOf(10);
		for (const key of [keyOf(30), newest, keyOf(20)]) finish('Video', { key });
		expect((await testNow()).items.map(({ json }) => json.projectKey)).toEqual([newest]);
	});

	test.each<[string, IDataObject, string]>([
		['none at all', {}, 'There is no finished video yet that could be a sample'],
		['none of that name', { nameContains: 'Ann' }, 'There is no finished video yet whose name contains "Ann"'],
	])('says so when there is %s', async (_what, options, message) => {
		expect(await failureOf(testNow(options))).toMatchObject({ message, description: expect.stringContaining('then test this trigger again') });
	});
});

test('A credential for API version 2 cannot be used, and the activation says so', async () => {
	const trigger = new ActiveTrigger(engine, credentialFor('v2', simulator), fastRuntime(SPEED));
	expect(await failureOf(trigger.activate())).toMatchObject({
		message: 'AI Studios Trigger does not work with API version 2, which has no list of projects',
		description: 'Select a credential for API version 3.',
	});
	expect(simulator.requests).toHaveLength(0);
});

test('An error names no secret', async () => {
	const trigger = await active();
	const { userKey } = simulator.credentials;
	simulator.injectFaults('projects', [always(status(401, { body: { success: false, error: { msg: `Key ${userKey} at https://example.com/a?X-Sig=1 is bad` } } }))]);
	const error = await failureOf(trigger.poll());
	expect(error.httpCode).toBe('401');
	expect(`${error.message} ${error.description} ${JSON.stringify(error.context)}`).not.toMatch(new RegExp(`${userKey}|X-Sig`));
	expect(error.message).toMatch(/rejected the credential for the list of projects/);
});
