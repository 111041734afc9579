/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the processes that are measured; not shipped */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured, Source, Way } from './download/messages';
import { atLeast, atMost, median, type Figure } from './report';

const MEGABYTE = 1024 * 1024;
const WAYS: Record<Way, string> = {
	engine: "the node in n8n's engine",
	pipe: 'bare http.get → file',
	buffer: 'whole in memory, then file',
};

/** A large file through n8n's real engine, beside a bare pipe. */
export async function download(quick: boolean): Promise<Figure> {
	const sizes = quick ? [10, 100] : [100, 1024];
	const rounds = quick ? 3 : 7;
	const rows: Array<Array<string | number>> = [];
	const speeds: number[] = [];
	const added: number[] = [];
	for (const size of sizes) {
		const measured = await inTurn(size * MEGABYTE, rounds);
		for (const way of Object.keys(WAYS) as Way[]) {
			rows.push([`${size} MB, ${WAYS[way]}`, ...figuresOf(measured[way]), pairedRatio(measured[way], measured.pipe)]);
		}
		speeds.push(pairedRatio(measured.engine, measured.pipe));
		added.push(addedBy(measured.engine));
	}
	const largest = sizes.length - 1;
	return {
		title: `3. A download of ${sizes[largest]} MB in n8n's engine`,
		how: `The built package in n8n's own engine, binary data in filesystem mode; the simulator in a process of its own, on loopback. Node and pipe take turns, ${rounds} time(s), each in a fresh process in which n8n's engine is loaded and 4 MB were fetched before; medians. The speed over the pipe is the median over the pairs that ran one after the other, because a machine that others use as well changes from minute to minute. The way through memory is taken once. Memory is the resident set of the process, sampled every 10 ms, over what it was before the download.`,
		tables: [{ columns: ['', 'MB a second', 'CPU seconds', 'MB idle', 'MB added', 'speed over the pipe'], rows }],
		checks: [
			atLeast(`throughput over the bare pipe, ${sizes[largest]} MB`, speeds[largest], 0.9),
			...sizes.map((size, index) => atMost(`MB of memory added, ${size} MB`, added[index], 64)),
		],
	};
}

async function inTurn(bytes: number, rounds: number): Promise<Record<Way, Measured[]>> {
	const measured: Record<Way, Measured[]> = { engine: [], pipe: [], buffer: [] };
	const server = child('source', String(bytes));
	try {
		const [source] = (await once(server, 'message')) as [Source];
		for (let round = 0; round < rounds; round += 1) {
			for (const way of ['engine', 'pipe'] as const) measured[way].push(await run(way, source, bytes));
		}
		measured.buffer.push(await run('buffer', source, bytes));
	} finally {
		server.disconnect();
	}
	return measured;
}

async function run(way: Way, source: Source, bytes: number): Promise<Measured> {
	const folder = mkdtempSync(join(tmpdir(), 'aistudios-bench-'));
	try {
		const client = child('client', way, { TMPDIR: folder });
		client.send(source);
		const measured = await Promise.race([
			once(client, 'message').then(([message]) => message as Measured),
			once(client, 'exit').then(([code]) => {
				throw new Error(`The download by way of ${way} ended with code ${code}`);
			}),
		]);
		if (measured.bytes !== bytes) throw new Error(`${way} stored ${measured.bytes} of ${bytes} bytes`);
		return measured;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param name a script beside this file; it runs under tsx as this one does, and with a forced garbage collection */
function child(name: string, argument: string, env: NodeJS.ProcessEnv = {}) {
	const execArgv = [...process.execArgv, '--expose-gc'];
	return fork(join(__dirname, 'download', `${name}.ts`), [argument], { execArgv, env: { ...process.env, ...env } });
}

function figuresOf(measured: Measured[]): number[] {
	return [
		median(measured.map(({ bytes, seconds }) => bytes / MEGABYTE / seconds)),
		median(measured.map(({ cpuSeconds }) => cpuSeconds)),
		median(measured.map(({ idle }) => idle / MEGABYTE)),
		addedBy(measured),
	];
}

function addedBy(measured: Measured[]): number {
	return median(measured.map(({ idle, peak }) => (peak - idle) / MEGABYTE));
}

/** How much faster one way was than the pipe that ran beside it: right after it, or right before the way taken once. */
function pairedRatio(measured: Measured[], pipe: Measured[]): number {
	const beside = pipe.slice(-measured.length);
	return median(measured.map(({ seconds }, round) => beside[round].seconds / seconds));
}
