import type { IDataObject } from 'n8n-workflow';
import { always, status } from '../simulator/faults';
import { credentialFor } from './generations';
import { failureOf, type WatchedAccount, withWatchedAccount } from './watchedAccount';

let account: WatchedAccount;

withWatchedAccount((fresh) => {
	account = fresh;
});

describe('Video Finished starts the workflow', () => {
	test('once for each video, with its render and its name', async () => {
		const trigger = await account.activeTrigger();
		const key = account.finish('Welcome Ann');
		account.draft();
		await trigger.poll();
		await trigger.poll();
		expect(trigger.executions).toHaveLength(1);
		expect(trigger.executions[0]).toEqual([
			{ json: { projectKey: key, progress: 100, state: 'complete', isComplete: true, videoUrl: expect.stringContaining(account.simulator.filesUrl), name: 'Welcome Ann' } },
		]);
	});

	test('when a draft, or a render that was under way at activation, is finished', async () => {
		const [later, rendering] = [account.draft('Later'), account.simulator.addProject({ generation: 'v3', seconds: 1_000_000 }).key];
		const trigger = await account.activeTrigger();
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
		account.simulator.project(rendering).render = { ...account.simulator.project(rendering).render!, seconds: 0 };
		await trigger.poll();
		account.simulator.project(later).render = { startedAt: account.simulator.now(), seconds: 0, curve: 'linear', urlDelaySeconds: 0 };
		await trigger.poll();
		expect(trigger.keys).toEqual([rendering, later]);
	});

	test('for thirty that finish between two polls, oldest first, each in an execution of its own', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(30);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
		expect(trigger.executions.map(({ length }) => length)).toEqual(keys.map(() => 1));
	});

	test('in one request for a poll, and one for a token', async () => {
		const trigger = await account.activeTrigger();
		account.finishMany(3);
		await trigger.poll();
		expect(account.simulator.requests.map(({ endpoint }) => endpoint)).toEqual(['token', 'projects', 'projects']);
	});

	test('never for what was finished before it was activated', async () => {
		account.finishMany(5);
		const trigger = await account.activeTrigger();
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
	});

	test('also for those with Include Existing Videos, and then no more', async () => {
		const keys = account.finishMany(5);
		const trigger = await account.activeTrigger({ includeExisting: true });
		await trigger.poll();
		await trigger.restart();
		await trigger.activate();
		expect(trigger.keys).toEqual(keys);
	});

	test('only for the names that are wanted, in any case', async () => {
		const trigger = await account.activeTrigger({ nameContains: 'WELCOME' });
		account.finish('Goodbye Ann');
		const key = account.finish('Welcome Ann');
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('once for a project that is rendered again', async () => {
		const trigger = await account.activeTrigger();
		const key = account.finish();
		await trigger.poll();
		const project = account.simulator.project(key);
		project.render = { ...project.render!, startedAt: account.simulator.now(), seconds: 1_000_000 };
		await trigger.poll();
		project.render = { ...project.render, seconds: 0 };
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('through what the poll returns, when n8n gives it nothing to start the workflow with', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(3);
		const { functions } = account.engine.pollFunctions({ credential: credentialFor('v3', account.simulator), parameters: { options: {} }, staticData: JSON.parse(JSON.stringify(trigger.storedData)) as IDataObject, activation: 'init' });
		const [items] = (await account.engine.nodeType('aiStudiosTrigger').poll?.call(functions)) ?? [];
		expect(items.map(({ json }) => json.projectKey)).toEqual(keys);
	});
});

describe('A test in the editor', () => {
	const testNow = async (options: IDataObject = {}) => {
		const { functions, workflow } = account.engine.pollFunctions({ credential: credentialFor('v3', account.simulator), parameters: { options } as never, staticData: {}, activation: 'manual' });
		const items = await account.engine.nodeType('aiStudiosTrigger').poll?.call(functions);
		return { items: items?.flat() ?? [], staticData: workflow.staticData };
	};

	test('gives the newest video as a sample, and changes nothing', async () => {
		account.finishMany(2);
		const newest = account.finish('Newest');
		account.draft();
		const { items, staticData } = await testNow();
		expect(items.map(({ json }) => json.projectKey)).toEqual([newest]);
		expect(staticData).toEqual({});
	});

	test('gives the newest of the wanted names, as a file with Download', async () => {
		const wanted = account.finish('Welcome');
		account.finish('Goodbye');
		const { items } = await testNow({ nameContains: 'wel', download: true });
		expect(await account.engine.bytes(items[0])).toEqual(account.simulator.videoOf(wanted));
	});

	test('goes by the time in the keys, whatever the order of the list', async () => {
		const keyOf = (secondsAgo: number) => `${Math.floor(Date.now() / 1000 - secondsAgo).toString(16)}${'0'.repeat(16)}`;
		const newest = keyOf(10);
		for (const key of [keyOf(30), newest, keyOf(20)]) account.finish('Video', { key });
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
	const trigger = account.trigger({}, 'v2');
	expect(await failureOf(trigger.activate())).toMatchObject({
		message: 'AI Studios Trigger does not work with API version 2, which has no list of projects',
		description: 'Select a credential for API version 3.',
	});
	expect(account.simulator.requests).toHaveLength(0);
});

test('An error names no secret', async () => {
	const trigger = await account.activeTrigger();
	const { userKey } = account.simulator.credentials;
	account.simulator.injectFaults('projects', [always(status(401, { body: { success: false, error: { msg: `Key ${userKey} at https://example.com/a?X-Sig=1 is bad` } } }))]);
	const error = await failureOf(trigger.poll());
	expect(error.httpCode).toBe('401');
	expect(`${error.message} ${error.description} ${JSON.stringify(error.context)}`).not.toMatch(new RegExp(`${userKey}|X-Sig`));
	expect(error.message).toMatch(/rejected the credential for the list of projects/);
});
