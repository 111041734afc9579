import { MINUTE_MS, SECOND_MS } from '../../../nodes/shared/core/duration';
import { newWaitBatch, waitForRender } from '../../../nodes/shared/core/wait/waitForRender';
import { seededRandom } from '../../simulator/random';
import { clientOf } from '../http/clientWith';
import { response } from '../http/responses';
import { BATCH_CURVES, CURVES, progressOf, type Curve } from './shapes';

const SETTINGS = { pollIntervalMs: 3 * SECOND_MS, pacing: 'adaptive' as const, timeoutMs: 60 * MINUTE_MS, stallTimeoutMs: 0 };
const RESPONSE_MS = 150;

/** Waits together for fifty renders that take about as long as each other; `lags` in seconds. */
async function waitForFifty(draw: (random: () => number) => Curve, seed: number) {
	const random = seededRandom(seed);
	const meanMs = MINUTE_MS + 9 * MINUTE_MS * random();
	const renders = Array.from({ length: 50 }, (_, index) => ({ key: `project-${index}`, curve: draw(random), durationMs: meanMs * (0.8 + 0.4 * random()) }));
	const { client, sent } = clientOf('v2', async ({ path }, _index, clock) => {
		await clock.sleep(RESPONSE_MS);
		const { key, curve, durationMs } = renders[Number(path.match(/\d+$/)?.[0])];
		const progress = progressOf(curve, clock.now() / durationMs);
		return response(200, { success: true, data: { progress, ...(progress === 100 ? { url: `http://localhost/${key}` } : {}) } });
	});
	const batch = newWaitBatch(client, renders.length);
	const lags = renders.map(async ({ key, durationMs }) => {
		await waitForRender(key, client, SETTINGS, undefined, batch);
		return (client.clock.now() - durationMs) / SECOND_MS;
	});
	return { lags: await Promise.all(lags), loopPolls: renders.reduce((sum, { durationMs }) => sum + durationMs / (SETTINGS.pollIntervalMs + RESPONSE_MS), 0), times: sent.map(({ at }) => at) };
}

test('over all curves, batches of fifty take 0.15 of the polls of a loop, with a median lag of 2 s and a 95th percentile of 6 s', async () => {
	const runs: Array<Awaited<ReturnType<typeof waitForFifty>>> = [];
	for (const [index, draw] of Object.values({ ...CURVES, ...BATCH_CURVES }).entries()) {
		for (const seed of [0, 1, 2, 3]) runs.push(await waitForFifty(draw, 10 * index + seed));
	}
	const lags = runs.flatMap((run) => run.lags).sort((one, other) => one - other);
	const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
	expect(sum(runs.map(({ times }) => times.length)) / sum(runs.map(({ loopPolls }) => loopPolls))).toBeLessThanOrEqual(0.15);
	expect(lags[Math.floor(lags.length * 0.5)]).toBeLessThanOrEqual(2);
	expect(lags[Math.floor(lags.length * 0.95)]).toBeLessThanOrEqual(6);
	for (const { times } of runs) {
		const gaps = times.slice(1).map((at, index) => at - times[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(200 - 1e-6);
	}
});
