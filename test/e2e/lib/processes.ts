/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- starts and ends processes; not shipped */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Environment = Record<string, string | undefined>;

export interface Command {
	file: string;
	args: string[];
	cwd?: string;
	env?: Environment;
	/** The user to run it as. */
	uid?: number;
	gid?: number;
	/** Whether it printed all there is: then a crash while it exits does not count. */
	isComplete?(output: string): boolean;
}

/** A process that does not end by itself within this is killed. */
const GRACE_MS = 8_000;
/** Characters of a failed command's output that its error shows. */
const MAX_OUTPUT_LENGTH = 3_000;

const running = new Set<ChildProcess>();

process.on('exit', () => {
	for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Runs a command to its end and returns its standard output.
 * @throws with the end of all it printed when it fails or takes longer than `minutes`
 */
export async function run({ file, args, cwd, env, uid, gid, isComplete }: Command, minutes = 5): Promise<string> {
	const child = spawn(file, args, { cwd, uid, gid, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	let output = '';
	let all = '';
	child.stdout.on('data', (text: Buffer) => {
		output += text.toString();
		all += text.toString();
	});
	child.stderr.on('data', (text: Buffer) => (all += text.toString()));
	const deadline = setTimeoutUnref(() => signalGroup(child, 'SIGKILL'), minutes * 60_000);
	const code = await new Promise<number | string>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (status, signal) => resolve(status ?? signal ?? 'no status'));
	});
	clearTimeout(deadline);
	running.delete(child);
	if (code === 'SIGSEGV' && isComplete?.(output)) {
		process.stdout.write(`${args.join(' ')}: crashed while it exited, after it had printed its result\n`);
		return output;
	}
	if (code !== 0) throw new Error(`"${[file, ...args].join(' ')}" ended with ${code}:\n${all.slice(-MAX_OUTPUT_LENGTH)}`);
	return output;
}

/** A program that runs beside the tests, with all it prints in a file. */
export class Service {
	private readonly child: ChildProcess;
	private output = '';

	constructor(
		readonly name: string,
		{ file, args, cwd, env, uid, gid }: Command,
		logFile: string,
	) {
		mkdirSync(dirname(logFile), { recursive: true });
		const log = createWriteStream(logFile);
		this.child = spawn(file, args, { cwd, uid, gid, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
		running.add(this.child);
		this.child.once('close', () => running.delete(this.child));
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.on('data', (text: Buffer) => {
				this.output = (this.output + text.toString()).slice(-100_000);
				log.write(text);
			});
		}
	}

	get ended(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}

	/** Polls `ready` until it returns true. */
	async until(ready: () => Promise<boolean> | boolean, seconds = 120): Promise<void> {
		const deadline = Date.now() + seconds * 1_000;
		while (Date.now() < deadline) {
			if (this.ended) throw new Error(`${this.name} ended by itself:\n${this.output.slice(-MAX_OUTPUT_LENGTH)}`);
			if (await ready()) return;
			await sleep(100);
		}
		throw new Error(`${this.name} is not ready after ${seconds} seconds:\n${this.output.slice(-MAX_OUTPUT_LENGTH)}`);
	}

	printed(text: string | RegExp): boolean {
		return typeof text === 'string' ? this.output.includes(text) : text.test(this.output);
	}

	/** Ends it as a crash would: at once, with all it started. */
	async crash(): Promise<void> {
		await this.end('SIGKILL');
	}

	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		await this.end(signal);
	}

	private async end(signal: NodeJS.Signals): Promise<void> {
		if (this.ended) return;
		const closed = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
		signalGroup(this.child, signal);
		const killer = setTimeoutUnref(() => signalGroup(this.child, 'SIGKILL'), GRACE_MS);
		await closed;
		clearTimeout(killer);
	}
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	try {
		if (pid !== undefined) process.kill(-pid, signal);
	} catch {
		// it has ended
	}
}

function setTimeoutUnref(work: () => void, ms: number): NodeJS.Timeout {
	return setTimeout(work, ms).unref();
}
