/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reads the CPU time and memory of this process; not shipped */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpuSecondsSince } from './cpuTime';

const BYTES_PER_KILOBYTE = 1_024;
const COLLECTIONS = 3;
/** Code that is collected, because it has not run for a while, would count as memory that the work returned. */
const FLAGS = ['--expose-gc', '--no-flush-bytecode'];

/** What work takes: CPU time of the whole process, and memory. What measuring takes is left out. */
export class Meter {
	cpuSeconds = 0;
	/** The growth of the heap after garbage collection, at the sample where it was greatest. */
	kilobytesAdded = 0;
	private cpuBefore = process.cpuUsage();

	private constructor(private readonly heapBefore: number) {}

	/** Begins when nothing of earlier work is left in memory: what a collection finalizes is free at the next. */
	static async start(): Promise<Meter> {
		for (let round = 1; round < COLLECTIONS; round += 1) {
			collectedHeap();
			await setImmediate();
		}
		return new Meter(collectedHeap());
	}

	sample() {
		this.cpuSeconds += cpuSecondsSince(this.cpuBefore);
		this.kilobytesAdded = Math.max(this.kilobytesAdded, (collectedHeap() - this.heapBefore) / BYTES_PER_KILOBYTE);
		this.cpuBefore = process.cpuUsage();
	}
}

/** Bytes. */
function collectedHeap(): number {
	for (const flag of FLAGS) setFlagsFromString(flag);
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}
