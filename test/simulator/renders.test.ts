import { Clock } from './clock';
import { readRender, SHAPES, type Render, type ShapeName } from './renders';

const START = 1_000_000;
const render = (shape: Render['shape'], urlDelaySeconds = 0): Render => ({
	startedAt: START,
	seconds: 100,
	shape,
	urlDelaySeconds,
});
const at = (seconds: number) => START + seconds * 1000;
const progressAt = (shape: ShapeName, seconds: number) => readRender(render(shape), at(seconds)).progress;

describe('the progress of a render', () => {
	test.each<[ShapeName, number[]]>([
		['linear', [0, 20, 40, 60, 80, 100]],
		['queued', [0, 0, 0, 33.33, 66.66, 100]],
		['bursts', [0, 4, 31, 68, 71, 100]],
		['plateau', [0, 40, 60, 60, 60, 100]],
		['stuckAt99', [0, 39.6, 79.2, 99, 99, 100]],
		['backwards', [0, 30, 25, 25, 62.5, 100]],
		['stalled', [0, 20, 40, 42, 42, 42]],
	])('of the shape %s at every fifth of its time', (shape, expected) => {
		expect([0, 20, 40, 60, 80, 100].map((seconds) => progressAt(shape, seconds))).toEqual(expected);
	});

	test.each(Object.keys(SHAPES) as ShapeName[])(
		'of the shape %s stays between 0 and 100 long after its end',
		(shape) => {
			const late = readRender(render(shape), at(1_000_000)).progress;
			expect(late).toBeGreaterThan(0);
			expect(late).toBeLessThanOrEqual(100);
		},
	);

	test('that fails keeps the last progress it had', () => {
		expect(readRender(render('failing'), at(500))).toEqual({ state: 'failed', progress: 60, hasUrl: false });
	});

	test('may be at 100 before there is a URL', () => {
		expect(readRender(render('linear', 30), at(110))).toEqual({
			state: 'rendering',
			progress: 100,
			hasUrl: false,
		});
		expect(readRender(render('linear', 30), at(130))).toEqual({
			state: 'exported',
			progress: 100,
			hasUrl: true,
		});
	});

	test('may follow any curve', () => {
		expect(
			readRender(
				render((share) => share * share * 100),
				at(50),
			).progress,
		).toBe(25);
	});

	test('of no time at all is complete at once', () => {
		expect(readRender({ ...render('linear'), seconds: 0 }, START).hasUrl).toBe(true);
	});

	test('is nothing for a project that was only designed', () => {
		expect(readRender(undefined, START)).toEqual({ state: 'designed', progress: 0, hasUrl: false });
	});
});

test('the clock runs at its speed, and time already passed stays when the speed changes', () => {
	let real = 0;
	const clock = new Clock(() => real, 10);
	real = 1000;
	expect(clock.now()).toBe(10_000);
	clock.setSpeed(2);
	real = 2000;
	expect(clock.now()).toBe(12_000);
});
