/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits for servers; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator } from '../simulator';
import { hang, times } from '../simulator/faults';
import { checkVideos, itemsOf, runIn } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { checkSame, ended, exported, exportsOf, keysOf, outputsOf, park } from './lib/parkedRuns';
import { mixedRows, plainRows } from './lib/renderCases';
import { check } from './lib/running';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { onSite, type Site } from './lib/survivalSite';
import { reference, referenceOf, surviving, WAIT } from './lib/survivalWorkflows';
import { together, until } from './lib/until';
import { chain, ours } from './lib/workflowParts';
import type { Stage } from './run';

const CONTINUES = { onError: 'continueRegularOutput', options: { stallTimeout: 0.5 } } as const;
const MIXED = (['v2', 'v3'] as const).map((generation) => ({ id: `mixed-${generation}`, generation, ...CONTINUES }));
/** 20 rows, of which one is there twice, one fails and one stalls. */
const [ITEMS, EXPORTS, VIDEOS] = [20, 19, 18];
const STOPS = { id: 'stops-on-error' };
const CRASHES = { id: 'crashes', ...CONTINUES };
const TO_WAKE_SECONDS = 150;
/** More than one round of n8n's wait tracker. */
const TO_NOTICE_SECONDS = 90;

/** n8n 2.8 resumes an execution that waits for another one, but does not see that one fail; n8n 1 does neither. */
export async function surviveOlder({ say, nodes }: Stage): Promise<void> {
	const [node20, version1] = [await installed('node20', say), await installed('version1', say)];
	const workflows = [...MIXED.flatMap((workflow) => [surviving(workflow), reference(workflow)]), surviving(STOPS), surviving(CRASHES), reference(CRASHES)];
	await together([
		onSite({ say, nodes, installation: node20, workflows }, async (site) => {
			say(`n8n ${node20.version}`);
			await sentence(site);
			await killed(site);
			await killedInDownload(site);
		}),
		(async () => {
			const text = await sentenceOfVersion1(await N8n.create(version1, nodes));
			say(`n8n ${version1.version}: "${text}"`);
		})(),
	]);
}

async function sentence(site: Site): Promise<void> {
	await site.n8n.call(STOPS.id, { rows: plainRows(STOPS.id, 1) });
	const { status, data } = await ended(site, STOPS.id);
	check('On Error: Stop Workflow', [status, data.resultData.error?.message], ['error', 'Survive Restarts needs n8n 2.41 or later when On Error is Stop Workflow']);
	check('Requests before the sentence', keysOf(site, STOPS.id).flatMap((key) => site.simulator.requestsTo('progress', key)).length, 0);
	site.say(`On Error: Stop Workflow: "${data.resultData.error?.message}"`);
}

async function killed(site: Site): Promise<void> {
	const { n8n, simulator, say } = site;
	await park(site, Object.fromEntries(MIXED.map(({ id }) => [id, mixedRows(id)])));
	await n8n.crash();
	await n8n.startAgain();
	for (const { id } of MIXED) await n8n.call(referenceOf(id), { rows: await exported(site, id) });
	for (const { id } of MIXED) {
		const items = (await checkSame(site, id)).flat();
		const videos = await checkVideos(items.filter(({ binary }) => binary), n8n.n8n, simulator);
		check(`${id}: items, videos, exports`, [items.length, videos.length, exportsOf(site, id)], [ITEMS, VIDEOS, EXPORTS]);
		say(`${id}, killed while it waited: ${items.length} items as without the option and without the kill, ${videos.length} MP4s with the right hash, ${EXPORTS} exports`);
	}
}

/** Nothing tells the parked execution; its project keys are in it. */
async function killedInDownload(site: Site): Promise<void> {
	const { n8n, simulator, say } = site;
	await park(site, { [CRASHES.id]: plainRows(CRASHES.id, 2) });
	const keys = keysOf(site, CRASHES.id);
	for (const projectKey of keys) simulator.injectFaults('download', times(3, hang), { projectKey });
	await until('The download should begin', async () => await Promise.resolve(keys.every((key) => simulator.requestsTo('download', key).length > 0)), TO_WAKE_SECONDS);
	await n8n.crash();
	for (const projectKey of keys) simulator.injectFaults('download', [], { projectKey });
	await n8n.startAgain();
	await sleep(TO_NOTICE_SECONDS * 1_000);
	check('The execution of the workflow, of the wait and of the download', (await n8n.executions(CRASHES.id)).map(({ status }) => status), ['waiting', 'waiting', 'crashed']);
	await n8n.call(referenceOf(CRASHES.id), { rows: await exported(site, CRASHES.id) });
	const [items] = outputsOf(await ended(site, referenceOf(CRASHES.id)));
	check('Videos of those keys', await checkVideos(items, n8n.n8n, simulator), keys);
	say(`killed during the download: the execution that waits stays "waiting" until it is stopped; its ${keys.length} project keys bring the MP4s, ${exportsOf(site, CRASHES.id)} exports`);
}

async function sentenceOfVersion1(n8n: N8n): Promise<string> {
	const simulator = await startSimulator();
	try {
		const rows = { name: 'Rows', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: "return [{ json: { projectKey: '0'.repeat(24) } }];" } };
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
		const wait = { ...ours(WAIT, 'aiStudiosWaitAndDownload', { options: { surviveRestarts: true } }, CREDENTIALS.v2), onError: 'continueRegularOutput' as const };
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows([chain('version-1', [start, rows, wait])]);
		const [item] = itemsOf(runIn(await n8n.command('execute', '--id=version-1', '--rawOutput')), WAIT);
		check('Version 1', [item.json.error, simulator.requests.length], ['Survive Restarts needs n8n 2.0 or later', 0]);
		return String(item.json.error);
	} finally {
		await simulator.stop();
	}
}
