/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits; not shipped */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { Collector } from './lib/collector';
import type { Installation } from './lib/installation';
import { checkEqual, comparable } from './lib/outcome';
import { exported, exportsOf, keysOf, park, parkedAgain } from './lib/parkedRuns';
import { mixedRows } from './lib/renderCases';
import { check } from './lib/running';
import { onSite, type Site } from './lib/survivalSite';
import { FILE_PATH, JSON_PATH, LATER_PATH, reference, referenceOf, sending, surviving } from './lib/survivalWorkflows';
import { until } from './lib/until';
import type { Stage } from './run';

const MIXED = (['v2', 'v3'] as const).map((generation) => ({
	id: `often-${generation}`,
	generation,
	onError: 'continueRegularOutput' as const,
	options: { stallTimeout: 0.5, includeInputFields: true },
}));
/** 20 rows, of which one is there twice, one fails and one stalls. */
const [ITEMS, EXPORTS, VIDEOS] = [20, 19, 18];
/** Three pauses. */
const RENDER_SECONDS = 150;
/** Longer than any pause of these renders. */
const STOPPED_MS = 75_000;
/** Everything that has ended may be removed, once an hour has passed. */
const KEEPS_NOTHING = {
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_PRUNE_MAX_COUNT: '1',
	EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '1',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1',
};
const MAX_SENDING_SECONDS = 420;

/** An n8n that keeps no successful executions is killed twice and stopped once in the same wait; what comes out is sent to a server. */
export async function killedOften(installation: Installation, nodes: string, say: Stage['say']): Promise<void> {
	const collector = await Collector.open();
	const workflows = MIXED.flatMap((workflow) => [surviving(workflow), reference(workflow)]).map((workflow) => sending(workflow, `${collector.url}/${workflow.id}`));
	const renderSeconds = Object.fromEntries(MIXED.map(({ id }) => [id, RENDER_SECONDS]));
	try {
		await onSite({ say, nodes, installation, workflows, renderSeconds, environment: KEEPS_NOTHING }, async (site) => {
			await park(site, Object.fromEntries(MIXED.map(({ id }) => [id, mixedRows(id)])));
			await interruptThreeTimes(site);
			for (const { id } of MIXED) await checkSent(site, collector, id);
		});
	} finally {
		await collector.close();
	}
}

async function interruptThreeTimes(site: Site): Promise<void> {
	const { n8n, say } = site;
	const ids = MIXED.map(({ id }) => id);
	await n8n.crash();
	await n8n.startAgain();
	await parkedAgain(site, ids, 2);
	await n8n.crash();
	await n8n.startAgain();
	await parkedAgain(site, ids, 3);
	const references = await Promise.all(ids.map(async (id) => ({ id: referenceOf(id), rows: await exported(site, id) })));
	await n8n.stop();
	await sleep(STOPPED_MS);
	await n8n.startAgain();
	for (const { id, rows } of references) await n8n.call(id, { rows });
	say('killed in the first pause and in the second, stopped with SIGTERM in the third and started when it was over');
}

async function checkSent(site: Site, collector: Collector, id: string): Promise<void> {
	const [hashes, wanted] = [id, referenceOf(id)].map((workflow) => (path: string) => collector.hashesAt(`/${workflow}${path}`));
	const sent = (workflow: string) => sorted(collector.jsonAt(`/${workflow}${JSON_PATH}`).map((json) => comparable(json as IDataObject)));
	const counts = () => ({ json: sent(id).length, files: hashes(FILE_PATH).length, later: hashes(LATER_PATH).length, referenceFiles: wanted(FILE_PATH).length });
	await until(`${id} should send its files twice`, async () => await Promise.resolve(counts().later === VIDEOS && counts().referenceFiles === VIDEOS), MAX_SENDING_SECONDS).catch(async (error: Error) => {
		throw new Error(`${error.message}: ${JSON.stringify(counts())}; ${await kept(site, id)}`);
	});
	const [found, expected] = [sent(id), sent(referenceOf(id))];
	checkEqual(id, found, expected);
	check(`${id}: files`, [hashes(FILE_PATH), hashes(LATER_PATH)], [wanted(FILE_PATH), wanted(FILE_PATH)]);
	const rendered = keysOf(site, id).map((key) => site.simulator.videoHash(key));
	check(`${id}: files that were not rendered`, hashes(FILE_PATH).filter((hash) => !rendered.includes(hash)), []);
	check(`${id}: items, exports`, [found.length, exportsOf(site, id)], [ITEMS, EXPORTS]);
	site.say(`${id}, no successful executions kept, pruning on: ${ITEMS} items as without the option and without the kills, ${EXPORTS} exports; the next node had ${VIDEOS} files, and 66 s later again`);
}

/** The requests come in any sequence. */
function sorted(values: IDataObject[]): IDataObject[] {
	const text = (value: IDataObject) => JSON.stringify(Object.entries(value).sort());
	return values.sort((one, other) => (text(one) < text(other) ? -1 : 1));
}

/** What n8n still knows of the executions of a workflow and its reference. */
async function kept({ n8n }: Site, id: string): Promise<string> {
	const all = await Promise.all([id, referenceOf(id)].map(async (workflow) => await n8n.executions(workflow)));
	return JSON.stringify(all.flat().map(({ id: execution, status, mode, workflowId }) => [workflowId, execution, status, mode]));
}
