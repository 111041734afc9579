import { acceptThenReset, always, cutBody, delay, status, wrongJson } from '../simulator/faults';
import { startSimulator } from '../simulator';
import { credentialFor } from './generations';
import { failureOf, SPEED, type WatchedAccount, withWatchedAccount } from './watchedAccount';

let account: WatchedAccount;

withWatchedAccount((fresh) => {
	account = fresh;
});

describe('Nothing is missed and nothing comes twice', () => {
	test('when n8n is restarted, also without a word', async () => {
		account.finishMany(3);
		const trigger = await account.activeTrigger();
		await trigger.restart();
		const [first] = account.finishMany(1);
		await trigger.restart();
		const second = account.finishMany(2);
		await trigger.restart();
		await trigger.restart();
		expect(trigger.keys).toEqual([first, ...second]);
	});

	test('when the list comes in another order', async () => {
		const trigger = await account.activeTrigger();
		const first = account.finishMany(10);
		account.simulator.orderProjects((projects) => projects.reverse());
		await trigger.poll();
		const second = account.finishMany(10);
		account.simulator.orderProjects((projects) => projects.sort((one, other) => one.name.localeCompare(other.name)));
		await trigger.poll();
		expect([...trigger.keys].sort()).toEqual([...first, ...second].sort());
		expect(trigger.executions).toHaveLength(20);
	});

	test('when a poll gets a 500, a cut response or an expired token', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(4);
		account.simulator.injectFaults('projects', [status(500), cutBody(30)]);
		await trigger.poll();
		account.simulator.expireTokens();
		keys.push(account.finish());
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when polls fail for good for a while: each failure is an error, and the next poll goes on', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(4);
		account.simulator.injectFaults('projects', [always(status(500))]);
		const error = await failureOf(trigger.poll());
		expect(error).toMatchObject({ httpCode: '500', message: expect.stringMatching(/no usable response for the list of projects after 7 attempts: Simulated status 500/) });
		expect(account.simulator.requestsTo('projects').slice(-7).map(({ status: code }) => code)).toEqual(Array(7).fill(500));
		keys.push(account.finish());
		account.simulator.injectFaults('projects', []);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when the list is empty for a moment, or shows only some', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(6);
		await trigger.poll();
		account.simulator.injectFaults('projects', [wrongJson({ success: true, data: [] })]);
		await trigger.poll();
		account.simulator.orderProjects((projects) => projects.slice(0, 2));
		await trigger.poll();
		account.simulator.orderProjects((projects) => projects);
		await trigger.restart();
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when two polls overlap, or the workflow is saved while one is under way', async () => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(3);
		account.simulator.injectFaults('projects', [delay(200)]);
		const slow = trigger.poll();
		await trigger.poll();
		await trigger.activate('update');
		await slow;
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when the workflow is saved, but what was finished while it was inactive is not for it', async () => {
		const trigger = await account.activeTrigger();
		const first = account.finish();
		await trigger.activate('update');
		account.finish('While it was inactive');
		await trigger.activate('activate');
		const last = account.finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([first, last]);
	});

	test.each([
		['succeeds', delay(200)],
		['fails', acceptThenReset],
	])('when the workflow is switched off and on during a poll that %s', async (_how, fault) => {
		const trigger = await account.activeTrigger();
		const keys = account.finishMany(2);
		account.simulator.injectFaults('projects', [always(fault)]);
		const slow = trigger.poll().catch(() => {});
		await trigger.activate('activate');
		keys.push(account.finish());
		await slow;
		account.simulator.injectFaults('projects', []);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
	});

	test('when a new workflow is switched off and on during its very first poll', async () => {
		const trigger = account.trigger();
		account.finish('Before');
		account.simulator.injectFaults('projects', [delay(200)]);
		const slow = trigger.activate('activate');
		await trigger.activate('activate');
		await slow;
		const key = account.finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([key]);
	});

	test('when the workflow is switched off and on during its first poll, which fails: what was finished before is not for it', async () => {
		const trigger = await account.activeTrigger();
		account.finish('Before');
		account.simulator.injectFaults('projects', [always(acceptThenReset)]);
		const slow = trigger.activate('activate').catch(() => {});
		await trigger.activate('activate');
		await slow;
		account.simulator.injectFaults('projects', []);
		await trigger.poll();
		const last = account.finish();
		await trigger.poll();
		expect(trigger.keys).toEqual([last]);
	});

	test('when it gets the credential of another account: what is finished there counts as existing', async () => {
		const trigger = await account.activeTrigger();
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
		const trigger = account.trigger();
		const listOf = (from: number, count: number) => wrongJson({ success: true, data: Array.from({ length: count }, (_, index) => ({ id: `k${from + index}`, name: '', state: 'exported', download_url: 'https://example.com/a.mp4' })) });
		account.simulator.injectFaults('projects', [listOf(0, 4000), listOf(4000, 4000), listOf(8000, 10)]);
		await trigger.activate();
		await trigger.activate();
		await trigger.poll();
		expect(trigger.executions).toHaveLength(10);
		expect(trigger.storedKeys).toHaveLength(5010);
		// The list is newest first, so the last ones of the first list are forgotten.
		expect([0, 999, 1000, 3999, 4000].map((index) => trigger.storedKeys.includes(`k${index}`))).toEqual([true, true, false, false, true]);
	});
});
