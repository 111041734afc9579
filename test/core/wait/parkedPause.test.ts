import { MIN_PARKED_PAUSE_MS, parkedPauseMs, type ParkedRender } from '../../../nodes/shared/core/wait/parkedPause';

const NEVER = 1_000 * 60_000;
const MINUTE = 60_000;

const NOW = 1_000_000_000;
const FIVE_A_SECOND = 5;

/** A render at these per cents, polled once a minute, and how long it may still take. */
function render(progress: number[], timeLeft = NEVER): ParkedRender {
	return { samples: progress.map((value, index) => ({ at: NOW + index * MINUTE, progress: value })), deadline: NOW + timeLeft };
}

test.each<[what: string, renders: ParkedRender[], seconds: number]>([
	['one that was polled once', [render([0])], 66],
	['one that was never polled successfully', [render([])], 66],
	['one that has not moved', [render([0, 0, 0])], 66],
	['one that needs a minute more', [render([0, 50])], 66],
	['one that needs four minutes more', [render([0, 20])], 144],
	['one that needs an hour more', [render([0, 1])], 300],
	['the slowest of several', [render([0, 80]), render([0, 20]), render([0, 50])], 144],
	['one that moved faster before', [render([0, 20, 25])], 135],
	['one whose progress went back', [render([50, 10, 30])], 126],
	['one that is soon out of time', [render([0, 1], 2 * MINUTE)], 120],
	['one that is out of time', [render([0, 1], 0)], 66],
	['the last deadline of several', [render([0, 1], 2 * MINUTE), render([0, 1], 4 * MINUTE)], 240],
])('a wait for %s pauses so that n8n keeps it in its database, and ends soon after the render', (_what, renders, seconds) => {
	expect(Math.round(parkedPauseMs(renders, FIVE_A_SECOND, NOW) / 1_000)).toBe(seconds);
});

test.each([
	[330, [0], NEVER, 5, 66],
	[331, [0], NEVER, 5, 66.2],
	[200, [0], NEVER, 1, 200],
	[10, [0], NEVER, 0.01, 1_000],
	[1_500, [0, 1], NEVER, 5, 300],
	[3_000, [0, 20], NEVER, 5, 600],
	// More than a call takes arguments.
	[200_000, [0, 20], NEVER, 5, 40_000],
	[3_000, [0], 4 * MINUTE, 5, 240],
	[3_000, [0], 0, 5, 66],
])('%i renders at %j %% that may take %i ms more, at %f polls a second on average, pause for %f s', (count, progress, timeLeft, maxPollsPerSecond, seconds) => {
	const renders = Array.from({ length: count }, () => render(progress, timeLeft));
	expect(parkedPauseMs(renders, maxPollsPerSecond, NOW) / 1_000).toBeCloseTo(seconds, 6);
});

test('no pause is short enough for n8n to keep it in memory', () => {
	expect(MIN_PARKED_PAUSE_MS).toBeGreaterThan(65_000);
});
