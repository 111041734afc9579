import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { startSimulator } from '../simulator';
import { checkVideos, itemsOf } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { until } from './lib/until';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { example, nodeNamed, withCredential, type Example } from './lib/workflows';
import type { Stage } from './run';

/** Renders of three to five real seconds: long enough to see the execution wait. */
const PACE = { speed: 20, renderSeconds: [60, 100] as [number, number], withSamples: true };
const VIDEOS = 3;
const WAIT = nodeNamed(example('webhook-wait'), 'aiStudiosWaitAndDownload');

/** The example that AI Studios resumes by its webhook, in a running n8n. */
export async function webhook({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator(PACE);
	const n8n = await N8n.create(installation, nodes);
	const workflow = startedByWebhook(withCredential(example('webhook-wait'), CREDENTIALS.v3));
	await n8n.importCredentials(storedCredentials(simulator));
	await n8n.importWorkflows([workflow]);
	const server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		await rest.activate(workflow.id);
		const api = await rest.publicApi();
		const began = Date.now();
		await until('The webhook should start the workflow', async () => (await fetch(`${n8n.url}/webhook/begin`)).ok);
		const seen = new Set<string>();
		await until('The execution should end', async () => {
			const { data } = await api<{ data: Array<{ status: string }> }>('executions?limit=10');
			for (const { status } of data) seen.add(status);
			return seen.has('success') || seen.has('error');
		});
		const items = await videosOf(api);
		await checkVideos(items, n8n, simulator);
		const calls = simulator.requestsTo('webhook').filter(({ status }) => status === 200).length;
		if (!seen.has('waiting') || calls === 0) throw new Error(`It should have waited and been called: ${[...seen].join(', ')}, ${calls} calls accepted.`);
		if (items.length !== VIDEOS || simulator.exports.length !== VIDEOS) throw new Error(`There should be ${VIDEOS} videos, not ${items.length}.`);
		say(`webhook-wait (v3): waited until called, then ${VIDEOS} MP4s with the right hashes, ${((Date.now() - began) / 1_000).toFixed(1)} s`);
	} finally {
		await server.stop();
		await simulator.stop();
	}
}

async function videosOf(api: <T>(path: string) => Promise<T>): Promise<INodeExecutionData[]> {
	const { data } = await api<{ data: Array<{ data: IRunExecutionData }> }>('executions?limit=1&includeData=true');
	return itemsOf(data[0], WAIT);
}

function startedByWebhook(workflow: Example): Example {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.manualTrigger'
			? { ...node, type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: 'begin', parameters: { path: 'begin', options: {} } }
			: node,
	);
	return { ...workflow, nodes };
}
