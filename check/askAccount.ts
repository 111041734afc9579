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

async function askVersion({ input, output }: Terminal): Promise<ApiGeneration> {
	const lines = createInterface({ input, output });
	const version = await lines.question('API version (2 for an API Key, 3 for an App ID and User Key): ');
	lines.close();
	if (!/^v?[23]$/.test(version.trim())) throw new UserError('The API version must be 2 or 3. Nothing was sent.');
	return version.includes('2') ? 'v2' : 'v3';
}

/** The echo of what is typed goes nowhere. */
async function askHidden(question: string, { input, output }: Terminal): Promise<string> {
	output.write(question);
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input, output: nowhere, terminal: true });
	const entered = await lines.question('');
	lines.close();
	output.write('\n');
	return entered.trim();
}
