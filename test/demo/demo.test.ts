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

/** The demo as people start it, without a terminal. */
async function demo(words: string[], account: Record<string, string> = {}) {
	return await new Promise<{ exitCode: number; output: string; problem: string }>((done) => {
		const env = { ...ENVIRONMENT, ...account };
		const child = execFile(process.execPath, [require.resolve('tsx/cli'), DEMO, ...words], { env }, (_error, output, problem) =>
			done({ exitCode: child.exitCode ?? -1, output, problem }),
		);
		child.stdin?.end();
	});
}

test.each(['v2', 'v3'])('Four rows become four different MP4s with the simulator of %s', async (api) => {
	const out = join(folder, api);

	const { exitCode, output, problem } = await demo(['--api', api, '--out', out, ...FAST]);

	expect({ exitCode, problem }).toEqual({ exitCode: 0, problem: '' });
	expect(output).toContain(`4 of 4 videos`);
	expect(output.trimEnd().endsWith(`in ${out}`)).toBe(true);
	const files = await readdir(out);
	expect(files.sort()).toEqual(['1-Ada.mp4', '2-Grace.mp4', '3-Zoë.mp4', '4-Linus.mp4']);
	const videos = await Promise.all(files.map(async (file) => await readFile(join(out, file))));
	expect(videos.map((video) => video.toString('latin1', 4, 8))).toEqual(Array(4).fill('ftyp'));
	expect(new Set(videos.map((video) => video.toString('base64'))).size).toBe(4);
}, 60_000);

describe('With an account', () => {
	let simulator: Simulator;
	let account: Record<string, string>;

	beforeAll(async () => {
		simulator = await startSimulator({ speed: 4_000 });
		account = { AISTUDIOS_API_KEY: simulator.credentials.apiKey };
	});

	afterAll(async () => await simulator.stop());

	it('orders nothing when there is no terminal to ask in', async () => {
		const { exitCode, output, problem } = await demo(['--server', simulator.url, '--out', join(folder, 'asked')], account);

		expect(exitCode).toBe(1);
		expect(output).toContain('This orders 4 videos from AI Studios, which costs cubes of your account.');
		expect(problem).toBe('There is no terminal to ask in: add --yes to order. Nothing was ordered.\n');
		expect(simulator.requests).toEqual([]);
	}, 60_000);

	it('orders each row once with --yes, and never shows the key', async () => {
		const out = join(folder, 'real');

		const { exitCode, output, problem } = await demo(['--server', simulator.url, '--yes', '--out', out], account);

		expect({ exitCode, problem }).toEqual({ exitCode: 0, problem: '' });
		expect(simulator.exports).toHaveLength(4);
		expect(await readdir(out)).toHaveLength(4);
		expect(output).not.toContain(simulator.credentials.apiKey);
	}, 60_000);
});

describe('What the person can mend is one sentence', () => {
	it('no such file', async () => {
		expect(await demo(['--csv', 'nowhere.csv'])).toEqual({ exitCode: 1, output: '', problem: 'There is no file nowhere.csv.\n' });
	}, 60_000);

	it('a cell that a placeholder needs is empty', async () => {
		const csv = join(folder, 'rows.csv');
		await writeFile(csv, 'First name,Company,Script\nAda,Engines,Hi\nGrace,,\n');

		const { exitCode, problem } = await demo(['--csv', csv, '--out', folder, ...FAST]);

		expect({ exitCode, problem }).toEqual({ exitCode: 1, problem: 'Row 2 ("Grace") has nothing for ##SCRIPT##, ##COMPANY##.\n' });
	}, 60_000);
});
