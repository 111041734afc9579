import type { INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { checkVideos, errorOf, itemsOf, runIn } from './lib/executions';
import { installed } from './lib/installation';
import { Mailbox, type Mail } from './lib/mailbox';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { CREDENTIALS, storedCredentials, type Generation } from './lib/simulation';
import { until } from './lib/until';
import { example, nodeNamed, type Example, type StoredCredential } from './lib/workflows';
import type { Stage } from './run';

const PACE = { speed: 20, renderSeconds: [60, 100] as [number, number], withSamples: true };
const SMTP: StoredCredential = { id: 'mailbox', name: 'Mailbox' };
const VENDOR = 'https://app.aistudios.com';
const WAIT = nodeNamed(example('approval'), 'aiStudiosWaitAndDownload');
/** n8n does not take a robot's word for a person's. */
const PERSON = { headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } };

/** What the reviewer says to each draft of the example. */
const DECISIONS = [
	{ firstName: 'Ada', approved: true },
	{ firstName: 'Jürgen', approved: false },
	{ firstName: 'Mei', approved: true },
];

/** The example in which a person approves drafts, in a running n8n: only its server and its mail are local ones. */
export async function approval({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const [simulator, mailbox] = await Promise.all([startSimulator(PACE), Mailbox.open()]);
	const n8n = await N8n.create(installation, nodes);
	const workflow = local(example('approval'), simulator);
	try {
		say(`n8n ${installation.version}`);
		await n8n.importCredentials([...storedCredentials(simulator), { ...SMTP, type: 'smtp', data: mailbox.credential }]);
		await n8n.importWorkflows([workflow, oneRequest('v2', simulator), oneRequest('v3', simulator)]);
		await checkCredential('v2', 0, n8n, simulator, say);
		await checkCredential('v3', 1, n8n, simulator, say);
		simulator.expireTokens();
		await checkCredential('v3', 2, n8n, simulator, say);
		await approveDrafts(workflow, n8n, simulator, mailbox, say);
	} finally {
		await Promise.all([simulator.stop(), mailbox.close()]);
	}
}

/**
 * The credential alone in n8n's HTTP Request node: with version 3 it must exchange its first token there,
 * and another one when that has expired.
 * @param expected tokens exchanged so far
 */
async function checkCredential(generation: Generation, expected: number, n8n: N8n, simulator: Simulator, say: Stage['say']): Promise<void> {
	const run = runIn(await n8n.command('execute', `--id=${oneRequest(generation, simulator).id}`, '--rawOutput'));
	const error = errorOf(run);
	const [item] = itemsOf(run, 'HTTP Request');
	const tokens = simulator.requestsTo('token').length;
	if (error || item?.json.success !== true || tokens !== expected) throw new Error(`HTTP Request with the credential of ${generation}: ${error ?? JSON.stringify(item?.json)}, ${tokens} tokens`);
	say(`HTTP Request with the AI Studios credential (${generation}): accepted, tokens exchanged ${tokens}`);
}

async function approveDrafts(workflow: Example, n8n: N8n, simulator: Simulator, mailbox: Mailbox, say: Stage['say']): Promise<void> {
	const server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		await rest.activate(workflow.id);
		const api = await rest.publicApi();
		const began = Date.now();
		await until('The webhook should start the workflow', async () => (await fetch(`${n8n.url}/webhook/begin`)).ok);
		const approved: string[] = [];
		for (const [index, decision] of DECISIONS.entries()) {
			await until(`Draft ${index + 1} should be announced`, async () => mailbox.mails.length > index);
			const key = checkMail(mailbox.mails[index], decision.firstName, simulator);
			if (simulator.exports.length !== approved.length) throw new Error('A draft was rendered before it was approved.');
			await until('The execution should wait', async () => (await statuses(api)).includes('waiting'));
			await decide(mailbox.mails[index], decision.approved);
			if (decision.approved) approved.push(key);
		}
		await until('The execution should end', async () => (await statuses(api)).some((status) => ['success', 'error'].includes(status)));
		const items = await videosOf(api);
		const keys = await checkVideos(items, n8n, simulator);
		if (keys.join() !== approved.join() || simulator.exports.length !== approved.length) {
			throw new Error(`There should be videos of ${approved.join(', ')}, not of ${keys.join(', ')}; ${simulator.exports.length} were rendered.`);
		}
		say(`approval (v3): ${DECISIONS.length} drafts, ${mailbox.mails.length} mails, ${approved.length} approved, as many rendered, MP4s with the right hash ${keys.length}, ${((Date.now() - began) / 1_000).toFixed(1)} s`);
	} finally {
		await server.stop();
	}
}

