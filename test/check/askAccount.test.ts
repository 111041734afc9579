/* eslint-disable @n8n/community-nodes/no-restricted-imports -- stands for a terminal; not shipped */
import { PassThrough } from 'node:stream';
import { askAccount } from '../../check/askAccount';
import type { CommandOptions } from '../../check/commandLine';
import { UserError } from '../../demo/userError';

const OPTIONS: CommandOptions = { render: false, yes: false, pollSeconds: 3, report: '' };

/** A terminal in which a line is typed whenever something is asked. */
function terminalTyping(...lines: string[]) {
	const input = Object.assign(new PassThrough(), { isTTY: true });
	const output = new PassThrough();
	let shown = '';
	output.on('data', (text: Buffer) => {
		shown += String(text);
		if (/: $/.test(String(text))) input.write(`${lines.shift() ?? ''}\n`);
	});
	return { terminal: { input, output }, shown: () => shown };
}

test.each([
	['2', { api: 'v2', account: { apiKey: 'typed-1' } }, 'API Key (not shown): \n'],
	['v3', { api: 'v3', account: { appId: 'typed-1', userKey: 'typed-2' } }, 'App ID (not shown): \nUser Key (not shown): \n'],
])('API version "%s" and its credential are asked for, and what is typed is not shown', async (version, expected, questions) => {
	const { terminal, shown } = terminalTyping(version, ' typed-1 ', 'typed-2');

	expect(await askAccount(OPTIONS, terminal)).toEqual(expected);
	expect(shown()).toContain(questions);
	expect(shown()).not.toContain('typed');
});

test('Nothing is asked when the account is in the environment', async () => {
	const { terminal, shown } = terminalTyping();

	expect(await askAccount({ ...OPTIONS, api: 'v2', account: { apiKey: 'a' } }, terminal)).toEqual({ api: 'v2', account: { apiKey: 'a' } });
	expect(shown()).toBe('');
});

test.each<[title: string, typed: string[], isTTY: boolean, message: string]>([
	['without a terminal', [], false, 'Entering a credential takes a terminal: run the check in one, or set the variables that npm run check:service -- --help names.'],
	['for another version', ['4'], true, 'The API version must be 2 or 3. Nothing was sent.'],
	['for an empty key', ['2', ''], true, 'Nothing was entered. Nothing was sent.'],
])('It ends %s', async (_title, typed, isTTY, message) => {
	const { terminal } = terminalTyping(...typed);
	terminal.input.isTTY = isTTY;

	await expect(askAccount(OPTIONS, terminal)).rejects.toThrow(new UserError(message));
});

test('It ends when the person ends the input', async () => {
	const { terminal } = terminalTyping();
	const asked = askAccount({ ...OPTIONS, api: 'v2' }, { ...terminal, input: Object.assign(new PassThrough(), { isTTY: true }).end() });

	await expect(asked).rejects.toThrow(new UserError('Nothing was entered. Nothing was sent.'));
});
