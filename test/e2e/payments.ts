/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs a whole n8n; not shipped */
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../simulator';
import { delay, noFault, rejection, status, times } from '../simulator/faults';
import { runIn } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { PAYMENT_WORKFLOWS, paymentWorkflow } from './lib/paymentWorkflows';
import { begin, check, ended, type Execution, type Running, type Setup } from './lib/running';
import { Sheet, withSheet } from './lib/sheet';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { until } from './lib/until';
import { example, withCredential } from './lib/workflows';
import type { Stage } from './run';
import { sheetInThreeRuns } from './sheetRuns';

/** Renders of one to two real seconds. */
const PACE = { speed: 20, renderSeconds: [20, 40] as [number, number] };
const STOP_AFTER_MS = 500;

/** What is paid for when n8n repeats a node, stops it, or crashes: every export is counted by the simulator. */
export async function payments({ say, nodes }: Stage): Promise<void> {
	const simulator = await startSimulator(PACE);
	const sheet = await Sheet.open();
	const n8n = await N8n.create(await installed('newest', say), nodes);
	const setup = { say, n8n, simulator, sheet };
	try {
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows([
			...Object.values(PAYMENT_WORKFLOWS).map((workflow) => paymentWorkflow(workflow, CREDENTIALS.v2)),
			withSheet(withCredential(example('google-sheets'), CREDENTIALS.v2), sheet),
		]);
		await retryOnFail(setup);
		await loops(setup);
		const server = await n8n.serve();
		try {
			const running = { ...setup, server, rest: await Rest.asOwner(n8n.url) };
			await lastError(running);
			await stopped(running);
			await retried(running);
			await sheetInThreeRuns(running);
		} finally {
			await server.stop();
		}
	} finally {
		await sheet.close();
		await simulator.stop();
	}
}

/** Keys that were paid for while `work` ran, and the requests that it took. */
async function counted(simulator: Simulator, work: () => Promise<unknown>): Promise<{ keys: string[]; sent: number }> {
	const [paidBefore, sentBefore] = [simulator.exports.length, simulator.requestsTo('exportProject').length];
	await work();
	return {
		keys: simulator.exports.slice(paidBefore).map(({ projectKey }) => String(projectKey)),
		sent: simulator.requestsTo('exportProject').length - sentBefore,
	};
}

async function execute({ n8n }: Setup, id: string): Promise<string> {
	return await n8n.command('execute', `--id=${id}`, '--rawOutput');
}

async function failing(setup: Setup, id: string): Promise<void> {
	const failed = await execute(setup, id).then(() => false, () => true);
	check(`${id} fails`, failed, true);
}

/** What n8n stored of the last attempt that failed. */
async function lastError({ rest, simulator, say }: Running): Promise<void> {
	const { id } = PAYMENT_WORKFLOWS.thirdFails;
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	const { results } = await rest.call<{ results: Execution[] }>('GET', `executions?filter=${filter}`);
	const { data } = await rest.call<{ data: string }>('GET', `executions/${results[0].id}`);
	const keys = simulator.exports.filter(({ body }) => JSON.stringify(body).includes(id)).map(({ projectKey }, index) => `row ${index + 1} (item ${index}): ${projectKey}`);
	check("What the last attempt's error does not name", [...keys, 'In doubt: row 3 (item 2)'].filter((text) => !data.includes(text)), []);
	say(`the error of its last attempt: ${keys.join(', ')}, in doubt row 3 (item 2)`);
}

async function retryOnFail(setup: Setup): Promise<void> {
	const { simulator, say } = setup;
	simulator.injectFaults('exportProject', [noFault, noFault, status(500)]);
	const third = await counted(simulator, async () => await failing(setup, PAYMENT_WORKFLOWS.thirdFails.id));
	check('Three rows, the third with a 500, Retry On Fail', [third.sent, third.keys.length], [3, 2]);
	say(`n8n execute, Retry On Fail, 3 rows, the third with a 500: ${third.sent} sent, ${third.keys.length} paid`);
	const two = await counted(simulator, async () => runIn(await execute(setup, PAYMENT_WORKFLOWS.errorColumn.id)));
	check('Two rows with a column "error", Retry On Fail', [two.sent, two.keys.length], [2, 2]);
	say(`n8n execute, Retry On Fail, 2 rows with an empty column "error": ${two.keys.length} paid`);
}

