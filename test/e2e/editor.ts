/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { startSimulator, type Simulator } from '../simulator';
import { installed } from './lib/installation';
import { N8n } from './lib/n8n';
import { OWNER, Rest } from './lib/owner';
import { asUsersInstall, packed } from './lib/package';
import type { Service } from './lib/processes';
import { CREDENTIALS, storedCredentials } from './lib/simulation';
import { example, exampleNames, withCredential, type Example } from './lib/workflows';

/** Simulated seconds per real one: a render takes 3 to 30 seconds. */
const SPEED = 20;
/** What the note in an example says when it is not for both versions. */
const VERSION_3 = 'For **API version 3**';

const ended = new Promise<void>((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});

/** n8n's editor with everything in it to try the nodes: the package, a simulator, credentials and the examples. */
async function main(): Promise<void> {
	const installation = await installed('newest', say);
	say(`Starting n8n ${installation.version} and the AI Studios simulator …`);
	const simulator = await startSimulator({ speed: SPEED, withSamples: true });
	const n8n = await N8n.create(installation, await asUsersInstall(await packed()));
	let server: Service | undefined;
	try {
		await n8n.importCredentials(storedCredentials(simulator));
		await n8n.importWorkflows(exampleNames().map(chosen));
		server = await n8n.serve();
		await Rest.asOwner(n8n.url);
		introduce(n8n, simulator);
		await ended;
		say('\nEnding …');
	} finally {
		await server?.stop();
		await simulator.stop();
	}
}

/** An example with its credential in place, under its own id. */
function chosen(name: string): Example {
	const workflow = example(name);
	const credential = CREDENTIALS[JSON.stringify(workflow).includes(VERSION_3) ? 'v3' : 'v2'];
	return { ...withCredential(workflow, credential), id: `example-${name}` };
}

function introduce({ url }: N8n, simulator: Simulator): void {
	say(`
n8n is ready. Nothing in it is real, and nothing costs money.

  1. Open       ${url}/workflow/example-simulator
  2. Sign in    ${OWNER.email}
     password   ${OWNER.password}
  3. Press "Execute workflow". After some seconds open "Wait and Download",
     choose the tab Binary, and View.

The other examples are at ${url}/home/workflows, with credentials for the
simulator (${simulator.url}) chosen; those that need Google, HubSpot,
OpenAI, Slack or an email server want your own for these. Ctrl-C ends everything and removes this n8n.
`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);
