/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts the processes that are measured; not shipped */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median } from '../report';
import type { Measurement } from './measurement';

export const MEGABYTE = 1024 * 1024;

/** What is measured: the node in n8n's engine, a plain pipe, or the whole file in memory. */
export type Method = 'engine' | 'pipe' | 'buffer';

export type Measurements = Record<Method, Measurement[]>;

/** Node and pipe alternate; what takes all memory runs once. */
export async function measureRounds(rounds: number, measure: (method: Method) => Promise<Measurement>): Promise<Measurements> {
	const measurements: Measurements = { engine: [], pipe: [], buffer: [] };
	for (let round = 0; round < rounds; round += 1) {
		for (const method of ['engine', 'pipe'] as const) measurements[method].push(await measure(method));
	}
	measurements.buffer.push(await measure('buffer'));
	return measurements;
}

/** Measures in a process of its own, whose temporary files are removed. */
export async function measureIn(script: string, method: Method, message: object): Promise<Measurement> {
	const folder = mkdtempSync(join(tmpdir(), 'aistudios-bench-'));
	try {
		const client = forkScript(script, method, { TMPDIR: folder });
		client.send(message);
		return await Promise.race([
			once(client, 'message').then(([measurement]) => measurement as Measurement),
			once(client, 'exit').then(([code]) => {
				throw new Error(`${script} with the method "${method}" exited with code ${code}`);
			}),
		]);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param name a script below `benchmark`; it runs with tsx like this one, and can force a garbage collection */
export function forkScript(name: string, argument: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
	const execArgv = [...process.execArgv, '--expose-gc'];
	return fork(resolve(__dirname, '..', `${name}.ts`), [argument], { execArgv, env: { ...process.env, ...env } });
}

export const COLUMNS = ['', 'MB/s', 'CPU seconds', 'MB idle', 'MB added', 'speed, ratio to pipe'];

/** Rows of a table with these columns. */
export function rowsOf(size: string, measurements: Measurements, names: Record<Method, string>): Array<Array<string | number>> {
	return (Object.keys(names) as Method[]).map((method) => [`${size}, ${names[method]}`, ...mediansOf(measurements[method]), speedRatio(measurements[method], measurements.pipe)]);
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
export function addedMemory(measurements: Measurement[]): number {
	return median(measurements.map(({ idleBytes, peakBytes }) => (peakBytes - idleBytes) / MEGABYTE));
}

/** The speed of a method relative to that of the pipe in the same round; what ran once is compared with the last round. */
export function speedRatio(measurements: Measurement[], pipe: Measurement[]): number {
	const sameRounds = pipe.slice(-measurements.length);
	return median(measurements.map(({ seconds }, round) => sameRounds[round].seconds / seconds));
}
