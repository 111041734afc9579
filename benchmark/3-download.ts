/* eslint-disable @n8n/community-nodes/no-restricted-imports -- talks to the process of the server; not shipped */
import { once } from 'node:events';
import type { Server } from './download/messages';
import { atLeast, atMost, type BenchmarkResult } from './report';
import { addedMemory, COLUMNS, forkScript, measureIn, measureRounds, MEGABYTE, rowsOf, speedRatio, type Measurements, type Method } from './transfer/rounds';

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
		rows.push(...rowsOf(`${size} MB`, measurements, METHODS));
		ratios.push(speedRatio(measurements.engine, measurements.pipe));
		beyondPipe.push(addedMemory(measurements.engine) - addedMemory(measurements.pipe));
	}
	const largest = sizes.length - 1;
	return {
		title: `3. Download of ${sizes[largest]} MB in n8n's engine`,
		method: `The built package in n8n's own engine, with binary data in filesystem mode; the simulator runs in a process of its own, on loopback. The node and the pipe alternate for ${rounds} rounds, each in a new process that has loaded n8n's engine and downloaded 4 MB before; the values are medians. The speed ratio is the median over pairs that ran directly after each other, because the load of a shared machine changes from minute to minute. The download into memory runs once. Memory is the resident set size of the process, sampled every 10 ms; the idle size is that before the download.`,
		tables: [{ columns: COLUMNS, rows }],
		targets: [
			atLeast(`speed, ratio to the plain pipe, ${sizes[largest]} MB`, ratios[largest], 0.9),
			...sizes.map((size, index) => atMost(`MB of memory added beyond those of the plain pipe, ${size} MB`, beyondPipe[index], MAX_MEGABYTES_BEYOND_PIPE)),
		],
	};
}

async function measureAll(bytes: number, rounds: number): Promise<Measurements> {
	const serverProcess = forkScript('download/server', String(bytes));
	try {
		const [server] = (await once(serverProcess, 'message')) as [Server];
		return await measureRounds(rounds, async (method) => {
			const measurement = await measureIn('download/client', method, server);
			if (measurement.bytes !== bytes) throw new Error(`The method "${method}" stored ${measurement.bytes} of ${bytes} bytes`);
			return measurement;
		});
	} finally {
		serverProcess.disconnect();
	}
}
