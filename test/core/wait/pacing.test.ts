import fc from 'fast-check';
import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import { MAX_POLL_INTERVAL_MS, nextPollDelay, type Pacing, type Sample } from '../../../nodes/shared/core/wait/pacing';
import { seededRandom } from '../../simulator/random';
import { CURVES, progressOf, type Curve } from './shapes';

const INTERVAL_MS = 3 * SECOND_MS;
const noJitter = () => 0;

/** Polls a render of `duration` until it has ended; `lag` is how late that was noticed. */
function follow(curve: Curve, duration: number, pacing: Pacing, random = noJitter) {
	const samples: Sample[] = [];
	const delays: number[] = [];
	let at = 0;
	while (at < duration) {
		samples.push({ at, progress: progressOf(curve, at / duration) });
		delays.push(nextPollDelay(samples.slice(-20), INTERVAL_MS, pacing, random));
		at += delays.at(-1) ?? 0;
	}
	return { delays, polls: delays.length + 1, lag: at - duration };
}

const samplesArb = fc.array(
	fc.record({ after: fc.nat(60 * SECOND_MS), progress: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })) }),
	{ maxLength: 20 },
);

function samplesFrom(steps: Array<{ after: number; progress: number }>): Sample[] {
	let at = 0;
	return steps.map(({ after, progress }) => ({ at: (at += after), progress }));
}

describe('for whatever progress was seen', () => {
	test('the delay is never shorter than the interval and never longer than 30 s and a tenth', () => {
		fc.assert(
			fc.property(samplesArb, fc.double({ min: 10, max: 60 * SECOND_MS, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true }), (steps, interval, chance) => {
				const delay = nextPollDelay(samplesFrom(steps), interval, 'adaptive', () => chance);
				expect(delay).toBeGreaterThanOrEqual(interval);
				expect(delay).toBeLessThanOrEqual(Math.max(MAX_POLL_INTERVAL_MS, interval) * 1.1);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('fixed pacing polls every interval, to the millisecond', () => {
		fc.assert(
			fc.property(samplesArb, fc.double({ min: 10, max: 60 * SECOND_MS, noNaN: true }), (steps, interval) => {
				expect(nextPollDelay(samplesFrom(steps), interval, 'fixed', Math.random)).toBe(interval);
			}),
		);
	});
});

describe('adaptive pacing', () => {
	test.each<[string, Sample[], number]>([
		['starts with the interval', [], 3],
		['polls again after the interval when there is one sample only', [{ at: 0, progress: 40 }], 3],
		['sleeps 60 % of the remaining time', [{ at: 0, progress: 0 }, { at: 20 * SECOND_MS, progress: 50 }], 12],
		['sleeps 30 s at most', [{ at: 0, progress: 0 }, { at: 20 * SECOND_MS, progress: 5 }], 30],
		['goes by the fastest progress', [{ at: 0, progress: 0 }, { at: 60 * SECOND_MS, progress: 10 }, { at: 70 * SECOND_MS, progress: 50 }], 7.5],
		['ignores what was before progress went backwards', [{ at: 0, progress: 0 }, { at: SECOND_MS, progress: 60 }, { at: 2 * SECOND_MS, progress: 20 }, { at: 22 * SECOND_MS, progress: 60 }], 12],
		['sleeps half as long as a queued render has made no progress', [{ at: 0, progress: 0 }, { at: 20 * SECOND_MS, progress: 0 }], 10],
		['polls a render that has stalled at 99 % often', [{ at: 0, progress: 99 }, { at: 300 * SECOND_MS, progress: 99 }], 4.5],
		['polls a render that has no URL yet often', [{ at: 0, progress: 100 }, { at: 300 * SECOND_MS, progress: 100 }], 4.5],
	])('%s', (_, samples, seconds) => {
		expect(nextPollDelay(samples, INTERVAL_MS, 'adaptive', noJitter) / SECOND_MS).toBeCloseTo(seconds, 2);
	});

	test('adds up to a tenth, so that items spread', () => {
		expect(nextPollDelay([], INTERVAL_MS, 'adaptive', () => 0.5)).toBeCloseTo(INTERVAL_MS * 1.05);
	});
});

describe.each(Object.entries(CURVES))('a render whose progress is %s', (_, draw) => {
	const durations = fc.integer({ min: MINUTE_MS, max: 10 * MINUTE_MS });

	test('is seen to end within 33 s, with fewer polls than at a fixed interval', () => {
		fc.assert(
			fc.property(durations, fc.integer(), (duration, seed) => {
				const curve = draw(seededRandom(seed));
				const { polls, lag } = follow(curve, duration, 'adaptive', seededRandom(seed));
				expect(lag).toBeLessThanOrEqual(MAX_POLL_INTERVAL_MS * 1.1);
				expect(polls).toBeLessThan(follow(curve, duration, 'fixed').polls);
			}),
			{ numRuns: 300 },
		);
	});
});

test('a render that has stalled at 99 % is seen to end within 5 s, with fewer polls than one every interval', () => {
	for (let minutes = 1; minutes <= 10; minutes += 1) {
		const { delays, lag } = follow((share) => Math.min(99, share * 198), minutes * MINUTE_MS, 'adaptive');
		expect(lag).toBeLessThanOrEqual(5 * SECOND_MS);
		expect(delays.at(-1)).toBeGreaterThan(INTERVAL_MS);
	}
});

test('over all curves it takes a quarter of the polls, with a median lag of 3 s and a 95th percentile of 6 s', () => {
	const runs = Object.values(CURVES).flatMap((draw) =>
		Array.from({ length: 100 }, (_, seed) => {
			const random = seededRandom(seed);
			const [curve, duration] = [draw(random), MINUTE_MS + 9 * MINUTE_MS * random()];
			return { adaptive: follow(curve, duration, 'adaptive', random), fixed: follow(curve, duration, 'fixed') };
		}),
	);
	const sum = (pacing: Pacing) => runs.reduce((total, run) => total + run[pacing].polls, 0);
	const lags = runs.map(({ adaptive }) => adaptive.lag).sort((a, b) => a - b);
	expect(sum('adaptive') / sum('fixed')).toBeLessThanOrEqual(0.25);
	expect(lags[Math.floor(lags.length * 0.5)]).toBeLessThanOrEqual(3 * SECOND_MS);
	expect(lags[Math.floor(lags.length * 0.95)]).toBeLessThanOrEqual(6 * SECOND_MS);
});
