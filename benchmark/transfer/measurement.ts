/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, whose memory and CPU time are measured; not shipped */
import { cpuSecondsSince } from '../cpuTime';

const SAMPLE_INTERVAL_MS = 10;

/** One measured transfer of a file. */
export interface Measurement {
	seconds: number;
	/** User and system time of the process. */
	cpuSeconds: number;
	bytes: number;
	/** Resident set size of the process, with everything loaded, before the transfer. */
	idleBytes: number;
	/** Its largest value during the transfer. */
	peakBytes: number;
}

/** @param transfer returns the number of bytes that it transferred */
export async function measureTransfer(transfer: () => Promise<number>): Promise<Measurement> {
	gc?.();
	const idleBytes = process.memoryUsage.rss();
	let peakBytes = idleBytes;
	const sample = () => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss()));
	const sampling = setInterval(sample, SAMPLE_INTERVAL_MS);
	const cpuBefore = process.cpuUsage();
	const start = performance.now();
	const bytes = await transfer();
	const seconds = (performance.now() - start) / 1_000;
	const cpuSeconds = cpuSecondsSince(cpuBefore);
	clearInterval(sampling);
	sample();
	return { seconds, cpuSeconds, bytes, idleBytes, peakBytes };
}

/** In a process of its own: measures when the parent process has sent its message, and sends the measurement. */
export function measureForParent<Message>(measure: (message: Message) => Promise<Measurement>): void {
	process.once('message', (message: Message) => {
		measure(message).then(
			(measurement) => process.send?.(measurement, () => process.exit()),
			(error: unknown) => {
				process.stderr.write(`${String(error)}\n`);
				process.exit(1);
			},
		);
	});
}
