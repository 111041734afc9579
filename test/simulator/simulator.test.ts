/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test waits; this file is not shipped */
import { setTimeout as sleep } from 'node:timers/promises';

import { hang, trickle } from './faults';
import { startSimulator } from './index';
import { exportResult, fetchExport } from './testing';
import type { Simulator } from './index';

/** Longer than a test may take. */
const AN_HOUR_MS = 3_600_000;

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator();
});
afterEach(async () => await simulator.stop());

describe('The simulator', () => {
	test('can stop listening and resume at the same port', async () => {
		const { url } = simulator;
		await simulator.pause();
		expect(await exportResult(simulator)).toBe('lost');
		await simulator.resume();
		expect(simulator.url).toBe(url);
		expect((await exportResult(simulator))[0]).toBe(200);
	});

	test('stops at once while requests hang, and leaves no connection open', async () => {
		simulator.injectFaults('exportProject', [hang, trickle(1)]);
		const requests = [1, 2].map(async () => await (await fetchExport(simulator, AN_HOUR_MS)).text());
		const results = Promise.allSettled(requests);
		while (simulator.requests.length < 2) await sleep(5);
		await simulator.stop();
		expect((await results).map(({ status: result }) => result)).toEqual(['rejected', 'rejected']);
		expect(simulator.openConnections).toBe(0);
	});

	test('listens on loopback only', async () => {
		await expect(startSimulator({ host: '0.0.0.0' })).rejects.toThrow('only listens on loopback');
	});

	test('releases one port when the other is in use', async () => {
		const portInUse = Number(new URL(simulator.url).port);
		const other = await startSimulator();
		const freePort = Number(new URL(other.url).port);
		await other.stop();
		await expect(startSimulator({ apiPort: freePort, filesPort: portInUse })).rejects.toThrow('EADDRINUSE');
		const restarted = await startSimulator({ apiPort: freePort });
		expect(restarted.url).toBe(`http://127.0.0.1:${freePort}`);
		await restarted.stop();
	});
});
