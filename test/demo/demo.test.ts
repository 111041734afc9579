/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs the demo as a command; not shipped */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSimulator, type Simulator } from '../simulator';

const DEMO = resolve(__dirname, '../../demo/run.ts');
const FAST = ['--speed', '4000'];
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AISTUDIOS_')));

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aistudios-demo-'));
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Runs the demo as a command, without a terminal. */
async function demo(args: string[], account: Record<string, string> = {}) {
	return await new Promise<{ exitCode: number; output: string; errors: string }>((resolveWith) => {
		const env = { ...ENVIRONMENT, ...account };
		const child = execFile(process.execPath, ['--import', 'tsx', DEMO, ...args], { env }, (_error, output, errors) =>
			resolveWith({ exitCode: child.exitCode ?? -1, output, errors }),
		);
		child.stdin?.end();
	});
}

test.each(['v2', 'v3'])('Four rows become four different MP4 files with the simulator (API %s)', async (api) => {
	const out = join(folder, api);

	const { exitCode, output, errors } = await demo(['--api', api, '--out', out, ...FAST]);

	expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
	expect(output.trimEnd()).toMatch(new RegExp(`\nSaved 4 of 4 videos in \\d+ seconds to ${out}$`));
	for (const name of ['Ada', 'Grace', 'Zoë', 'Linus']) expect(output).toMatch(new RegExp(`${name} +100 %  saved\n`));
	const files = await readdir(out);
	expect(files.sort()).toEqual(['1-Ada.mp4', '2-Grace.mp4', '3-Zoë.mp4', '4-Linus.mp4']);
	const videos = await Promise.all(files.map(async (file) => await readFile(join(out, file))));
	expect(videos.map((video) => video.toString('latin1', 4, 8))).toEqual(Array(4).fill('ftyp'));
	expect(new Set(videos.map((video) => video.toString('base64'))).size).toBe(4);
});

describe('With an account', () => {
	let simulator: Simulator;
	let account: Record<string, string>;

	beforeAll(async () => {
		simulator = await startSimulator({ speed: 4_000 });
		account = { AISTUDIOS_API_KEY: simulator.credentials.apiKey };
	});

	afterAll(async () => await simulator.stop());

	it('exports nothing without a terminal for the confirmation', async () => {
		const { exitCode, output, errors } = await demo(['--server', simulator.url, '--out', join(folder, 'unconfirmed')], account);

		expect(exitCode).toBe(1);
		expect(output).toContain('This exports 4 videos with your AI Studios account, which costs cubes.');
		expect(errors).toBe('Confirming this takes a terminal: run the demo in one, or add --yes. Nothing was exported.\n');
		expect(simulator.requests).toEqual([]);
	});

	it('exports each row once with --yes, and never prints the key', async () => {
		const out = join(folder, 'confirmed');

		const { exitCode, output, errors } = await demo(['--server', simulator.url, '--yes', '--out', out], account);

		expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
		expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1, 1]);
		expect(await readdir(out)).toHaveLength(4);
		expect(output).toContain(`Using your AI Studios account (API v2) at ${simulator.url}.`);
		expect(output).not.toContain(simulator.credentials.apiKey);
	});
});

describe('An error that the user can correct is one sentence', () => {
	it('for a file that does not exist', async () => {
		expect(await demo(['--csv', 'nowhere.csv'])).toEqual({ exitCode: 1, output: '', errors: 'The file nowhere.csv does not exist.\n' });
	});

	it('for an empty cell that a placeholder needs', async () => {
		const csv = join(folder, 'rows.csv');
		await writeFile(csv, 'First name,Company,Script\nAda,Engines,Hi\nGrace,,\n');

		const { exitCode, errors } = await demo(['--csv', csv, '--out', folder, ...FAST]);

		expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: 'Row 2 ("Grace") has no value for ##SCRIPT##, ##COMPANY##.\n' });
	});
});
