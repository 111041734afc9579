import { SECOND_MS } from '../nodes/shared/core/duration';
import { progressAt, type Render } from './renders';
import { RESPONSE_TIME_MS } from './simulatedApi';

export const POLL_INTERVAL_MS = 3 * SECOND_MS;

/** How one render was polled: the requests, and how late its end was detected. */
export interface Polling {
	requests: number;
	lagMs: number;
}

/** When (milliseconds after the export) and how far (0 to 100). */
interface Sample {
	at: number;
	progress: number;
}

/** Polls a render with the delays that `nextDelay` returns for the samples so far; without a clock. */
export function pollRender(render: Render, nextDelay: (samples: Sample[]) => number): Polling {
	const samples: Sample[] = [];
	let at = RESPONSE_TIME_MS;
	let requests = 1;
	while (at < render.durationMs) {
		samples.push({ at, progress: progressAt(render, at) });
		at += nextDelay(samples) + RESPONSE_TIME_MS;
		requests += 1;
	}
	return { requests, lagMs: at - render.durationMs };
}

export function averageRequests(pollings: Polling[]): number {
	return pollings.reduce((sum, { requests }) => sum + requests, 0) / pollings.length;
}

export function lagsOf(pollings: Polling[]): number[] {
	return pollings.map(({ lagMs }) => lagMs);
}
