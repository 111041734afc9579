import { MIN_PARKED_PAUSE_MS, parkedPauseMs, type ParkedRender } from '../../../nodes/shared/core/wait/parkedPause';

const NEVER = Number.MAX_SAFE_INTEGER;
const MINUTE = 60_000;

/** A render at these per cents, polled once a minute. */
function render(progress: number[], deadline = NEVER): ParkedRender {
	return { samples: progress.map((value, index) => ({ at: index * MINUTE, progress: value })), deadline };
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
	expect(Math.round(parkedPauseMs(renders, 0) / 1_000)).toBe(seconds);
});

test('no pause is short enough for n8n to keep it in memory', () => {
	expect(MIN_PARKED_PAUSE_MS).toBeGreaterThan(65_000);
});
