import type { INode, IRunExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { status } from '../simulator/faults';
import { checkVideos, itemsOf } from './lib/executions';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { check } from './lib/running';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { until } from './lib/until';
import type { Example } from './lib/workflows';
import type { Stage } from './run';

const TRIGGER = 'AI Studios Trigger';
const VIDEOS = 30;
const EXISTING = 3;
/** n8n polls every minute at most. */
const TWO_POLLS_SECONDS = 150;

interface StoredExecution {
	id: string;
	status: string;
	data: IRunExecutionData;
}

/** Thirty videos finish while n8n is restarted twice, one request gets a 500 and the list changes its order. */
export async function trigger({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const simulator = await startSimulator();
	const n8n = await N8n.create(installation, nodes);
	say(`n8n ${installation.version}`);
	await n8n.importCredentials(storedCredentials(simulator));
	await n8n.importWorkflows([WORKFLOW]);
	finish(simulator, EXISTING);
	let server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		await rest.activate(WORKFLOW.id);
		await until('What exists at the activation should be stored', async () => await hasStaticData(rest));
		const api = await rest.publicApi();
		const executions = async () => (await api<{ data: StoredExecution[] }>(`executions?limit=250&includeData=true&workflowId=${WORKFLOW.id}`)).data;
		const keys: string[] = [];
		const reach = async (what: string) => {
			await until(`${what}: ${keys.length} executions`, async () => (await executions()).filter((execution) => execution.status === 'success').length >= keys.length, TWO_POLLS_SECONDS);
			say(`${what}: ${(await executions()).length} executions for ${keys.length} videos, ${simulator.requestsTo('projects').length} polls so far`);
		};

		keys.push(...finish(simulator, 10));
		await server.crash();
		server = await n8n.serve();
		await reach(`killed and started again, with ${EXISTING} videos from before the activation in the list`);

		keys.push(...finish(simulator, 10));
		simulator.orderProjects((projects) => [...projects].sort((one, other) => one.key.localeCompare(other.key)));
		simulator.injectFaults('projects', [status(500)]);
		await reach('a poll gets a 500, and then the list in another order');

		await server.stop();
		keys.push(...finish(simulator, VIDEOS - keys.length));
		server = await n8n.serve();
		await reach('stopped and started again');

		const before = simulator.requestsTo('projects').length;
		await until('Two more polls', async () => simulator.requestsTo('projects').length >= before + 2, TWO_POLLS_SECONDS);
		const all = await executions();
		const items = all.map((execution) => itemsOf(execution, TRIGGER));
		check('Items in each execution', [...new Set(items.map(({ length }) => length))], [1]);
		const videos = await checkVideos(items.flat(), n8n, simulator);
		check('Videos that started the workflow', videos.sort(), keys.sort());
		say(`${all.length} executions, each for one video, each once; ${videos.length} MP4s with the right hash`);
	} finally {
		await server.stop();
		await simulator.stop();
	}
}

/** n8n activates a workflow after it has said so, and stores what the first poll has seen. */
async function hasStaticData(rest: Rest): Promise<boolean> {
	const { staticData } = await rest.call<{ staticData: object | null }>('GET', `workflows/${WORKFLOW.id}`);
	return staticData !== null && staticData !== undefined;
}

function finish(simulator: Simulator, count: number): string[] {
	return Array.from({ length: count }, () => simulator.addProject({ generation: 'v3', seconds: 0 }).key);
}

const NODES: INode[] = [
	{
		id: '6a1de7c2-0c5e-4d0c-9a5b-0d7a5e1f3b01',
		name: TRIGGER,
		type: 'n8n-nodes-aistudios.aiStudiosTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, options: { download: true } },
		credentials: { aiStudiosApi: { ...CREDENTIALS.v3 } },
	},
	{ id: '6a1de7c2-0c5e-4d0c-9a5b-0d7a5e1f3b02', name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
];

const WORKFLOW: Example = {
	id: 'video-finished',
	name: 'Video finished',
	nodes: NODES,
	connections: { [TRIGGER]: { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};
