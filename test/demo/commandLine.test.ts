import { readCommandLine, type DemoOptions } from '../../demo/commandLine';
import { UserError } from '../../demo/userError';

const API_KEY = { AISTUDIOS_API_KEY: 'the key' };
const APP_ID_AND_USER_KEY = { AISTUDIOS_APP_ID: 'the app', AISTUDIOS_USER_KEY: 'the user key' };
const V2_ACCOUNT = { apiKey: 'the key' };
const V3_ACCOUNT = { appId: 'the app', userKey: 'the user key' };

const argsIn = (text: string) => text.split(' ').filter(Boolean);

describe('The demo command', () => {
	/** Without an account in the options, the simulator is used. */
	const DEFAULTS: DemoOptions = { api: 'v2', csv: expect.stringMatching(/demo.rows\.csv$/), out: 'videos', yes: false, speed: 30 };

	test.each<[args: string, environment: NodeJS.ProcessEnv, changes: Partial<DemoOptions>]>([
		['', {}, {}],
		['--api v3', {}, { api: 'v3' }],
		['--out here --speed 2.5 --yes', {}, { out: 'here', speed: 2.5, yes: true }],
		['--csv my.csv --template my.json', {}, { csv: 'my.csv', template: 'my.json' }],
		['', API_KEY, { account: V2_ACCOUNT }],
		['', { AISTUDIOS_API_KEY: '' }, {}],
		['--template abc', APP_ID_AND_USER_KEY, { api: 'v3', account: V3_ACCOUNT, template: 'abc' }],
		['', { ...API_KEY, ...APP_ID_AND_USER_KEY }, { account: V2_ACCOUNT }],
		['--api v3', API_KEY, { api: 'v3' }],
		['--simulator', API_KEY, {}],
		['--server http://localhost:1', API_KEY, { account: V2_ACCOUNT, server: 'http://localhost:1' }],
	])('"%s" with the environment %j', (args, environment, changes) => {
		expect(readCommandLine(argsIn(args), environment)).toStrictEqual({ ...DEFAULTS, ...changes });
	});

	test.each(['--help', '-h', '--help --api v9'])('"%s" shows the help', (args) => {
		expect(readCommandLine(argsIn(args), {})).toBe('help');
	});
});

describe('The demo command rejects', () => {
	test.each<[args: string, environment: NodeJS.ProcessEnv, message: string]>([
		['--api v4', {}, '--api must be v2 or v3, not "v4".'],
		['--speed 0', {}, '--speed must be a number above 0, not "0".'],
		['--speed fast', {}, '--speed must be a number above 0, not "fast".'],
		['--colour', {}, "Unknown option '--colour'. See npm run demo -- --help."],
		['rows.csv', {}, "Unexpected argument 'rows.csv'. See npm run demo -- --help."],
		['', { AISTUDIOS_APP_ID: 'x' }, 'AISTUDIOS_USER_KEY is not set: API v3 needs an App ID and a User Key.'],
		['', { AISTUDIOS_USER_KEY: 'x' }, 'AISTUDIOS_APP_ID is not set: API v3 needs an App ID and a User Key.'],
		['', APP_ID_AND_USER_KEY, 'API v3 needs a project of your account as its template: add --template with its URL or ID.'],
		['--server http://x', {}, '--server cannot be used with the simulator, and no account for API v2 is set in the environment.'],
	])('"%s" with the environment %j', (args, environment, message) => {
		expect(() => readCommandLine(argsIn(args), environment)).toThrow(new UserError(message));
	});
});
