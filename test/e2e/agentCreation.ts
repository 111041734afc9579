import { checkVideo, resultOf, type Conversation } from './lib/agentTools';
import { check } from './lib/running';

const SCRIPT = 'We are open from "nine" to five.\n👋';

/** With the tool that needs no template: the key that it returns goes on to the tool that waits. */
export async function createVideo({ chat, model, simulator, say }: Conversation): Promise<void> {
	const before = [simulator.creations.length, simulator.exports.length];
	const response = await chat.say(
		'Tell them when we are open.',
		{ tool: 'Create_a_Video_From_a_Script', arguments: { script: SCRIPT } },
		(created) => ({ tool: 'Wait_for_the_Video', arguments: { project_key: resultOf(created).projectKey } }),
		(video) => ({ text: String(resultOf(video).videoUrl) }),
	);
	const [created, video] = model.toolResults.map(resultOf);
	const [creation] = simulator.creations.slice(-1);
	check('Projects made, and rendered', [simulator.creations.length, simulator.exports.length], before.map((count) => count + 1));
	check('What AI Studios got', (creation.body as { scripts: unknown }).scripts, SCRIPT);
	check('The project key of the creation', [created.projectKey, video.projectKey], Array(2).fill(creation.projectKey));
	await checkVideo({ video, response, projectKey: String(creation.projectKey) }, simulator);
	say(`it created a video from a script, read ${JSON.stringify(created)}, waited for that project key, and returned the URL of the right MP4`);
}

/** A script that is never sent, and a project that cannot be paid for: its key is in the error. */
export async function readCreationErrors({ chat, model, simulator, say }: Conversation): Promise<void> {
	const { length: before } = simulator.creations;
	const { balance } = simulator;
	simulator.balance = 0;
	await chat.say(
		'And once more.',
		{ tool: 'Create_a_Video_From_a_Script', arguments: { script: ' ' } },
		{ tool: 'Create_a_Video_From_a_Script', arguments: { script: SCRIPT } },
		{ text: 'That did not work, either.' },
	);
	simulator.balance = balance;
	const [noScript, noCredits] = model.toolResults.map(resultOf);
	const [creation] = simulator.creations.slice(before);
	check('Projects made, one of two', simulator.creations.length, before + 1);
	check('A script without words', noScript.error, 'Script is empty');
	check('What to do about it', /not sent to AI Studios/.test(String(noScript.message)), true);
	check('A render that cannot be paid for', /^[^:]*/.exec(String(noCredits.error))?.[0], `Project ${creation.projectKey} was created, but not exported`);
	check('What to go on with', [noCredits.projectKey, /Project: Render/.test(String(noCredits.message))], [creation.projectKey, true]);
	say(`errors of creations that it read: "${String(noScript.error)}"; "${String(noCredits.error)}", with the project key`);
}
