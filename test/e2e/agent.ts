import type { INode } from 'n8n-workflow';
import { startSimulator } from '../simulator';
import { createVideo, readCreationErrors } from './agentCreation';
import { checkVideo, resultOf, type Conversation } from './lib/agentTools';
import { Chat } from './lib/chat';
import { ChatModel } from './lib/chatModel';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { Rest } from './lib/owner';
import { check } from './lib/running';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { example, withCredential, type Example, type StoredCredential } from './lib/workflows';
import type { Stage } from './run';

const PACE = { speed: 30, renderSeconds: [30, 60] as [number, number], withSamples: true };
const MODEL: StoredCredential = { id: 'model', name: 'Stand-in' };
/** That of the example, in which the agent itself calls the tools, and the newest, for which n8n's engine does. */
const AGENT_VERSIONS = [2, 3.1];
const GUEST = { first_name: 'Ada "Countess" 👋', company: 'Analytical Engines' };

/** The example in which an agent makes videos, in a running n8n: only its model and its server are local ones. */
export async function agent({ say, nodes }: Stage): Promise<void> {
	const installation = await installed('newest', say);
	const [simulator, model] = await Promise.all([startSimulator(PACE), ChatModel.open()]);
	const n8n = await N8n.create(installation, nodes);
	const workflows = AGENT_VERSIONS.map((version) => local(withCredential(example('ai-agent'), CREDENTIALS.v3), version));
	await n8n.importCredentials([...storedCredentials(simulator), { ...MODEL, type: 'openAiApi', data: model.credential }]);
	await n8n.importWorkflows(workflows);
	const server = await n8n.serve();
	try {
		const rest = await Rest.asOwner(n8n.url);
		for (const [index, workflow] of workflows.entries()) {
			await rest.activate(workflow.id);
			say(`n8n ${installation.version}, AI Agent ${AGENT_VERSIONS[index]}, with a model that speaks OpenAI's chat API`);
			const conversation = { chat: await Chat.open(n8n.url, workflow, model), model, simulator, say };
			await exportVideo(conversation);
			await createVideo(conversation);
			await readErrors(conversation);
			await readCreationErrors(conversation);
		}
		const sent = JSON.stringify(model.requests);
		check('Secrets that the model got to know', Object.values(simulator.credentials).filter((secret) => sent.includes(secret)), []);
	} finally {
		await server.stop();
		await Promise.all([simulator.stop(), model.close()]);
	}
}

async function exportVideo({ chat, model, simulator, say }: Conversation): Promise<void> {
	const before = simulator.exports.length;
	check('The first response', await chat.say('Greet Ada.', { text: 'Shall I export it?' }), 'Shall I export it?');
	checkTools(model);
	check('Exports before the confirmation', simulator.exports.length, before);
	const response = await chat.say(
		'Yes.',
		{ tool: 'Export_a_Video', arguments: GUEST },
		(exported) => ({ tool: 'Check_the_Progress', arguments: { project_key: resultOf(exported).projectKey } }),
		(progress) => ({ tool: 'Wait_for_the_Video', arguments: { project_key: resultOf(progress).projectKey } }),
		(video) => ({ text: String(resultOf(video).videoUrl) }),
	);
	const [exported, progress, video] = model.toolResults.map(resultOf);
	const [export_] = simulator.exports.slice(-1);
	check('Exports after the confirmation', simulator.exports.length, before + 1);
	check('The project key', [exported.projectKey, progress.projectKey, video.projectKey], Array(3).fill(export_.projectKey));
	check('What was exported', Object.values(GUEST).filter((text) => !JSON.stringify(export_.body).includes(JSON.stringify(text).slice(1, -1))), []);
	check('What the agent read of the progress', [progress.state, progress.isComplete, progress.videoUrl], ['rendering', false, null]);
	await checkVideo({ video, response, projectKey: String(export_.projectKey) }, simulator);
	check('The agent remembers the chat', (model.requests.at(-1)?.messages ?? []).some(({ content }) => content === 'Greet Ada.'), true);
	say(`it exported after a confirmation only, then checked the progress (${String(progress.progress)} %), waited, and returned the URL of the right MP4`);
}

/** What is described to the model of each tool: what it costs, and its arguments. */
function checkTools({ tools }: ChatModel): void {
	const described = tools.map(({ name, description, parameters }) => [name, /Costs (money|nothing)/.exec(description)?.[1], Object.keys(parameters.properties).join()]);
	check('The tools', described.sort(), [
		['Check_the_Progress', 'nothing', 'project_key'],
		['Create_a_Video_From_a_Script', 'money', 'script'],
		['Export_a_Video', 'money', 'first_name,company'],
		['Wait_for_the_Video', 'nothing', 'project_key'],
	]);
}

/** An agent can go on only with what it reads: what happened, and what to do next. */
async function readErrors({ chat, model, simulator, say }: Conversation): Promise<void> {
	const before = simulator.requestsTo('exportProject').length;
	await chat.say(
		'Now greet somebody without a company.',
		{ tool: 'Export_a_Video', arguments: { ...GUEST, company: '' } },
		{ tool: 'Wait_for_the_Video', arguments: { project_key: 'no-such-project' } },
		{ text: 'That did not work.' },
	);
	const [noCompany, noProject] = model.toolResults.map(resultOf);
	check('An empty argument', String(noCompany.error), 'No value for ##COMPANY##');
	check('What to do about it', /not sent to AI Studios/.test(String(noCompany.message)), true);
	check('Exports without a company', simulator.requestsTo('exportProject').length, before);
	check('An unknown project key', /^[^:]*/.exec(String(noProject.error))?.[0], 'AI Studios cannot find the progress of project no-such-project');
	check('What to do about that', /^Check the project key/.test(String(noProject.message)), true);
	say(`errors that it read: "${String(noCompany.error)}", "${String(noProject.error)}", each with what to do next`);
}

/** With credentials, with a public chat of its own, and with this version of the agent. */
function local(workflow: Example, agentVersion: number): Example {
	const nodes = workflow.nodes.map((node): INode => {
		if (node.type.endsWith('.chatTrigger')) return { ...node, webhookId: `chat-${agentVersion}`, parameters: { ...node.parameters, public: true } };
		if (node.type.endsWith('.lmChatOpenAi')) return { ...node, credentials: { openAiApi: { ...MODEL } } };
		return node.type.endsWith('.agent') ? { ...node, typeVersion: agentVersion } : node;
	});
	return { ...workflow, id: `${workflow.id}-${agentVersion}`, nodes };
}
