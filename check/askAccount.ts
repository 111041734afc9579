/* eslint-disable @n8n/community-nodes/no-restricted-imports -- asks in the terminal; not shipped */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Account, ApiGeneration } from '../demo/account';
import { UserError } from '../demo/userError';
import type { CommandOptions } from './commandLine';

/** A terminal, or what stands for it in tests. */
export interface Terminal {
	input: NodeJS.ReadableStream & { isTTY?: boolean };
	output: NodeJS.WritableStream;
}

const SECRETS: Record<ApiGeneration, Array<[name: string, label: string]>> = {
	v2: [['apiKey', 'API Key']],
	v3: [['appId', 'App ID'], ['userKey', 'User Key']],
};

/**
 * The account in the options, else the one that the person enters; nothing that is entered is shown.
 * @throws UserError without a terminal, or when nothing is entered
 */
export async function askAccount({ api, account }: CommandOptions, terminal: Terminal): Promise<{ api: ApiGeneration; account: Account }> {
	if (api !== undefined && account !== undefined) return { api, account };
	if (!terminal.input.isTTY) {
		throw new UserError('Entering a credential takes a terminal: run the check in one, or set the variables that npm run check:service -- --help names.');
	}
	const version = api ?? (await askVersion(terminal));
	const entries: Array<[string, string]> = [];
	for (const [name, label] of SECRETS[version]) entries.push([name, await askHidden(`${label} (not shown): `, terminal)]);
	if (entries.some(([, value]) => value === '')) throw new UserError('Nothing was entered. Nothing was sent.');
	return { api: version, account: Object.fromEntries(entries) };
}

async function askVersion(terminal: Terminal): Promise<ApiGeneration> {
	const version = await ask('API version (2 for an API Key, 3 for an App ID and User Key): ', terminal, {});
	if (!/^v?[23]$/.test(version)) throw new UserError('The API version must be 2 or 3. Nothing was sent.');
	return version.includes('2') ? 'v2' : 'v3';
}

async function askHidden(question: string, terminal: Terminal): Promise<string> {
	const entered = await ask(question, terminal, { isHidden: true });
	terminal.output.write('\n');
	return entered;
}

/** @throws UserError when the person ends the input instead */
async function ask(question: string, { input, output }: Terminal, { isHidden = false }): Promise<string> {
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = isHidden ? createInterface({ input, output: nowhere, terminal: true }) : createInterface({ input, output });
	const ended = new Promise<never>((_resolve, reject) => lines.once('close', () => reject(new UserError('Nothing was entered. Nothing was sent.'))));
	const entry = lines.question(isHidden ? '' : question);
	if (isHidden) output.write(question);
	const entered = await Promise.race([entry, ended]);
	// Closing the terminal after the entry is no error.
	ended.catch(() => undefined);
	lines.close();
	return entered.trim();
}
