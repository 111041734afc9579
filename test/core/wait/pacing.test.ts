import fc from 'fast-check';
import { MINUTE, SECOND } from '../../../nodes/shared/core/clock';
import { nextDelay, RAREST, type Pacing, type Sample } from '../../../nodes/shared/core/wait/pacing';
import { seededRandom } from '../../simulator/random';
import { CURVES, progressOf, type Curve } from './shapes';

const INTERVAL = 3 * SECOND;
const noJitter = () => 0;

/** Looks at a render of `duration` until it has ended; `lag` is how late that was noticed. */
function follow(curve: Curve, duration: number, pacing: Pacing, random = noJitter) {
	const samples: Sample[] = [];
	const delays: number[] = [];
	let at = 0;
	while (at < duration) {
		samples.push({ at, progress: progressOf(curve, at / duration) });
		delays.push(nextDelay(samples.slice(-20), INTERVAL, pacing, random));
		at += delays.at(-1) ?? 0;
	}
	return { delays, polls: delays.length + 1, lag: at - duration };
}

const samplesArb = fc.array(
	fc.record({ after: fc.nat(60 * SECOND), progress: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })) }),
	{ maxLength: 20 },
);

function samplesFrom(steps: Array<{ after: number; progress: number }>): Sample[] {
	let at = 0;
	return steps.map(({ after, progress }) => ({ at: (at += after), progress }));
}

describe('for whatever progress was seen', () => {
	test('the delay is never shorter than the interval and never longer than 30 s and a tenth', () => {
		fc.assert(
			fc.property(samplesArb, fc.double({ min: 10, max: 60 * SECOND, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true }), (steps, interval, chance) => {
				const delay = nextDelay(samplesFrom(steps), interval, 'adaptive', () => chance);
				expect(delay).toBeGreaterThanOrEqual(interval);
				expect(delay).toBeLessThanOrEqual(Math.max(RAREST, interval) * 1.1);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('fixed pacing asks every interval, to the millisecond', () => {
		fc.assert(
			fc.property(samplesArb, fc.double({ min: 10, max: 60 * SECOND, noNaN: true }), (steps, interval) => {
				expect(nextDelay(samplesFrom(steps), interval, 'fixed', Math.random)).toBe(interval);
			}),
		);
	});
});

describe('adaptive pacing', () => {
	test.each<[string, Sample[], number]>([
		['begins with the interval', [], 3],
		['asks again after the interval when it knows one sample only', [{ at: 0, progress: 40 }], 3],
		['sleeps 60 % of the rest', [{ at: 0, progress: 0 }, { at: 20 * SECOND, progress: 50 }], 12],
		['sleeps 30 s at the most', [{ at: 0, progress: 0 }, { at: 20 * SECOND, progress: 5 }], 30],
		['goes by the fastest stretch', [{ at: 0, progress: 0 }, { at: 60 * SECOND, progress: 10 }, { at: 70 * SECOND, progress: 50 }], 7.5],
		['forgets what was before a fall', [{ at: 0, progress: 0 }, { at: SECOND, progress: 60 }, { at: 2 * SECOND, progress: 20 }, { at: 22 * SECOND, progress: 60 }], 12],
		['sleeps half as long as a queue stands', [{ at: 0, progress: 0 }, { at: 20 * SECOND, progress: 0 }], 10],
		['stays close to a render that stands at 99', [{ at: 0, progress: 99 }, { at: 300 * SECOND, progress: 99 }], 4.5],
		['stays close to one that has no URL yet', [{ at: 0, progress: 100 }, { at: 300 * SECOND, progress: 100 }], 4.5],
	])('%s', (_, samples, seconds) => {
		expect(nextDelay(samples, INTERVAL, 'adaptive', noJitter) / SECOND).toBeCloseTo(seconds, 2);
	});

	test('adds up to a tenth, so that items spread', () => {
		expect(nextDelay([], INTERVAL, 'adaptive', () => 0.5)).toBeCloseTo(INTERVAL * 1.05);
	});
});

describe.each(Object.entries(CURVES))('a render %s', (_, draw) => {
	const durations = fc.integer({ min: MINUTE, max: 10 * MINUTE });

	test('ends noticed within 33 s, with fewer requests than a fixed loop takes', () => {
		fc.assert(
			fc.property(durations, fc.integer(), (duration, seed) => {
				const curve = draw(seededRandom(seed));
				const { polls, lag } = follow(curve, duration, 'adaptive', seededRandom(seed));
				expect(lag).toBeLessThanOrEqual(RAREST * 1.1);
				expect(polls).toBeLessThan(follow(curve, duration, 'fixed').polls);
			}),
			{ numRuns: 300 },
		);
	});
});

test('a stand at 99 ends noticed within 5 s, and is asked less often than every interval', () => {
	for (let minutes = 1; minutes <= 10; minutes += 1) {
		const { delays, lag } = follow((share) => Math.min(99, share * 198), minutes * MINUTE, 'adaptive');
		expect(lag).toBeLessThanOrEqual(5 * SECOND);
		expect(delays.at(-1)).toBeGreaterThan(INTERVAL);
	}
});

test('over all shapes it takes a quarter of the requests, with a lag of 3 s in the middle and 6 s at the 95th percentile', () => {
	const runs = Object.values(CURVES).flatMap((draw) =>
		Array.from({ length: 100 }, (_, seed) => {
			const random = seededRandom(seed);
			const [curve, duration] = [draw(random), MINUTE + 9 * MINUTE * random()];
			return { adaptive: follow(curve, duration, 'adaptive', random), fixed: follow(curve, duration, 'fixed') };
		}),
	);
	const sum = (pacing: Pacing) => runs.reduce((total, run) => total + run[pacing].polls, 0);
	const lags = runs.map(({ adaptive }) => adaptive.lag).sort((a, b) => a - b);
	expect(sum('adaptive') / sum('fixed')).toBeLessThanOrEqual(0.25);
	expect(lags[Math.floor(lags.length * 0.5)]).toBeLessThanOrEqual(3 * SECOND);
	expect(lags[Math.floor(lags.length * 0.95)]).toBeLessThanOrEqual(6 * SECOND);
});
