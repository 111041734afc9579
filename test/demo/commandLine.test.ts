import { Problem, readCommandLine, type DemoOptions } from '../../demo/commandLine';

const KEY = { AISTUDIOS_API_KEY: 'the key' };
const IDS = { AISTUDIOS_APP_ID: 'the app', AISTUDIOS_USER_KEY: 'the user key' };

describe('The demo understands', () => {
	test.each<[words: string, environment: NodeJS.ProcessEnv, understood: Partial<DemoOptions>]>([
		['', {}, { api: 'v2', account: undefined, out: 'videos', yes: false, speed: 30 }],
		['--api v3', {}, { api: 'v3', account: undefined }],
		['--out here --speed 2.5 --yes', {}, { out: 'here', speed: 2.5, yes: true }],
		['', KEY, { api: 'v2', account: { apiKey: 'the key' } }],
		['', { AISTUDIOS_API_KEY: '' }, { api: 'v2', account: undefined }],
		['--template abc', IDS, { api: 'v3', account: { appId: 'the app', userKey: 'the user key' } }],
		['', { ...KEY, ...IDS }, { api: 'v2', account: { apiKey: 'the key' } }],
		['--api v3', KEY, { api: 'v3', account: undefined }],
		['--simulator', KEY, { api: 'v2', account: undefined }],
		['--server http://localhost:1', KEY, { server: 'http://localhost:1' }],
	])('"%s" with %j', (words, environment, understood) => {
		const options = readCommandLine(words.split(' ').filter(Boolean), environment);

		expect(options).toMatchObject(Object.fromEntries(Object.entries(understood).filter(([, value]) => value !== undefined)));
		expect('account' in understood && understood.account === undefined && (options as DemoOptions).account).toBeFalsy();
	});

	test.each(['--help', '-h', '--help --api v9'])('%s', (words) => {
		expect(readCommandLine(words.split(' '), {})).toBe('help');
	});
});

describe('The demo refuses with a sentence', () => {
	test.each<[words: string, environment: NodeJS.ProcessEnv, sentence: string]>([
		['--api v4', {}, '--api can be v2 or v3, not "v4".'],
		['--speed 0', {}, '--speed must be a number above zero, not "0".'],
		['--speed fast', {}, '--speed must be a number above zero, not "fast".'],
		['--colour', {}, "Unknown option '--colour'. See npm run demo -- --help."],
		['rows.csv', {}, "Unexpected argument 'rows.csv'. See npm run demo -- --help."],
		['', { AISTUDIOS_APP_ID: 'x' }, 'AISTUDIOS_USER_KEY is missing: v3 needs an App ID and a User Key.'],
		['', { AISTUDIOS_USER_KEY: 'x' }, 'AISTUDIOS_APP_ID is missing: v3 needs an App ID and a User Key.'],
		['', IDS, 'In v3 the template is a project designed in your account: name it with --template and its URL or ID.'],
		['--server http://x', {}, '--server is for the real service, and no account for v2 is set in the environment.'],
	])('"%s" with %j', (words, environment, sentence) => {
		expect(() => readCommandLine(words.split(' ').filter(Boolean), environment)).toThrow(new Problem(sentence));
	});
});