/** @returns the project key of the draft that it is about */
function checkMail({ to, subject, body }: Mail, firstName: string, simulator: Simulator): string {
	const [, key] = /app\.aistudios\.com\/editor\/(\w+)/.exec(body) ?? [];
	const draft = key === undefined ? undefined : JSON.stringify(simulator.project(key).scenes);
	if (to !== 'reviewer@example.com' || subject !== `A video for ${firstName}` || !draft?.includes(`Hello ${firstName}`)) {
		throw new Error(`The mail should be about the draft for ${firstName}: ${JSON.stringify({ to, subject, body: body.slice(-3_000) })}`);
	}
	return key;
}

/** Opens the link of the button, as the reviewer does. */
async function decide({ body }: Mail, approved: boolean): Promise<void> {
	const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link]) => link.replaceAll('&amp;', '&'));
	const link = links.find((candidate) => new URL(candidate).searchParams.get('approved') === String(approved));
	if (!link) throw new Error(`The mail has no such button: ${links.join(', ')}`);
	const { ok, status } = await fetch(link, PERSON);
	if (!ok) throw new Error(`The button leads to ${status}: ${link}`);
}

type PublicApi = <T>(path: string) => Promise<T>;

async function statuses(api: PublicApi): Promise<string[]> {
	const { data } = await api<{ data: Array<{ status: string; mode: string }> }>('executions?limit=10');
	return data.filter(({ mode }) => mode === 'webhook').map(({ status }) => status);
}

async function videosOf(api: PublicApi): Promise<INodeExecutionData[]> {
	const { data } = await api<{ data: Array<{ data: IRunExecutionData }> }>('executions?limit=1&includeData=true');
	const error = data[0].data.resultData.error;
	if (error) throw new Error(`approval ended with an error: ${error.message}`);
	return itemsOf(data[0], WAIT);
}

/** With credentials, started by webhook, and with the simulator in the place of AI Studios' own server. */
function local(workflow: Example, { url }: Simulator): Example {
	return { ...workflow, nodes: workflow.nodes.map((node) => ({ ...node, ...localNode(node, url) })) };
}

function localNode({ type, parameters }: INode, url: string): Partial<INode> {
	if (type.startsWith('n8n-nodes-aistudios.')) return { credentials: { aiStudiosApi: { ...CREDENTIALS.v3 } } };
	switch (type) {
		case 'n8n-nodes-base.manualTrigger':
			return { type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: 'begin', parameters: { path: 'begin', options: {} } };
		case 'n8n-nodes-base.emailSend':
			return { credentials: { smtp: { ...SMTP } } };
		case 'n8n-nodes-base.httpRequest':
			return { credentials: { aiStudiosApi: { ...CREDENTIALS.v3 } }, parameters: { ...parameters, url: String(parameters.url).replace(VENDOR, url) } };
		default:
			return {};
	}
}

/** The simplest request that needs the credential. */
function oneRequest(generation: Generation, { url }: Simulator): Example {
	const paths: Record<Generation, string> = { v2: '/api/odin/editor/project/5a0000000000000000000022', v3: '/api/odin/v3/editor/project' };
	const parameters = { url: url + paths[generation], authentication: 'predefinedCredentialType', nodeCredentialType: 'aiStudiosApi', options: {} };
	const nodes: INode[] = [
		{ id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: '2', name: 'HTTP Request', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [220, 0], parameters, credentials: { aiStudiosApi: { ...CREDENTIALS[generation] } } },
	];
	const connections = { Start: { main: [[{ node: 'HTTP Request', type: 'main' as const, index: 0 }]] } };
	return { id: `request-${generation}`, name: `A request (${generation})`, nodes, connections, settings: { executionOrder: 'v1' } };
}
