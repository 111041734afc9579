/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test receives webhooks on a socket; this file is not shipped */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSimulator } from './index';
import { reset } from './faults';
import { readText } from './origin';
import { askV2, askV3, handClock, scenesV3, tokenOf } from './testing';
import type { Simulator } from './index';

const clock = handClock();
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
	return (await askV3(simulator, await tokenOf(simulator), 'POST', '/editor/project', body)).json.data
		.projectId;
}

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await sleep(5);
}

test('v3 posts progress, and at 100 also the credits and the download URL, without the project id', async () => {
	const id = await exportWithWebhook();
	clock.pass(45);
	await until(() => received.length === 2);
	clock.pass(60);
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
	expect(bodies[0].backendTaskId).not.toContain(id);
	expect((await fetch(bodies[4].download_url)).status).toBe(200);
	expect(simulator.requestsTo('webhook', id).map(({ method, status }) => [method, status])).toEqual(
		Array(5).fill(['POST', 200]),
	);
});

test('v2 tells a simple video’s progress as a GET with a query', async () => {
	const body = { language: 'en', text: 'Hi.', model: 'M1', clothes: 'C1', webhook: receiverUrl };
	await askV2(simulator, 'POST', '/simple/video', body);
	clock.pass(100);
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

test('a webhook can get lost, and is not sent again', async () => {
	simulator.script('webhook', [reset]);
	await exportWithWebhook();
	clock.pass(45);
	await until(() => received.length === 1);
	expect(JSON.parse(received[0].body).progress).toBe(40);
	expect(simulator.requestsTo('webhook')[0]).toMatchObject({ outcome: 'cut', faultApplied: 'reset' });
});

test('nobody outside loopback is ever called', async () => {
	await exportWithWebhook('http://receiver.invalid/hook');
	clock.pass(45);
	await until(() => simulator.requestsTo('webhook').length === 2);
	expect(simulator.requestsTo('webhook')[0].outcome).toBe('cut');
});

test('a failed render falls silent', async () => {
	simulator.nextRender({ seconds: 100, shape: 'failing' });
	await exportWithWebhook();
	clock.pass(200);
	await until(() => received.length === 3);
	await sleep(60);
	expect(received.map(({ body }) => JSON.parse(body).progress)).toEqual([20, 40, 60]);
});
