/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command for the terminal; this file is not shipped */
import { readCommandLine, USAGE } from './commandLine';
import { startSimulator } from './index';
import type { Simulator } from './simulator';
import type { SimulatorOptions } from './options';
import type { RequestRecord } from './recorder';

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	if (options === 'help') return say(USAGE);
	if ('problem' in options) return fail(`${options.problem}\n\n${USAGE}`);
	try {
		const simulator = await startSimulator({ ...options, withSamples: true, onRequest: logRequest });
		introduce(simulator, options);
		process.once('SIGINT', () => void end(simulator));
		process.once('SIGTERM', () => void end(simulator));
	} catch (error) {
		fail(
			`The simulator could not start: ${(error as Error).message}. Choose other ports with --port and --files-port.`,
		);
	}
}

function introduce(simulator: Simulator, { speed }: SimulatorOptions): void {
	const { apiKey, appId, userKey } = simulator.credentials;
	say(`The AI Studios simulator listens at ${simulator.url} (finished videos: ${simulator.filesUrl}).
Its time runs ${speed} times as fast as the clock on the wall. Nothing here is real, and nothing costs money.

In n8n, make a credential "AI Studios API" with
  Server         Custom
  Custom Server  ${simulator.url}
and either
  API Version    v2
  API Key        ${apiKey}
or
  API Version    v3
  App ID         ${appId}
  User Key       ${userKey}

Both generations have a project "Customer greeting" with marks to fill. Ctrl-C ends the simulator.
`);
}

/** Paths only: a query may be a signature, a header a credential. */
function logRequest(request: RequestRecord): void {
	const time = new Date().toTimeString().slice(0, 8);
	const cost = request.charged > 0 ? `, ${request.charged} charged` : '';
	const cut = request.outcome === 'cut' ? ', connection cut' : '';
	say(
		`${time}  ${request.status || '---'}  ${request.method} ${request.path}  ${request.bytesSent} bytes${cost}${cut}`,
	);
}

async function end(simulator: Simulator): Promise<void> {
	say('The simulator has ended.');
	await simulator.stop();
}

function fail(sentence: string): void {
	process.stderr.write(`${sentence}\n`);
	process.exitCode = 1;
}

void main();
