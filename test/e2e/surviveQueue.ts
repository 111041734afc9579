import { createHash } from 'node:crypto';
import type { IBinaryData } from 'n8n-workflow';
import { hang, times } from '../simulator/faults';
import { Backing } from './lib/backing';
import { checkVideos } from './lib/executions';
import { installed } from './lib/installation';
import type { N8n } from './lib/n8n';
import { ended, exported, exportsOf, keysOf, outputsOf, park } from './lib/parkedRuns';
import { plainRows } from './lib/renderCases';
import { check } from './lib/running';
import type { Service } from './lib/processes';
import { onSite, type Site } from './lib/survivalSite';
import { reference, referenceOf, surviving } from './lib/survivalWorkflows';
import { until } from './lib/until';
import type { Stage } from './run';

const WAIT_ONLY = { id: 'wait-only' };
const CONTINUES = { id: 'download-continues', onError: 'continueRegularOutput' } as const;
const STOPS = { id: 'download-stops' };
const ALL = [WAIT_ONLY, CONTINUES, STOPS];
const VIDEOS = 4;
/** Milliseconds of silence after which Bull calls a worker's job stalled; 60,000 and 30,000 by default. */
const STALLED = { QUEUE_WORKER_LOCK_DURATION: '6000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '3000' };
const TO_WAKE_SECONDS = 150;

/** Queue mode: the leader resumes what is parked, and a worker runs it. */
export async function surviveQueue({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const backing = await Backing.start();
	const workflows = ALL.flatMap((workflow) => [surviving(workflow), reference(workflow)]);
	const environment = { ...backing.settings, ...STALLED, N8N_DEFAULT_BINARY_DATA_MODE: 'database' };
	const workers: Service[] = [];
	try {
		await onSite({ say, nodes, installation, workflows, environment }, async (site) => {
			const addWorker = async () => workers.push(await startWorker(await site.n8n.n8n.another(nodes)));
			await addWorker();
			await addWorker();
			await killedInWait(site, workers[0]);
			await killedInDownload(site, workers[1], addWorker);
			await waitAgain(site);
		});
	} finally {
		await Promise.all(workers.map(async (worker) => await worker.stop()));
		await backing.stop();
	}
}

/** Each has a folder of its own, as in a container: with an old one it would take executions that others have continued for its own crashed ones. */
async function startWorker(n8n: N8n): Promise<Service> {
	const worker = await n8n.start('worker');
	await worker.until(() => worker.printed('n8n worker is now ready'));
	return worker;
}

async function killedInWait(site: Site, worker: Service): Promise<void> {
	await park(site, Object.fromEntries(ALL.map(({ id }) => [id, plainRows(id, VIDEOS)])));
	for (const projectKey of [CONTINUES, STOPS].flatMap(({ id }) => keysOf(site, id))) site.simulator.injectFaults('download', times(3, hang), { projectKey });
	await site.n8n.crash();
	await worker.crash();
	await site.n8n.startAgain();
	const [items] = outputsOf(await ended(site, WAIT_ONLY.id));
	check(`${WAIT_ONLY.id}: videos, exports`, [(await checkVideos(items, filesOf(site), site.simulator)).length, exportsOf(site, WAIT_ONLY.id)], [VIDEOS, VIDEOS]);
	site.say(`main process and one of two workers killed in the wait: ${VIDEOS} of ${VIDEOS} MP4s with the right hash, ${VIDEOS} exports`);
}

async function killedInDownload(site: Site, worker: Service, replace: () => Promise<unknown>): Promise<void> {
	const { simulator, say } = site;
	const keys = [CONTINUES, STOPS].map(({ id }) => keysOf(site, id));
	const downloads = (projectKeys: string[]) => projectKeys.some((key) => simulator.requestsTo('download', key).some(({ outcome }) => outcome === 'pending'));
	await until('The downloads should begin', async () => await Promise.resolve(keys.every(downloads)), TO_WAKE_SECONDS);
	await worker.crash();
	for (const projectKey of keys.flat()) simulator.injectFaults('download', [], { projectKey });
	await replace();
	const [continues, stops] = [await ended(site, CONTINUES.id), await ended(site, STOPS.id)];
	const errors = outputsOf(continues).flat().map(({ json }) => String(json.error));
	check('What comes out when the worker was killed', [continues.status, errors.length, stops.status], ['success', 1, 'error']);
	say(`worker killed in the download of ${2 * VIDEOS} videos: On Error: Continue gives one item with "${errors[0]}", Stop Workflow ends with "${stops.data.resultData.error?.message}"`);
}

/** With the same project keys: nothing is exported again. */
async function waitAgain(site: Site): Promise<void> {
	let videos = 0;
	for (const { id } of [CONTINUES, STOPS]) {
		await site.n8n.call(referenceOf(id), { rows: await exported(site, id) });
		const [items] = outputsOf(await ended(site, referenceOf(id)));
		videos += (await checkVideos(items, filesOf(site), site.simulator)).length;
		check(`${id}: exports`, exportsOf(site, id), VIDEOS);
	}
	check('Videos of the second wait', videos, 2 * VIDEOS);
	site.say(`waited for again with the same project keys: ${videos} MP4s with the right hash, no export repeated`);
}

/** Binary data in the database. */
function filesOf({ n8n }: Site): Pick<N8n, 'hashOf'> {
	return { hashOf: async ({ id }: IBinaryData) => createHash('sha256').update(await n8n.rest.file(id ?? '')).digest('hex') };
}
