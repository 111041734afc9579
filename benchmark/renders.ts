import { MINUTE_MS } from '../nodes/shared/core/duration';
import { BATCH_CURVES, CURVES, HELD_OUT_CURVES, progressOf, type Curve } from '../test/core/wait/shapes';
import { seededRandom } from '../test/simulator/random';

/** A render whose progress is known in advance. */
export interface Render {
	projectKey: string;
	curve: Curve;
	/** From the export to 100 % and a URL; Infinity when it is stuck. */
	durationMs: number;
	downloadMs: number;
}

const MIN_MEGABYTES = 10;
const MAX_MEGABYTES = 60;
const MEGABYTES_PER_SECOND = 20;

/** Renders of one to ten minutes that alternate between the progress curves; the same seed returns the same renders. */
export function randomRenders(count: number, seed: number, curveNames = Object.keys(CURVES)): Render[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, (_, index) => {
		const megabytes = MIN_MEGABYTES + (MAX_MEGABYTES - MIN_MEGABYTES) * random();
		return {
			projectKey: `project-${index}`,
			durationMs: MINUTE_MS + 9 * MINUTE_MS * random(),
			curve: { ...CURVES, ...BATCH_CURVES, ...HELD_OUT_CURVES }[curveNames[index % curveNames.length]](random),
			downloadMs: (megabytes / MEGABYTES_PER_SECOND) * 1_000,
		};
	});
}

/** 0 to 100, so long after the export. */
export function progressAt({ curve, durationMs }: Render, elapsedMs: number): number {
	return durationMs === Number.POSITIVE_INFINITY ? 42 : progressOf(curve, elapsedMs / durationMs);
}
