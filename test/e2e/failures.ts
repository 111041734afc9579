import type { IDataObject, INode } from 'n8n-workflow';
import { arrange, EXPECTED_REPORT, FAILURES, failingRows, failureReport, failureWorkflow, loseFirstResponse, type Parts } from '../engine/failureChain';
import { startSimulator, type Simulator } from '../simulator';
import { always, rejection, status, times } from '../simulator/faults';
import { checkVideos, errorOf, itemsOf, runIn } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { CREDENTIALS, storedCredentials, type Generation } from './lib/simulation';
import { example, withCredential, withLocalEnds, type Example } from './lib/workflows';
import type { Stage } from './run';

/** Simulated seconds per real one. */
const SPEED = 20;
const STALL_TIMEOUT_MINUTES = 0.05;
/** Attempts of one check of a project's progress. */
const ATTEMPTS = 7;

/** n8n's own IF and Merge. */
const PARTS: Parts = {
	if: {
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				conditions: [{ id: '1', leftValue: '={{ $json.error }}', rightValue: '', operator: { type: 'string', operation: 'exists', singleValue: true } }],
				combinator: 'and',
			},
			options: {},
		},
	},
	merge: { type: 'n8n-nodes-base.merge', typeVersion: 3, parameters: { mode: 'append' } },
};

/** Rows that fail in six ways keep their fields and their first error to the end; the durable loop survives an outage. */
export async function failures({ say, nodes }: Stage): Promise<void> {
	const n8n = await N8n.create(await installed('newest', say), nodes);
	for (const generation of ['v2', 'v3'] as const) await failingChain(n8n, generation, say);
	await outage(n8n, say);
}

async function failingChain(n8n: N8n, generation: Generation, say: Stage['say']): Promise<void> {
	const simulator: Simulator = await startSimulator({
		speed: SPEED,
		onRequest: ({ endpoint, body, projectKey }) => {
			const [, index] = /Ann (\d)/.exec(endpoint === 'exportProject' ? JSON.stringify(body) : '') ?? [];
			if (index !== undefined && projectKey) arrange(simulator, [{ case: FAILURES[Number(index)].case, projectKey }], status(400));
		},
	});
	try {
		loseFirstResponse(simulator);
		const workflow = startedByHand(failureWorkflow(generation, PARTS, STALL_TIMEOUT_MINUTES), `failures-${generation}`, failingRows());
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows([withCredential(workflow, CREDENTIALS[generation])]);
		const run = runIn(await n8n.command('execute', `--id=${withCredential(workflow, CREDENTIALS[generation]).id}`, '--rawOutput'));
		const error = errorOf(run);
		if (error) throw new Error(`${workflow.name} ended with an error: ${error}`);
		const items = itemsOf(run, 'Merge');
		const report = failureReport(items);
		if (JSON.stringify(report) !== JSON.stringify(EXPECTED_REPORT)) throw new Error(`Not each row is there once as it should be:\n${report.join('\n')}`);
		await checkVideos(items.filter(({ binary }) => binary), n8n, simulator);
		say(`${generation}: Export, Wait, IF, Merge: ${report.join('; ')}`);
	} finally {
		await simulator.stop();
	}
}

/** The same workflow for `n8n execute`: a trigger, and a Code node in the place of the rows. */
function startedByHand({ nodes: [rows, ...others], connections }: Pick<Example, 'nodes' | 'connections'>, id: string, values: IDataObject[]): Example {
	const start: INode = { ...rows, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const code: INode = { ...rows, type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: `return ${JSON.stringify(values)};` } };
	return {
		id,
		name: id,
		nodes: [start, code, ...others],
		connections: { ...connections, Start: { main: [[{ node: rows.name, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** One of three renders fails, one project key becomes unknown, and all are checked during an outage first. */
async function outage(n8n: N8n, say: Stage['say']): Promise<void> {
	const keys: string[] = [];
	const simulator: Simulator = await startSimulator({
		speed: SPEED,
		onRequest: ({ endpoint, projectKey }) => {
			if (endpoint !== 'exportProject' || !projectKey) return;
			keys.push(projectKey);
			const unknown = keys.length === 2 ? [always(rejection('Project not found.'))] : [];
			simulator.injectFaults('progress', [...times(ATTEMPTS, status(503)), ...unknown], { projectKey });
		},
	});
	try {
		for (const curve of ['linear', 'linear', 'failing'] as const) simulator.nextRender({ seconds: 100, curve });
		const workflow = withLocalEnds(withCredential(example('durable-loop'), CREDENTIALS.v2));
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows([{ ...workflow, id: 'outage' }]);
		const run = runIn(await n8n.command('execute', '--id=outage', '--rawOutput'));
		const error = errorOf(run);
		if (error) throw new Error(`The durable loop ended with an error: ${error}`);
		const ends = ['Wait and Download', 'Could Not Be Checked', 'Could Not Be Rendered'].map((node) => itemsOf(run, node));
		const found = ends.map((items) => items.map(({ json }) => json.projectKey));
		if (JSON.stringify(found) !== JSON.stringify(keys.map((key) => [key]))) throw new Error(`The videos ended at ${JSON.stringify(found)} instead of ${keys.join(', ')}.`);
		await checkVideos(ends[0], n8n, simulator);
		const inOutage = itemsOf(run, 'Get Progress').filter(({ json }) => json.pollFailures === 1).length;
		if (inOutage !== keys.length) throw new Error(`${inOutage} videos stayed in the loop during the outage instead of ${keys.length}.`);
		say(`durable-loop: ${inOutage} videos stayed in the loop during an outage; then one was complete, one unknown, one failed`);
	} finally {
		await simulator.stop();
	}
}
