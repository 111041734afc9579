/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command reads its arguments; not shipped */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export type Api = 'v2' | 'v3';

/** `apiKey` (v2), or `appId` and `userKey` (v3). */
export type Account = Record<string, string>;

export interface DemoOptions {
	api: Api;
	/** Undefined: the simulator. */
	account?: Account;
	/** A base URL instead of the service's own; real accounts only. */
	server?: string;
	csv: string;
	/** A JSON file, or the URL or ID of a designed project. */
	template?: string;
	out: string;
	/** Order without asking. */
	yes: boolean;
	/** Simulated seconds per real second. */
	speed: number;
}

/** Something the person at the terminal can mend; shown as its sentence alone. */
export class Problem extends Error {}

/** @throws Problem */
export function refuse(sentence: string): never {
	throw new Problem(sentence);
}

export const USAGE = `Usage: npm run demo [-- options]

Makes one video per row of a CSV file with the three AI Studios nodes in n8n's own engine, and
leaves the MP4s in a folder. Without an account it uses a simulator on this machine: nothing costs.

  --api v2|v3      which generation of the API (v2)
  --csv FILE       your own rows; the first line holds the headings (demo/rows.csv)
  --template WHAT  a JSON file, or the URL or ID of a project designed in AI Studios
  --out FOLDER     where the videos go (./videos)
  --speed NUMBER   simulated seconds per real second (30)
  --simulator      use the simulator even though an account is set
  --server URL     another address of the real service, such as a proxy
  --yes            order from the real service without asking
  --help           this text

With AISTUDIOS_API_KEY set (v2), or AISTUDIOS_APP_ID and AISTUDIOS_USER_KEY (v3), the videos are
ordered from the real service, which costs cubes or credits. You are asked first.`;

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
 * Reads what stands behind `npm run demo --`, and the account in the environment.
 * @throws Problem for words that make no sense, or half an account
 */
export function readCommandLine(words: string[], environment: NodeJS.ProcessEnv): DemoOptions | 'help' {
	const given = parsed(words);
	if (given.help) return 'help';
	const accounts = accountsIn(environment);
	const api = given.api ?? (accounts.v3 && !accounts.v2 ? 'v3' : 'v2');
	if (api !== 'v2' && api !== 'v3') throw new Problem(`--api can be v2 or v3, not "${api}".`);
	const account = given.simulator ? undefined : accounts[api];
	if (given.server !== undefined && !account) {
		throw new Problem(`--server is for the real service, and no account for ${api} is set in the environment.`);
	}
	if (account && api === 'v3' && given.template === undefined) {
		throw new Problem('In v3 the template is a project designed in your account: name it with --template and its URL or ID.');
	}
	const speed = Number(given.speed ?? 30);
	if (!(speed > 0 && Number.isFinite(speed))) throw new Problem(`--speed must be a number above zero, not "${given.speed}".`);
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

function parsed(words: string[]) {
	try {
		return parseArgs({ args: words, options: FLAGS }).values;
	} catch (error) {
		const [sentence] = (error as Error).message.split('. ');
		return refuse(`${sentence}. See npm run demo -- --help.`);
	}
}

/** Accounts in the environment; an empty variable is none. */
function accountsIn(environment: NodeJS.ProcessEnv): Partial<Record<Api, Account>> {
	const { AISTUDIOS_API_KEY: apiKey, AISTUDIOS_APP_ID: appId, AISTUDIOS_USER_KEY: userKey } = environment;
	if (!appId !== !userKey) {
		throw new Problem(`AISTUDIOS_${appId ? 'USER_KEY' : 'APP_ID'} is missing: v3 needs an App ID and a User Key.`);
	}
	return {
		...(apiKey ? { v2: { apiKey } } : {}),
		...(appId && userKey ? { v3: { appId, userKey } } : {}),
	};
}
