import { MINUTE } from '../nodes/shared/core/clock';
import { CURVES, progressOf, type Curve } from '../test/core/wait/shapes';
import { seededRandom } from '../test/simulator/random';

/** A render whose course is known beforehand. Times are milliseconds. */
export interface Render {
	projectKey: string;
	shape: string;
	curve: Curve;
	/** From the export to 100 % and a URL; Infinity when it is stuck. */
	duration: number;
	/** How long its file takes to come. */
	downloadTime: number;
}

const MEGABYTES = [10, 60];
const MEGABYTES_PER_SECOND = 20;

/** Renders of one to ten minutes, all shapes in turn; the same seed brings the same. */
export function drawRenders(count: number, seed: number, shapes = Object.keys(CURVES)): Render[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, (_, index) => {
		const shape = shapes[index % shapes.length];
		const megabytes = MEGABYTES[0] + (MEGABYTES[1] - MEGABYTES[0]) * random();
		return {
			projectKey: `project-${index}`,
			shape,
			duration: MINUTE + 9 * MINUTE * random(),
			curve: CURVES[shape](random),
			downloadTime: (megabytes / MEGABYTES_PER_SECOND) * 1_000,
		};
	});
}

/** 0 to 100 at a moment, `passed` milliseconds after the export. */
export function progressAt({ curve, duration }: Render, passed: number): number {
	return duration === Number.POSITIVE_INFINITY ? 42 : progressOf(curve, passed / duration);
}
