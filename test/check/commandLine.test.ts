import { readCommandLine, USAGE, type CommandOptions } from '../../check/commandLine';
import { UserError } from '../../demo/userError';

const DEFAULTS: CommandOptions = { render: false, yes: false, pollSeconds: 3, report: 'aistudios-check.md' };
const API_KEY = { AISTUDIOS_API_KEY: 'the key' };
const APP_ID_AND_USER_KEY = { AISTUDIOS_APP_ID: 'the app', AISTUDIOS_USER_KEY: 'the user key' };
const V2: Partial<CommandOptions> = { api: 'v2', account: { apiKey: 'the key' } };
const V3: Partial<CommandOptions> = { api: 'v3', account: { appId: 'the app', userKey: 'the user key' } };

const argsIn = (text: string) => text.split(' ').filter(Boolean);

test.each<[args: string, environment: NodeJS.ProcessEnv, changes: Partial<CommandOptions>]>([
	['', {}, {}],
	['--api v3', {}, { api: 'v3' }],
	['', API_KEY, V2],
	['', APP_ID_AND_USER_KEY, V3],
	['', { ...API_KEY, ...APP_ID_AND_USER_KEY }, V2],
	['--api v3', { ...API_KEY, ...APP_ID_AND_USER_KEY }, V3],
	['--api v3', API_KEY, { api: 'v3' }],
	['--project abc --render --yes --poll 0.5', API_KEY, { ...V2, project: 'abc', render: true, yes: true, pollSeconds: 0.5 }],
	['--server http://localhost:1 --report here.md', API_KEY, { ...V2, server: 'http://localhost:1', report: 'here.md' }],
])('"%s" with the environment %j', (args, environment, changes) => {
	expect(readCommandLine(argsIn(args), environment)).toStrictEqual({ ...DEFAULTS, ...changes });
});

test.each<[args: string, environment: NodeJS.ProcessEnv, message: string]>([
	['--api v4', {}, '--api must be v2 or v3, not "v4".'],
	['--poll 0', {}, '--poll must be a number above 0, not "0".'],
	['--rendr', {}, "Unknown option '--rendr'. See npm run check:service -- --help."],
	['', { AISTUDIOS_APP_ID: 'x' }, 'AISTUDIOS_USER_KEY is not set: API v3 needs an App ID and a User Key.'],
])('"%s" with the environment %j is rejected', (args, environment, message) => {
	expect(() => readCommandLine(argsIn(args), environment)).toThrow(new UserError(message));
});

test('The help names the variables of both versions, and what costs something', () => {
	expect(readCommandLine(['--help'], {})).toBe('help');
	for (const word of ['AISTUDIOS_API_KEY', 'AISTUDIOS_APP_ID', 'AISTUDIOS_USER_KEY', 'costs nothing without --render']) expect(USAGE).toContain(word);
});