async function loops(setup: Setup): Promise<void> {
	const { simulator, say } = setup;
	const once = await counted(simulator, async () => runIn(await execute(setup, PAYMENT_WORKFLOWS.identicalInLoop.id)));
	check('Four identical rows in a loop', [once.sent, once.keys.length], [1, 1]);
	const each = await counted(simulator, async () => runIn(await execute(setup, PAYMENT_WORKFLOWS.duplicatesInLoop.id)));
	check('Four identical rows in a loop with Allow Duplicates', [each.sent, each.keys.length], [4, 4]);
	say(`n8n execute, 4 identical rows through Loop Over Items: ${once.keys.length} paid; with Allow Duplicates ${each.keys.length}`);
}

async function stopped(running: Running): Promise<void> {
	const { simulator, server, rest, say } = running;
	for (const { id, rows } of [PAYMENT_WORKFLOWS.stopped, PAYMENT_WORKFLOWS.stoppedWithRetry]) {
		let execution: Execution | undefined;
		const { keys, sent } = await counted(simulator, async () => {
			const before = simulator.exports.length;
			simulator.injectFaults('exportProject', times(rows.length, delay(20)));
			const executionId = await begin(running, id);
			await until('The exports should begin', async () => simulator.exports.length > before);
			await pause(STOP_AFTER_MS);
			await rest.call('POST', `executions/${executionId}/stop`);
			execution = await ended(running, executionId);
			await pause(1_500);
		});
		simulator.injectFaults('exportProject', []);
		check(`${id}: status`, execution?.status, 'canceled');
		if (keys.length === 0 || keys.length === rows.length) throw new Error(`${id} should be stopped in the middle, not after ${keys.length} rows.`);
		check(`${id}: every request was paid for`, sent, keys.length);
		const notLogged = keys.filter((key) => !server.printed(key));
		check(`${id}: keys that are not in n8n's log`, notLogged, []);
		const custom = keys.filter((key) => Object.values(execution?.customData ?? {}).join(' ').includes(key)).length;
		if (custom < Math.min(keys.length - 3, 40)) throw new Error(`The custom data of ${id} hold ${custom} of ${keys.length} keys.`);
		say(`REST, Stop of ${rows.length} rows after ${STOP_AFTER_MS} ms (${id}): ${keys.length} paid, all keys in n8n's log, ${custom} in the custom data`);
	}
}

async function retried(running: Running): Promise<void> {
	const { simulator, rest, say } = running;
	for (const [loadWorkflow, { id, rows }] of [[false, PAYMENT_WORKFLOWS.retriedAsItWas], [true, PAYMENT_WORKFLOWS.retriedAsSaved]] as const) {
		let failed = '';
		simulator.injectFaults('exportProject', [noFault, noFault, rejection('Not today.')]);
		const first = await counted(simulator, async () => {
			failed = await begin(running, id);
			check(`${id}: status`, (await ended(running, failed)).status, 'error');
		});
		const second = await counted(simulator, async () => {
			const retry = await rest.call<Execution>('POST', `executions/${failed}/retry`, { loadWorkflow });
			check(`${id}: status of the retry`, (await ended(running, retry.id)).status, 'success');
		});
		check(`${id}: paid in both`, first.keys.length + second.keys.length, rows.length);
		say(`REST, Retry with the ${loadWorkflow ? 'saved' : 'original'} workflow: ${first.keys.length} of ${rows.length} rows paid before it failed, ${second.keys.length} by the retry, none twice`);
	}
	const wanted = PAYMENT_WORKFLOWS.duplicatesInLoop.id;
	const twice = [...simulator.exportsPerBody()].filter(([body, count]) => count > 1 && !body.includes(wanted));
	check('Requests that were paid for twice', twice, []);
}
