/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs n8n scaled out; not shipped */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IBinaryData, IDataObject, INodeExecutionData, IRun, IRunExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { Backing } from './lib/backing';
import { itemsOf } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import type { Service } from './lib/processes';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { EXPORT, queueWorkflows, STORE_KEYS, WAIT_AGAIN } from './lib/queueWorkflows';
import type { Stage } from './run';

const EXECUTIONS = 40;
const VIDEOS = 5;
/** Executions that have ended when a worker is killed: the others are waiting or running. */
const BEFORE_THE_CRASH = 8;
/** Renders of two to six real seconds. */
const PACE = { speed: 20, renderSeconds: [40, 120] as [number, number] };
/** Milliseconds of silence after which Bull calls a worker's job stalled; 60,000 and 30,000 by default. */
const STALLED = { QUEUE_WORKER_LOCK_DURATION: '6000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '3000' };
const TIMEOUT_SECONDS = 150;

const MAX_ATTEMPTS = 50;

interface Execution {
	id: string;
	status: string;
	workflowId: string;
}

/** All different: equal bodies would be the same export. */
const ROWS = Array.from({ length: EXECUTIONS }, (_run, run) =>
	Array.from({ length: VIDEOS }, (_video, video): IDataObject => ({ Script: `Execution ${run}, video ${video}`, 'Image URL': 'https://example.com/picture.png' })),
);

type Api = <T>(path: string) => Promise<T>;

/** n8n's queue mode with two workers, of which one is killed in the middle. */
export async function queue({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator(PACE);
	const backing = await Backing.start();
	const main = await N8n.create(installation, nodes, { ...backing.settings, ...STALLED, N8N_DEFAULT_BINARY_DATA_MODE: 'database' });
	const services: Service[] = [];
	try {
		await main.importCredentials(storedCredentials(simulator));
		await main.importWorkflows(queueWorkflows(CREDENTIALS.v2));
		services.push(await main.serve());
		for (let worker = 1; worker <= 2; worker += 1) {
			const n8n = await main.another(nodes);
			services.push(await n8n.start('worker'));
		}
		await Promise.all(services.slice(1).map(async (worker) => await worker.until(() => worker.printed('n8n worker is now ready'))));
		const rest = await Rest.asOwner(main.url);
		for (const workflow of [STORE_KEYS, EXPORT, WAIT_AGAIN]) await rest.activate(workflow);
		const api = await rest.publicApi();
		say(`one main and two workers of n8n ${installation.version}, Redis, PostgreSQL, binary data in the database`);
		await withCrash({ say, main, api, rest, simulator, worker: services[1] });
	} finally {
		await Promise.all(services.map(async (service) => await service.stop()));
		await backing.stop();
		await simulator.stop();
	}
}

interface Cluster {
	say: Stage['say'];
	main: N8n;
	api: Api;
	rest: Rest;
	simulator: Simulator;
	worker: Service;
}

async function withCrash({ say, main, api, rest, simulator, worker }: Cluster): Promise<void> {
	const began = Date.now();
	for (const rows of ROWS) await call(main, EXPORT, { rows });
	await until(api, (all) => ended(all).length >= BEFORE_THE_CRASH, 'The first executions should end');
	await worker.crash();
	say(`${EXECUTIONS} executions of ${VIDEOS} videos started by webhook; one worker killed after ${elapsed(began)} s`);
	const all = await until(api, (list) => ended(list).length === EXECUTIONS, 'Every execution should end or be marked');
	const succeeded = all.filter(({ status }) => status === 'success');
	const failed = all.filter(({ status }) => status !== 'success');
	say(`after ${elapsed(began)} s: ${succeeded.length} succeeded, ${failed.length} marked ${[...new Set(failed.map(({ status }) => status))].join(', ')}`);
	if (failed.length === 0) throw new Error('The crash should have hit an execution.');

	const items = (await Promise.all(succeeded.map(async ({ id }) => await videosOf(api, id)))).flat();
	const keys = await missingKeys(api, items, simulator, say);
	await call(main, WAIT_AGAIN, { rows: keys.map((projectKey) => ({ projectKey })) });
	const rows = missingRows(simulator);
	if (rows.length > 0) await call(main, EXPORT, { rows });
	const again = await until(api, (list) => ended(list).length === 1, 'The missing videos should be waited for again', WAIT_AGAIN);
	const later = await until(api, (list) => ended(list).length === EXECUTIONS + Math.sign(rows.length), 'The missing rows should be exported');
	const runAgain = [...again, ...later.filter(({ id }) => !all.some((known) => known.id === id))];
	items.push(...(await Promise.all(runAgain.map(async ({ id }) => await videosOf(api, id)))).flat());
	await checkAll(items, rest, simulator);
	say(`run again from ${keys.length} project keys and ${rows.length} rows: all ${items.length} MP4s have the right hashes, ${simulator.exports.length} exports, none sent twice, ${elapsed(began)} s`);
}

async function call({ url }: N8n, workflow: string, body: object): Promise<void> {
	const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
	for (let attempt = 1; ; attempt += 1) {
		const response = await fetch(`${url}/webhook/${workflow}`, init);
		await response.arrayBuffer();
		if (response.ok) return;
		if (response.status !== 404 || attempt === MAX_ATTEMPTS) throw new Error(`The webhook ${workflow} returned status ${response.status}.`);
		await sleep(100);
	}
}

function ended(all: Execution[]): Execution[] {
	return all.filter(({ status }) => ['success', 'error', 'crashed', 'canceled'].includes(status));
}

async function until(api: Api, wanted: (all: Execution[]) => boolean, what: string, workflow = EXPORT): Promise<Execution[]> {
	const deadline = Date.now() + TIMEOUT_SECONDS * 1_000;
	for (;;) {
		const data = await executions(api, workflow);
		if (wanted(data)) return data;
		if (Date.now() > deadline) throw new Error(`${what}, but they are ${JSON.stringify(data.map(({ status }) => status))}`);
		await sleep(500);
	}
}

async function executions(api: Api, workflow: string): Promise<Execution[]> {
	return (await api<{ data: Execution[] }>(`executions?workflowId=${workflow}&limit=250`)).data;
}

async function dataOf(api: Api, id: string): Promise<Pick<IRun, 'data'>> {
	const { data } = await api<{ data?: IRunExecutionData }>(`executions/${id}?includeData=true`);
	if (!data) throw new Error(`Execution ${id} has no data.`);
	return { data };
}

async function videosOf(api: Api, id: string): Promise<INodeExecutionData[]> {
	return itemsOf(await dataOf(api, id), 'Wait and Download');
}

/**
 * The project keys of the videos that were not downloaded. n8n stores nothing that a killed worker's
 * executions returned, so the workflow stores the keys as soon as it has them; a key that was exported
 * but not stored before the crash is in AI Studios' own list of projects.
 */
async function missingKeys(api: Api, downloaded: INodeExecutionData[], simulator: Simulator, say: Stage['say']): Promise<string[]> {
	const all = await executions(api, STORE_KEYS);
	const items = (await Promise.all(all.map(async ({ id }) => itemsOf(await dataOf(api, id), 'Stored')))).flat();
	const stored = new Set(items.map(({ json }) => String(json.projectKey)));
	const exported = simulator.exports.map(({ projectKey }) => String(projectKey));
	const notStored = exported.filter((key) => !stored.has(key));
	if (notStored.length > 0) say(`the worker was killed before ${notStored.length} keys were stored: these are from the list of projects`);
	const present = new Set(downloaded.map(({ json }) => String(json.projectKey)));
	return [...stored, ...notStored].filter((key) => !present.has(key));
}

/** Rows that were not exported before the crash. */
function missingRows(simulator: Simulator): IDataObject[] {
	const sent = simulator.exports.map(({ body }) => JSON.stringify(body)).join();
	return ROWS.flat().filter((row) => !sent.includes(`"${String(row.Script)}"`));
}

async function checkAll(items: INodeExecutionData[], rest: Rest, simulator: Simulator): Promise<void> {
	const keys = new Set<string>();
	for (const { json, binary } of items) {
		const key = String(json.projectKey);
		const bytes = await rest.file((binary?.data as IBinaryData).id ?? '');
		if (createHash('sha256').update(bytes).digest('hex') !== simulator.videoHash(key)) throw new Error(`The video of project ${key} is not the one that was rendered.`);
		keys.add(key);
	}
	const twice = [...simulator.exportsPerBody().values()].filter((count) => count > 1).length;
	const wanted = EXECUTIONS * VIDEOS;
	if (keys.size !== wanted || simulator.exports.length !== wanted || twice > 0) {
		throw new Error(`There should be ${wanted} videos, each exported once: ${keys.size} were downloaded, ${simulator.exports.length} were exported, ${twice} bodies more than once.`);
	}
}

function elapsed(began: number): string {
	return ((Date.now() - began) / 1_000).toFixed(1);
}
