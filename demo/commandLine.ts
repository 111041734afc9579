/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command reads its arguments; not shipped */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountsIn, type Account, type ApiGeneration } from './account';
import { fail, UserError } from './userError';

export interface DemoOptions {
	api: ApiGeneration;
	/** Undefined: the simulator. */
	account?: Account;
	/** A base URL other than the default; real accounts only. */
	server?: string;
	csv: string;
	/** A JSON file, or the URL or ID of a project. */
	template?: string;
	out: string;
	/** Export without confirmation. */
	yes: boolean;
	/** Simulated seconds per real second. */
	speed: number;
}

export const USAGE = `Usage: npm run demo [-- options]

Creates one video per row of a CSV file with Export Project, Get Progress, and Wait and Download in
n8n's own engine, and saves the MP4 files in a folder. Without an account it uses a simulator on this
machine, which costs nothing.

Options:
  --api v2|v3      Version of the API (default: v2; v3 if only its account is set)
  --csv FILE       Your own rows; the first line contains the column names (default: demo/rows.csv)
  --template WHAT  A JSON file, or the URL or ID of a project in AI Studios
  --out FOLDER     Folder for the videos (default: ./videos)
  --speed NUMBER   Simulated seconds per real second (default: 30)
  --simulator      Use the simulator even if an account is set
  --server URL     Another address of AI Studios, such as a proxy
  --yes            Export without asking for confirmation
  --help           Show this text

To create the videos with your AI Studios account, set AISTUDIOS_API_KEY (v2), or AISTUDIOS_APP_ID
and AISTUDIOS_USER_KEY (v3). This costs cubes or credits; you are asked for confirmation first.`;

const FLAGS = {
	api: { type: 'string' },
	csv: { type: 'string' },
	template: { type: 'string' },
	out: { type: 'string' },
	speed: { type: 'string' },
	server: { type: 'string' },
	simulator: { type: 'boolean' },
	yes: { type: 'boolean' },
	help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Parses the arguments after `npm run demo --`, and reads the account from the environment.
 * @throws UserError for invalid arguments, or half an account
 */
export function readCommandLine(args: string[], environment: NodeJS.ProcessEnv): DemoOptions | 'help' {
	const given = parse(args);
	if (given.help) return 'help';
	const accounts = accountsIn(environment);
	const api = given.api ?? (accounts.v3 && !accounts.v2 ? 'v3' : 'v2');
	if (api !== 'v2' && api !== 'v3') throw new UserError(`--api must be v2 or v3, not "${api}".`);
	const account = given.simulator ? undefined : accounts[api];
	if (given.server !== undefined && !account) {
		throw new UserError(`--server cannot be used with the simulator, and no account for API ${api} is set in the environment.`);
	}
	if (account && api === 'v3' && given.template === undefined) {
		throw new UserError('API v3 needs a project of your account as its template: add --template with its URL or ID.');
	}
	const speed = Number(given.speed ?? 30);
	if (!(speed > 0 && Number.isFinite(speed))) throw new UserError(`--speed must be a number above 0, not "${given.speed}".`);
	return {
		api,
		...(account ? { account } : {}),
		...(given.server === undefined ? {} : { server: given.server }),
		csv: given.csv ?? join(__dirname, 'rows.csv'),
		...(given.template === undefined ? {} : { template: given.template }),
		out: given.out ?? 'videos',
		yes: given.yes === true,
		speed,
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({ args, options: FLAGS }).values;
	} catch (error) {
		const [sentence] = (error as Error).message.split('. ');
		return fail(`${sentence}. See npm run demo -- --help.`);
	}
}
