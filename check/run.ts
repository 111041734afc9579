/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command for the terminal; not shipped */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { confirm } from '../demo/terminal';
import { fail, UserError } from '../demo/userError';
import { version } from '../package.json';
import { askAccount } from './askAccount';
import { readCommandLine, USAGE, type CommandOptions } from './commandLine';
import { resultOf } from './finding';
import { findingText, reportText, summaryOf } from './report';
import { runChecks } from './runChecks';
import { Service } from './service';
import { projectKeyIn } from './shipped';

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2), process.env);
	if (options === 'help') return print(USAGE);
	const service = await openService(options);
	const projectKey = options.project === undefined ? undefined : projectKeyIn(options.project);
	if (options.render && !(await isConfirmed(service, options))) return print('Nothing was sent.');

	const server = options.server === undefined ? 'the default server' : 'another server';
	print(`Checking AI Studios (API ${service.generation}) at ${server}.\n`);
	const render = options.render ? { pollSeconds: options.pollSeconds } : undefined;
	const findings = await runChecks(service, { projectKey, render }, (finding) => print(findingText(finding)));

	const header = { date: new Date().toISOString().slice(0, 10), packageVersion: version, nodeVersion: process.version, api: service.generation, server, rendered: options.render };
	await writeFile(options.report, reportText(header, findings)).catch((error: NodeJS.ErrnoException) => fail(`The report ${options.report} cannot be written (${error.code}).`));
	print(`\n${summaryOf(findings)}\nReport: ${resolve(options.report)}`);
	if (findings.some((finding) => resultOf(finding) === 'differs')) process.exitCode = 1;
}

/** @throws UserError, or AiStudiosError when the credential or the server cannot be right */
async function openService(options: CommandOptions): Promise<Service> {
	const { api, account } = await askAccount(options, { input: process.stdin, output: process.stdout });
	const address: Record<string, string> = options.server === undefined ? {} : { server: 'custom', customServer: options.server };
	return new Service({ apiVersion: api, ...account, ...address });
}

/**
 * Asks before money is spent.
 * @throws UserError when there is nothing to export, or no terminal and no --yes
 */
async function isConfirmed({ api, generation }: Service, { project, yes }: CommandOptions): Promise<boolean> {
	if (generation === 'v3' && project === undefined) throw new UserError('API v3 needs a project to export: add --project with its URL or ID. Nothing was sent.');
	const what = project === undefined ? 'one spoken sentence' : 'the project that you named';
	print(`This exports ${what} with your AI Studios account, which costs ${api.currency}.`);
	if (yes) return true;
	if (!process.stdin.isTTY) throw new UserError('Confirming this takes a terminal: run the check in one, or add --yes. Nothing was sent.');
	return await confirm('Continue?');
}

/** A sentence for what the user can correct: also the nodes' own errors about a credential, a server or a project. */
function explain(error: Error & { description?: string }): string {
	if (error instanceof UserError) return error.message;
	return error.description === undefined ? (error.stack ?? error.message) : `${error.message}. ${error.description}`;
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error as Error)}\n`);
	process.exitCode = 1;
});
