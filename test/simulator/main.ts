/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command for the terminal; this file is not shipped */
import { readCommandLine, USAGE } from './commandLine';
import { startSimulator } from './index';
import type { Simulator } from './simulator';
import type { SimulatorOptions } from './options';
import type { RequestRecord } from './recorder';

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	if (options === 'help') return print(USAGE);
	if ('problem' in options) return fail(`${options.problem} See npm run simulator -- --help.`);
	try {
		const simulator = await startSimulator({ ...options, withSamples: true, onRequest: logRequest });
		printInstructions(simulator, options);
		process.once('SIGINT', () => void stop(simulator));
		process.once('SIGTERM', () => void stop(simulator));
	} catch (error) {
		fail(`The simulator could not start: ${(error as Error).message}. Choose other ports with --port and --files-port.`);
	}
}

function printInstructions(simulator: Simulator, { speed }: SimulatorOptions): void {
	const { apiKey, appId, userKey } = simulator.credentials;
	print(`The AI Studios simulator is running at ${simulator.url}, its finished videos at ${simulator.filesUrl}.
Its clock runs at ${speed} times real time. Nothing costs money.

In n8n, create an "AI Studios API" credential with
  Server         Custom
  Custom Server  ${simulator.url}
and either
  API Version    Version 2 (API Key)
  API Key        ${apiKey}
or
  API Version    Version 3 (App ID and User Key)
  App ID         ${appId}
  User Key       ${userKey}

Both API versions have a project named "Customer greeting" with placeholders to fill.
Press Ctrl+C to stop the simulator.
`);
}

/** Paths only: a query may contain a signature, a header a credential. */
function logRequest({ status, method, path, bytesSent, charged, outcome }: RequestRecord): void {
	const time = new Date().toTimeString().slice(0, 8);
	const cost = charged > 0 ? `, ${charged} charged` : '';
	const aborted = outcome === 'aborted' ? ', connection closed early' : '';
	print(`${time}  ${status || '---'}  ${method} ${path}  ${bytesSent} bytes${cost}${aborted}`);
}

async function stop(simulator: Simulator): Promise<void> {
	await simulator.stop();
	print('The simulator has stopped.');
}

function fail(message: string): void {
	process.stderr.write(`${message}\n`);
	process.exitCode = 1;
}

void main();
