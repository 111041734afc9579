/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the processes that are measured; not shipped */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement, Method, Server } from './download/messages';
import { atLeast, atMost, median, type BenchmarkResult } from './report';

const MEGABYTE = 1024 * 1024;
/** What a plain pipe itself takes differs from one version of Node.js to the next. */
const MAX_MEGABYTES_BEYOND_PIPE = 16;
const METHODS: Record<Method, string> = {
	engine: "the node in n8n's engine",
	pipe: 'plain http.get to a file',
	buffer: 'into memory, then to a file',
};

/** A large file through n8n's engine, compared with a plain pipe. */
export async function download(quick: boolean): Promise<BenchmarkResult> {
	const sizes = quick ? [10, 100] : [100, 1024];
	const rounds = quick ? 3 : 7;
	const rows: Array<Array<string | number>> = [];
	const ratios: number[] = [];
	const beyondPipe: number[] = [];
	for (const size of sizes) {
		const measurements = await measureAll(size * MEGABYTE, rounds);
		for (const method of Object.keys(METHODS) as Method[]) {
			const own = measurements[method];
			rows.push([`${size} MB, ${METHODS[method]}`, ...mediansOf(own), speedRatio(own, measurements.pipe)]);
		}
		ratios.push(speedRatio(measurements.engine, measurements.pipe));
		beyondPipe.push(addedMemory(measurements.engine) - addedMemory(measurements.pipe));
	}
	const largest = sizes.length - 1;
	return {
		title: `3. Download of ${sizes[largest]} MB in n8n's engine`,
		method: `The built package in n8n's own engine, with binary data in filesystem mode; the simulator runs in a process of its own, on loopback. The node and the pipe alternate for ${rounds} rounds, each in a new process that has loaded n8n's engine and downloaded 4 MB before; the values are medians. The speed ratio is the median over pairs that ran directly after each other, because the load of a shared machine changes from minute to minute. The download into memory runs once. Memory is the resident set size of the process, sampled every 10 ms; the idle size is that before the download.`,
		tables: [{ columns: ['', 'MB/s', 'CPU seconds', 'MB idle', 'MB added', 'speed, ratio to pipe'], rows }],
		targets: [
			atLeast(`speed, ratio to the plain pipe, ${sizes[largest]} MB`, ratios[largest], 0.9),
			...sizes.map((size, index) => atMost(`MB of memory added beyond those of the plain pipe, ${size} MB`, beyondPipe[index], MAX_MEGABYTES_BEYOND_PIPE)),
		],
	};
}

async function measureAll(bytes: number, rounds: number): Promise<Record<Method, Measurement[]>> {
	const measurements: Record<Method, Measurement[]> = { engine: [], pipe: [], buffer: [] };
	const serverProcess = forkScript('server', String(bytes));
	try {
		const [server] = (await once(serverProcess, 'message')) as [Server];
		for (let round = 0; round < rounds; round += 1) {
			for (const method of ['engine', 'pipe'] as const) measurements[method].push(await measure(method, server, bytes));
		}
		measurements.buffer.push(await measure('buffer', server, bytes));
	} finally {
		serverProcess.disconnect();
	}
	return measurements;
}

async function measure(method: Method, server: Server, bytes: number): Promise<Measurement> {
	const folder = mkdtempSync(join(tmpdir(), 'aistudios-bench-'));
	try {
		const client = forkScript('client', method, { TMPDIR: folder });
		client.send(server);
		const measurement = await Promise.race([
			once(client, 'message').then(([message]) => message as Measurement),
			once(client, 'exit').then(([code]) => {
				throw new Error(`The download with the method "${method}" exited with code ${code}`);
			}),
		]);
		if (measurement.bytes !== bytes) throw new Error(`The method "${method}" stored ${measurement.bytes} of ${bytes} bytes`);
		return measurement;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param name a script in `download`; it runs with tsx like this one, and can force a garbage collection */
function forkScript(name: string, argument: string, env: NodeJS.ProcessEnv = {}) {
	const execArgv = [...process.execArgv, '--expose-gc'];
	return fork(join(__dirname, 'download', `${name}.ts`), [argument], { execArgv, env: { ...process.env, ...env } });
}

function mediansOf(measurements: Measurement[]): number[] {
	return [
		median(measurements.map(({ bytes, seconds }) => bytes / MEGABYTE / seconds)),
		median(measurements.map(({ cpuSeconds }) => cpuSeconds)),
		median(measurements.map(({ idleBytes }) => idleBytes / MEGABYTE)),
		addedMemory(measurements),
	];
}

/** Megabytes. */
function addedMemory(measurements: Measurement[]): number {
	return median(measurements.map(({ idleBytes, peakBytes }) => (peakBytes - idleBytes) / MEGABYTE));
}

/** The speed of a method relative to that of the pipe in the same round; what ran once is compared with the last round. */
function speedRatio(measurements: Measurement[], pipe: Measurement[]): number {
	const sameRounds = pipe.slice(-measurements.length);
	return median(measurements.map(({ seconds }, round) => sameRounds[round].seconds / seconds));
}
