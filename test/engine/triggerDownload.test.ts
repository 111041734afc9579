import { always, cutBody, htmlPage, status } from '../simulator/faults';
import { type WatchedAccount, withWatchedAccount } from './watchedAccount';

let account: WatchedAccount;

withWatchedAccount((fresh) => {
	account = fresh;
});

describe('With Download', () => {
	test('each video is a file in the field', async () => {
		const trigger = await account.activeTrigger({ download: true, binaryProperty: 'video' });
		const keys = account.finishMany(3);
		await trigger.poll();
		expect(trigger.keys).toEqual(keys);
		for (const [index, [item]] of trigger.executions.entries()) {
			expect(await account.engine.bytes(item, 'video')).toEqual(account.simulator.videoOf(keys[index]));
			expect(item.json).toMatchObject({ fileName: `${keys[index]}.mp4`, fileSize: account.simulator.videoOf(keys[index]).length, mimeType: 'video/mp4' });
		}
		expect(account.simulator.requestsTo('download').every(({ headers }) => headers.authorization === undefined)).toBe(true);
	});

	test('a cut download is resumed, and an expired URL asked for anew', async () => {
		const trigger = await account.activeTrigger({ download: true });
		const key = account.finish('Video', { fileSize: 100_000 });
		account.simulator.injectFaults('download', [cutBody(50_000), status(403)]);
		await trigger.poll();
		expect(await account.engine.bytes(trigger.executions[0][0])).toEqual(account.simulator.videoOf(key));
		expect(account.simulator.requestsTo('progress', key)).toHaveLength(1);
	});

	test('one that fails is held back and downloaded at the next poll; the others are not', async () => {
		const trigger = await account.activeTrigger({ download: true });
		const [bad, good] = account.finishMany(2);
		account.simulator.injectFaults('download', [always(htmlPage())], { projectKey: bad });
		await trigger.poll();
		expect(trigger.keys).toEqual([good]);
		account.simulator.injectFaults('download', [], { projectKey: bad });
		await trigger.poll();
		expect(trigger.keys).toEqual([good, bad]);
		expect(await account.engine.bytes(trigger.executions[1][0])).toEqual(account.simulator.videoOf(bad));
	});

	test('one that fails in three polls starts the workflow without its file, and with the reason', async () => {
		const trigger = await account.activeTrigger({ download: true });
		const key = account.finish();
		account.simulator.injectFaults('download', [always(htmlPage())]);
		for (let polls = 0; polls < 5; polls += 1) await trigger.poll();
		expect(trigger.executions).toHaveLength(1);
		expect(trigger.executions[0]).toEqual([
			{ json: expect.objectContaining({ projectKey: key, isComplete: true, downloadError: expect.stringContaining(`project ${key}`), message: expect.any(String) }) },
		]);
		expect(JSON.stringify(trigger.executions[0][0].json.downloadError)).not.toMatch(/X-Sig|\?/);
	});

	test('one that was held back comes also after a restart', async () => {
		const trigger = await account.activeTrigger({ download: true });
		const key = account.finish();
		account.simulator.injectFaults('download', [htmlPage()]);
		await trigger.poll();
		expect(trigger.keys).toEqual([]);
		await trigger.restart();
		expect(trigger.keys).toEqual([key]);
	});
});
