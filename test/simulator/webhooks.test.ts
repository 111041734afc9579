/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test receives webhooks on a socket and spies on fetch; this file is not shipped */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSimulator } from './index';
import { reset } from './faults';
import { readText } from './httpServer';
import { callV2, callV3, manualClock, scenesV3, exchangeToken } from './testing';
import type { Simulator } from './index';

const clock = manualClock();
const received: Array<{ method?: string; url?: string; body: string }> = [];
const receiver = createServer((request, response) => {
	void readText(request, 10_000).then((body) => {
		received.push({ method: request.method, url: request.url, body });
		response.end();
	});
});
let simulator: Simulator;
let receiverUrl: string;

beforeAll(async () => {
	receiver.listen(0, '127.0.0.1');
	await once(receiver, 'listening');
	receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?mine=1`;
});
afterAll(() => {
	receiver.close();
	receiver.closeAllConnections();
});
beforeEach(async () => {
	received.length = 0;
	simulator = await startSimulator({ now: clock.now, renderSeconds: [100, 100] });
});
afterEach(async () => await simulator.stop());

async function exportWithWebhook(webhookUrl = receiverUrl): Promise<string> {
	const body = { scenes: scenesV3(), webhookUrl };
	return (await callV3(simulator, await exchangeToken(simulator), 'POST', '/editor/project', body)).json.data
		.projectId;
}

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await sleep(5);
}

test('v3 posts the progress, at 100 with the credits and the download URL, and never the project ID', async () => {
	const id = await exportWithWebhook();
	clock.advance(45);
	await until(() => received.length === 2);
	clock.advance(60);
	await until(() => received.length === 5);
	const bodies = received.map(({ body }) => JSON.parse(body));
	expect(bodies.map(({ progress }) => progress)).toEqual([20, 40, 60, 80, 100]);
	expect(bodies[0]).toEqual({ progress: 20, backendTaskId: expect.any(String) });
	expect(bodies[4]).toEqual({
		progress: 100,
		backendTaskId: bodies[0].backendTaskId,
		credit: 1,
		download_url: expect.any(String),
	});
	expect(JSON.stringify(bodies.slice(0, 4))).not.toContain(id);
	expect(bodies[4].backendTaskId).not.toContain(id);
	expect((await fetch(bodies[4].download_url)).status).toBe(200);
	expect(simulator.requestsTo('webhook', id).map(({ method, status }) => [method, status])).toEqual(
		Array(5).fill(['POST', 200]),
	);
});

test('v2 reports the progress of a simple video as a GET with a query', async () => {
	const body = { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1', webhook: receiverUrl };
	await callV2(simulator, 'POST', '/simple/video', body);
	clock.advance(100);
	await until(() => received.length === 5);
	const queries = received.map(({ url }) => new URLSearchParams(url?.split('?')[1]));
	expect(received.every(({ method }) => method === 'GET')).toBe(true);
	expect(queries.map((query) => query.get('ai_progress_update_loc'))).toEqual([
		'20',
		'40',
		'60',
		'80',
		'100',
	]);
	expect(Object.fromEntries(queries[4])).toEqual({
		mine: '1',
		ai_progress_update_loc: '100',
		videoUrl: expect.stringContaining(simulator.filesUrl),
		duration: '2',
	});
});

test('A webhook can be lost, and is not sent again', async () => {
	simulator.injectFaults('webhook', [reset]);
	await exportWithWebhook();
	clock.advance(45);
	await until(() => received.length === 1);
	expect(JSON.parse(received[0].body).progress).toBe(40);
	const [lost, ...others] = simulator.requestsTo('webhook');
	expect(lost).toMatchObject({ outcome: 'aborted', faultApplied: 'reset', body: { progress: 20 } });
	expect(others).toHaveLength(1);
});

test('Hosts outside loopback are recorded and never called', async () => {
	const fetching = jest.spyOn(globalThis, 'fetch');
	await exportWithWebhook('http://receiver.invalid/hook');
	clock.advance(45);
	await until(() => simulator.requestsTo('webhook').length === 2);
	const hosts = fetching.mock.calls.map(([url]) => new URL(String(url)).hostname);
	fetching.mockRestore();
	expect(simulator.requestsTo('webhook')[0]).toMatchObject({ path: 'http://receiver.invalid/hook', outcome: 'aborted' });
	expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
});

test('A failed render sends no more webhooks', async () => {
	simulator.nextRender({ seconds: 100, curve: 'failing' });
	await exportWithWebhook();
	clock.advance(200);
	await until(() => received.length === 3);
	await sleep(60);
	expect(received.map(({ body }) => JSON.parse(body).progress)).toEqual([20, 40, 60]);
});
