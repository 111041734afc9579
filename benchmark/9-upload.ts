/* eslint-disable @n8n/community-nodes/no-restricted-imports -- makes the file that is uploaded; not shipped */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type BenchmarkResult } from './report';
import { addedMemory, COLUMNS, forkScript, measureIn, measureRounds, MEGABYTE, rowsOf, type Measurements, type Method } from './transfer/rounds';
import type { Arrived, Server, Upload } from './upload/messages';

const MAX_MEGABYTES_ADDED = 64;
const WARM_UP_MEGABYTES = 4;
const METHODS: Record<Method, string> = {
	engine: "the node in n8n's engine",
	pipe: 'a file piped to http.request',
	buffer: 'into memory, then to http.request',
};

/** A large video from n8n's binary data to the API, compared with a plain pipe. */
export async function upload(quick: boolean): Promise<BenchmarkResult> {
	const size = quick ? 100 : 500;
	const rounds = quick ? 3 : 7;
	const measurements = await measureAll(size, rounds);
	return {
		title: `9. Upload of ${size} MB in n8n's engine`,
		method: `Translation: Create of the built package in n8n's own engine, with binary data in filesystem mode; the simulator runs in a process of its own, on loopback, and hashes what arrives, which must be the file. The node and the pipe alternate for ${rounds} rounds, each in a new process that has loaded n8n's engine and uploaded ${WARM_UP_MEGABYTES} MB before; the values are medians, those of the speed ratio over pairs that ran directly after each other. The upload from memory runs once. The node's time includes reading the file once more, for its hash, and the request for the list of translated videos. Memory is the resident set size of the process, sampled every 10 ms; the idle size is that before the upload.`,
		tables: [{ columns: COLUMNS, rows: rowsOf(`${size} MB`, measurements, METHODS) }],
		targets: [atMost(`MB of memory added, ${size} MB`, addedMemory(measurements.engine), MAX_MEGABYTES_ADDED)],
	};
}

async function measureAll(megabytes: number, rounds: number): Promise<Measurements> {
	const folder = mkdtempSync(join(tmpdir(), 'aistudios-bench-'));
	const serverProcess = forkScript('upload/server', '');
	try {
		const [server] = (await once(serverProcess, 'message')) as [Server];
		const [file, warmUp] = [join(folder, 'video.mp4'), join(folder, 'small.mp4')];
		const sha256 = writeVideo(file, megabytes);
		writeVideo(warmUp, WARM_UP_MEGABYTES);
		return await measureRounds(rounds, async (method) => {
			const measurement = await measureIn('upload/client', method, { ...server, file, warmUp } satisfies Upload);
			const arrived = await lastArrived(serverProcess);
			if (arrived.bytes !== megabytes * MEGABYTE || arrived.sha256 !== sha256) throw new Error(`The file of the method "${method}" did not arrive as it is`);
			return measurement;
		});
	} finally {
		serverProcess.disconnect();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function lastArrived(serverProcess: ChildProcess): Promise<Arrived> {
	serverProcess.send('last');
	const [arrived] = (await once(serverProcess, 'message')) as [Arrived];
	return arrived;
}

/** @returns the SHA-256 of its content; each megabyte is another */
function writeVideo(path: string, megabytes: number): string {
	const hash = createHash('sha256');
	const file = openSync(path, 'w');
	for (let index = 0; index < megabytes; index += 1) {
		const chunk = Buffer.alloc(MEGABYTE, `megabyte ${index}, `);
		hash.update(chunk);
		writeSync(file, chunk);
	}
	closeSync(file);
	return hash.digest('hex');
}
