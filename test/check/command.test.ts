/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs the check as a command; not shipped */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Generation, Simulator } from '../simulator';
import { changedSimulator, PROJECTS, V2_CHANGES, V3_CHANGES } from './changedService';
import { privateTextsIn } from './privateTexts';

const COMMAND = resolve(__dirname, '../../check/run.ts');
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AISTUDIOS_')));
const RENDER = ['--render', '--yes', '--poll', '0.01'];

let folder: string;
let simulator: Simulator;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aistudios-check-'));
});

afterEach(async () => await simulator.stop());

afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Runs the check as a command, without a terminal. */
async function check(apiVersion: Generation, args: string[]) {
	const { apiKey, appId, userKey } = simulator.credentials;
	const account = apiVersion === 'v2' ? { AISTUDIOS_API_KEY: apiKey } : { AISTUDIOS_APP_ID: appId, AISTUDIOS_USER_KEY: userKey };
	const report = join(folder, 'report.md');
	const all = ['--server', simulator.url, '--report', report, ...args];
	return await new Promise<{ exitCode: number; output: string; errors: string; report: string }>((resolveWith) => {
		const child = execFile(process.execPath, ['--import', 'tsx', COMMAND, ...all], { env: { ...ENVIRONMENT, ...account } }, (_error, output, errors) => {
			void readFile(report, 'utf8').catch(() => '').then((text) => resolveWith({ exitCode: child.exitCode ?? -1, output, errors, report: text }));
		});
		child.stdin?.end();
	});
}

/** The lines of the report's table with this result. */
const linesIn = (report: string, result: string) => [...report.matchAll(/^\| (.+?) \| (.+?) \|/gm)].filter(([, , cell]) => cell === result).map(([, name]) => name);

describe.each([
	['v2', V2_CHANGES, 12],
	['v3', V3_CHANGES, 19],
] as const)('npm run check:service with API %s', (apiVersion, changes, lines) => {
	it('passes with the simulator and one render', async () => {
		simulator = await changedSimulator(apiVersion, []);

		const { exitCode, output, errors, report } = await check(apiVersion, ['--project', PROJECTS[apiVersion], ...RENDER]);

		expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
		expect(output).toContain(`\n${lines} agree, 0 differ, 0 not run\n`);
		expect(linesIn(report, 'agrees')).toHaveLength(lines);
		expect(simulator.exports).toHaveLength(1);
	}, 60_000);

	it('reports twelve changes in twelve lines, with exit code 1 and nothing private', async () => {
		simulator = await changedSimulator(apiVersion, changes);

		const { exitCode, output, errors, report } = await check(apiVersion, ['--project', PROJECTS[apiVersion], ...RENDER]);

		expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: '' });
		expect(linesIn(report, 'differs').sort()).toEqual(changes.map(({ line }) => line).sort());
		expect(privateTextsIn(`${report}${output}`, simulator)).toEqual([]);
	}, 60_000);
});

it('pays nothing without --render', async () => {
	simulator = await changedSimulator('v3', []);

	const { exitCode, output } = await check('v3', []);

	expect(exitCode).toBe(0);
	expect(output).toContain('\n17 agree, 0 differ, 0 not run\n');
	expect(simulator.exports).toEqual([]);
}, 60_000);

it('sends nothing without a confirmation of the render', async () => {
	simulator = await changedSimulator('v2', []);

	const { exitCode, errors } = await check('v2', ['--render']);

	expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: 'Confirming this takes a terminal: run the check in one, or add --yes. Nothing was sent.\n' });
	expect(simulator.requests).toEqual([]);
}, 60_000);
