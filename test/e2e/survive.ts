import { agentWithTool } from './lib/agentWorkflow';
import { ChatModel } from './lib/chatModel';
import { checkVideos, itemsOf } from './lib/executions';
import { installed } from './lib/installation';
import { checkSame, ended, exported, exportsOf, keysOf, outputsOf, park } from './lib/parkedRuns';
import { mixedRows, plainRows } from './lib/renderCases';
import { check } from './lib/running';
import { onSite, type Site } from './lib/survivalSite';
import { loopOfTwo, NEXT, reference, referenceOf, surviving, withSubWorkflow } from './lib/survivalWorkflows';
import { together } from './lib/until';
import type { Stage } from './run';
import { killedOften } from './surviveOften';

/** One item fails as stalled after half a minute. */
const OPTIONS = { stallTimeout: 0.5 };
const MIXED = [
	{ id: 'mixed-v2', generation: 'v2', onError: 'continueRegularOutput', options: OPTIONS },
	{ id: 'mixed-v3', generation: 'v3', onError: 'continueErrorOutput', options: { ...OPTIONS, includeInputFields: true } },
] as const;
/** 20 rows, of which one is there twice, one fails and one stalls. */
const [ITEMS, EXPORTS, VIDEOS] = [20, 19, 18];
const LOOP = 'loop';
const SUB = 'sub';
const STOPPED = 'stopped';
const TOOL = 'tool';
const MODEL = { id: 'model', name: 'Language model' };
const TIMED_OUT = 'timed-out';
const IN_TOOL = 'Survive Restarts does not work in a tool of an AI agent';
const TIMEOUT_SECONDS = 30;
const TO_WAKE_SECONDS = 200;

/** Waits with Survive Restarts in an n8n that is killed while they are parked. */
export async function survive({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const workflows = [
		...MIXED.flatMap((workflow) => [surviving(workflow), reference(workflow)]),
		loopOfTwo({ id: LOOP }),
		...withSubWorkflow({ id: SUB }),
		agentWithTool(TOOL, MODEL, '0'.repeat(24)),
		surviving({ id: STOPPED }),
		surviving({ id: TIMED_OUT, settings: { executionTimeout: TIMEOUT_SECONDS } }),
	];
	const model = await ChatModel.open();
	try {
		const credentials = [{ ...MODEL, type: 'openAiApi', data: model.credential }];
		await together([
			onSite({ say, nodes, installation, workflows, credentials }, async (site) => {
				await tool(site, model);
				await killedOnce(site);
			}),
			killedOften(installation, nodes, say),
		]);
	} finally {
		await model.close();
	}
}

async function tool(site: Site, model: ChatModel): Promise<void> {
	model.willReply({ tool: 'Tool', arguments: {} }, { text: 'That did not work.' });
	await site.n8n.call(TOOL, { rows: [{}] });
	const { status } = await ended(site, TOOL);
	check('What the agent is told', [status, model.toolResults.length, model.toolResults.every((text) => text.includes(IN_TOOL))], ['success', 1, true]);
	site.say(`a tool of an AI agent: the agent is told "${IN_TOOL}"`);
}

async function killedOnce(site: Site): Promise<void> {
	const { n8n, say } = site;
	const rows = Object.fromEntries([
		...MIXED.map(({ id }) => [id, mixedRows(id)]),
		...[SUB, STOPPED, TIMED_OUT].map((id) => [id, plainRows(id, 2)]),
		[LOOP, plainRows(LOOP, 4)],
	]);
	await park(site, rows);
	await n8n.crash();
	await n8n.startAgain();
	for (const { id } of MIXED) await n8n.call(referenceOf(id), { rows: await exported(site, id) });
	await stopParent(site);
	await timedOut(site);
	for (const { id } of MIXED) {
		const outputs = await checkSame(site, id);
		const items = outputs.flat();
		const videos = await checkVideos(items.filter(({ binary }) => binary), n8n.n8n, site.simulator);
		check(`${id}: items, videos, exports`, [items.length, videos.length, exportsOf(site, id)], [ITEMS, VIDEOS, EXPORTS]);
		say(`${id}, killed while it waited: ${items.length} items as without the option and without the kill (${outputs.map(({ length }) => length).join(' and ')} at the outputs), ${videos.length} MP4s with the right hash, ${EXPORTS} exports`);
	}
	await subWorkflow(site);
	await loop(site);
}

/** Stop in the editor calls this. */
async function stopParent(site: Site): Promise<void> {
	const { n8n, say } = site;
	const [first] = await n8n.executions(STOPPED);
	await n8n.rest.call('POST', `executions/${first.id}/stop`);
	const all = await n8n.untilEnded(STOPPED, TO_WAKE_SECONDS);
	check('The stopped execution, its wait and its pause', all.map(({ status }) => status), ['canceled', 'canceled', 'canceled']);
	check('Polls of the stopped wait', pollsOf(site, STOPPED), [1, 1]);
	say('Stop: the execution, its wait and its pause end as canceled, and nothing is polled after it');
}

async function timedOut(site: Site): Promise<void> {
	const all = await site.n8n.untilEnded(TIMED_OUT, TO_WAKE_SECONDS);
	check('Executions that timed out', [...new Set(all.map(({ status }) => status))], ['canceled']);
	check('Polls of the wait that timed out', pollsOf(site, TIMED_OUT), [1, 1]);
	site.say(`timeout of ${TIMEOUT_SECONDS} s in the settings of the workflow: the execution, its wait and its pause end as canceled when the pause is over`);
}

/** Of each project. */
function pollsOf(site: Site, id: string): number[] {
	return keysOf(site, id).map((key) => site.simulator.requestsTo('progress', key).length);
}

async function subWorkflow(site: Site): Promise<void> {
	const [items] = outputsOf(await ended(site, SUB));
	const videos = await checkVideos(items, site.n8n.n8n, site.simulator);
	check('Videos of the sub-workflow', videos, keysOf(site, SUB));
	site.say(`a sub-workflow that waits: ${videos.length} MP4s come out of Execute Sub-workflow in the execution that called it`);
}

async function loop(site: Site): Promise<void> {
	const execution = await ended(site, LOOP);
	const videos = await checkVideos(itemsOf(execution, NEXT), site.n8n.n8n, site.simulator);
	check('Videos of the loop', videos, keysOf(site, LOOP));
	site.say(`Loop Over Items, two at a time: ${videos.length} MP4s after two waits`);
}
