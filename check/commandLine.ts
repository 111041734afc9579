/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command reads its arguments; not shipped */
import { parseArgs } from 'node:util';
import { accountsIn, type Account, type ApiGeneration } from '../demo/account';
import { fail, UserError } from '../demo/userError';

export interface CommandOptions {
	/** Undefined: entered in the terminal. */
	api?: ApiGeneration;
	account?: Account;
	/** A base URL other than the default. */
	server?: string;
	/** The URL or ID of a project. */
	project?: string;
	render: boolean;
	/** Export without confirmation. */
	yes: boolean;
	/** Seconds between two polls of a render. */
	pollSeconds: number;
	/** Path of the report. */
	report: string;
}

export const USAGE = `Usage: npm run check:service [-- options]

Checks whether the real AI Studios does what its documentation says and what these nodes expect.
It costs nothing without --render: it signs in, reads lists and a project, and sends one export
that has no scenes, which AI Studios must reject. It ends with a report without any secret, to be
attached to a bug report, and with exit code 1 when something differs.

Options:
  --api v2|v3     Version of the API (default: the one that an account is set for)
  --project WHAT  The URL or ID of a project to read (default with v3: one from the list of projects)
  --render        Also export one video, wait for it, and check its download. This costs cubes or
                  credits. It exports the project, or with v2 and no project, one spoken sentence
  --yes           Export without asking for confirmation
  --poll SECONDS  Time between two polls of the render (default: 3)
  --server URL    Another address of AI Studios, such as a proxy or the simulator
  --report FILE   Where the report is written (default: aistudios-check.md)
  --help          Show this text

You enter the credential in the terminal, where it is not shown, or set AISTUDIOS_API_KEY (v2), or
AISTUDIOS_APP_ID and AISTUDIOS_USER_KEY (v3). It is sent only to AI Studios, and not
written anywhere.`;

const FLAGS = {
	api: { type: 'string' },
	project: { type: 'string' },
	render: { type: 'boolean' },
	yes: { type: 'boolean' },
	poll: { type: 'string' },
	server: { type: 'string' },
	report: { type: 'string' },
	help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Parses the arguments after `npm run check:service --`, and reads the account from the environment.
 * @throws UserError for invalid arguments, or half an account
 */
export function readCommandLine(args: string[], environment: NodeJS.ProcessEnv): CommandOptions | 'help' {
	const given = parse(args);
	if (given.help) return 'help';
	const accounts = accountsIn(environment);
	const api = given.api ?? (accounts.v2 ? 'v2' : accounts.v3 ? 'v3' : undefined);
	if (api !== undefined && api !== 'v2' && api !== 'v3') throw new UserError(`--api must be v2 or v3, not "${api}".`);
	const pollSeconds = Number(given.poll ?? 3);
	if (!(pollSeconds > 0 && Number.isFinite(pollSeconds))) throw new UserError(`--poll must be a number above 0, not "${given.poll}".`);
	const account = api && accounts[api];
	return {
		...(api ? { api } : {}),
		...(account ? { account } : {}),
		...(given.server === undefined ? {} : { server: given.server }),
		...(given.project === undefined ? {} : { project: given.project }),
		render: given.render === true,
		yes: given.yes === true,
		pollSeconds,
		report: given.report ?? 'aistudios-check.md',
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({ args, options: FLAGS }).values;
	} catch (error) {
		const [sentence] = (error as Error).message.split('. ');
		return fail(`${sentence}. See npm run check:service -- --help.`);
	}
}
