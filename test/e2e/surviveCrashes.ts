import { hang, times } from '../simulator/faults';
import { changeDatabase } from './lib/database';
import { checkVideos } from './lib/executions';
import { installed } from './lib/installation';
import { ended, exported, exportsOf, keysOf, outputsOf, park, parkedAgain } from './lib/parkedRuns';
import { plainRows } from './lib/renderCases';
import { check } from './lib/running';
import { onSite, type Site } from './lib/survivalSite';
import { reference, referenceOf, surviving } from './lib/survivalWorkflows';
import { until } from './lib/until';
import type { Stage } from './run';

const CONTINUES = { onError: 'continueRegularOutput' } as const;
const SECOND_POLL = { id: 'second-poll', ...CONTINUES };
const FIRST_POLL = { id: 'first-poll' };
const DOWNLOAD = { id: 'download', ...CONTINUES };
const ALL = [SECOND_POLL, FIRST_POLL, DOWNLOAD];
const OVERWRITTEN = { id: 'overwritten' };
const VIDEOS = 2;
/** Two pauses and more. */
const RENDER_SECONDS = { [SECOND_POLL.id]: 140, [FIRST_POLL.id]: 70 };
const TO_WAKE_SECONDS = 150;
/** In n8n's words. */
const CRASHED = 'Workflow did not finish, possible out-of-memory issue';

/** The short time in which a parked wait is exposed: n8n is killed while it polls and while it downloads. */
export async function surviveCrashes({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const workflows = [...ALL.flatMap((workflow) => [surviving(workflow), reference(workflow)]), surviving(OVERWRITTEN)];
	await onSite({ say, nodes, installation, workflows, renderSeconds: RENDER_SECONDS }, async (site) => {
		await killWhileRunning(site);
		await overwritePause(site);
		await checkErrors(site);
		await waitAgain(site);
		await checkOverwritten(site);
	});
}

async function killWhileRunning(site: Site): Promise<void> {
	const { n8n, simulator } = site;
	await park(site, { [SECOND_POLL.id]: plainRows(SECOND_POLL.id, VIDEOS) });
	await parkedAgain(site, [SECOND_POLL.id], 2);
	await park(site, Object.fromEntries([FIRST_POLL, DOWNLOAD].map(({ id }) => [id, plainRows(id, VIDEOS)])));
	const hanging = ALL.flatMap(({ id }) => keysOf(site, id).map((projectKey) => ({ projectKey, endpoint: id === DOWNLOAD.id ? ('download' as const) : ('progress' as const) })));
	for (const { endpoint, projectKey } of hanging) simulator.injectFaults(endpoint, times(3, hang), { projectKey });
	await until('All should poll or download', async () => await Promise.resolve(hanging.every(({ endpoint, projectKey }) => simulator.requestsTo(endpoint, projectKey).some(({ outcome }) => outcome === 'pending'))), TO_WAKE_SECONDS);
	await n8n.crash();
	for (const { endpoint, projectKey } of hanging) simulator.injectFaults(endpoint, [], { projectKey });
	await n8n.startAgain();
}

async function checkErrors(site: Site): Promise<void> {
	for (const workflow of ALL) {
		const execution = await ended(site, workflow.id);
		const outputs = outputsOf(execution).map((items) => items.map(({ json }) => json.error));
		const found = 'onError' in workflow ? [execution.status, outputs] : [execution.status, execution.data.resultData.error?.message];
		check(`${workflow.id}: what n8n makes of it`, found, 'onError' in workflow ? ['success', [[CRASHED]]] : ['error', CRASHED]);
		site.say(`n8n killed, ${workflow.id}: ${'onError' in workflow ? 'one failed item with' : 'the execution ends with the error'} "${CRASHED}"`);
	}
}

/** With the same project keys: nothing is exported again. */
async function waitAgain(site: Site): Promise<void> {
	for (const { id } of ALL) {
		await site.n8n.call(referenceOf(id), { rows: await exported(site, id) });
		const [items] = outputsOf(await ended(site, referenceOf(id)));
		const videos = await checkVideos(items, site.n8n.n8n, site.simulator);
		check(`${id}: waited for again`, [videos.length, exportsOf(site, id)], [VIDEOS, VIDEOS]);
	}
	site.say(`waited for again with the same project keys: ${ALL.length * VIDEOS} MP4s with the right hash, no export repeated`);
}

/** As n8n 2.41.1 does when it starts while it resumes the pause: what was saved before is there again, as a crash. */
async function overwritePause(site: Site): Promise<void> {
	await park(site, { [OVERWRITTEN.id]: plainRows(OVERWRITTEN.id, VIDEOS) });
	const pause = (await site.n8n.executions(OVERWRITTEN.id)).at(-1);
	await changeDatabase(site.n8n.n8n, `UPDATE execution_entity SET status = 'crashed', waitTill = NULL WHERE id = ${pause?.id}`);
}

async function checkOverwritten(site: Site): Promise<void> {
	const [items] = outputsOf(await ended(site, OVERWRITTEN.id));
	const videos = await checkVideos(items, site.n8n.n8n, site.simulator);
	check('The wait whose pause n8n overwrote', [videos.length, exportsOf(site, OVERWRITTEN.id)], [VIDEOS, VIDEOS]);
	site.say(`a pause that n8n overwrote with what was there before: ${videos.length} MP4s with the right hash, ${VIDEOS} exports`);
}
