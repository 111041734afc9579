import { Clock } from './clock';
import { CURVES, renderStatusAt, type CurveName, type Render } from './renders';

const START = 1_000_000;
const render = (curve: Render['curve'], urlDelaySeconds = 0): Render => ({
	startedAt: START,
	seconds: 100,
	curve,
	urlDelaySeconds,
});
const at = (seconds: number) => START + seconds * 1000;
const progressAt = (curve: CurveName, seconds: number) => renderStatusAt(render(curve), at(seconds)).progress;

describe('The progress of a render', () => {
	test.each<[CurveName, number[]]>([
		['linear', [0, 20, 40, 60, 80, 100]],
		['queued', [0, 0, 0, 33.33, 66.66, 100]],
		['bursts', [0, 4, 31, 68, 71, 100]],
		['plateau', [0, 40, 60, 60, 60, 100]],
		['stuckAt99', [0, 39.6, 79.2, 99, 99, 100]],
		['backwards', [0, 30, 25, 25, 62.5, 100]],
		['stalled', [0, 20, 40, 42, 42, 42]],
	])('with the curve %s, at every fifth of its duration', (curve, expected) => {
		expect([0, 20, 40, 60, 80, 100].map((seconds) => progressAt(curve, seconds))).toEqual(expected);
	});

	test.each(Object.keys(CURVES) as CurveName[])('with the curve %s is at its last value long after its end', (curve) => {
		const last: Partial<Record<CurveName, number>> = { failing: 60, stalled: 42 };
		expect(renderStatusAt(render(curve), at(1_000_000)).progress).toBe(last[curve] ?? 100);
	});

	test('that fails stays at its last value', () => {
		expect(renderStatusAt(render('failing'), at(500))).toEqual({ state: 'failed', progress: 60, hasUrl: false });
	});

	test('can be 100 before the video has a URL', () => {
		expect(renderStatusAt(render('linear', 30), at(110))).toEqual({
			state: 'rendering',
			progress: 100,
			hasUrl: false,
		});
		expect(renderStatusAt(render('linear', 30), at(130))).toEqual({
			state: 'exported',
			progress: 100,
			hasUrl: true,
		});
	});

	test('can follow a function', () => {
		const squared = render((share) => share * share * 100);
		expect(renderStatusAt(squared, at(50)).progress).toBe(25);
	});

	test('without a duration is complete at once', () => {
		expect(renderStatusAt({ ...render('linear'), seconds: 0 }, START).hasUrl).toBe(true);
	});

	test('is 0 for a draft', () => {
		expect(renderStatusAt(undefined, START)).toEqual({ state: 'draft', progress: 0, hasUrl: false });
	});
});

test('The clock runs at its speed, and a new speed does not change the elapsed time', () => {
	let real = 0;
	const clock = new Clock(() => real, 10);
	real = 1000;
	expect(clock.now()).toBe(10_000);
	clock.setSpeed(2);
	real = 2000;
	expect(clock.now()).toBe(12_000);
});
