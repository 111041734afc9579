import { MINUTE_MS } from '../nodes/shared/core/duration';
import type { BatchTuning } from '../nodes/shared/core/wait/siblings';
import { FakeClock } from '../test/core/fakeClock';
import { BATCH_CURVES, CURVES, HELD_OUT_CURVES } from '../test/core/wait/shapes';
import { seededRandom } from '../test/simulator/random';
import { averageRequests, lagsOf, pollRender, POLL_INTERVAL_MS, type Polling } from './pollRender';
import { randomRenders, type Render } from './renders';
import { formatSeconds, median, quantile, type Table } from './report';
import { shipped } from './shipped';
import { SimulatedApi } from './simulatedApi';

const { waitForRender } = shipped<typeof import('../nodes/shared/core/wait/waitForRender')>('shared/core/wait/waitForRender');
const { PollSchedule } = shipped<typeof import('../nodes/shared/core/wait/pollSchedule')>('shared/core/wait/pollSchedule');
const { Siblings, BATCH_TUNING } = shipped<typeof import('../nodes/shared/core/wait/siblings')>('shared/core/wait/siblings');
const { Client } = shipped<typeof import('../nodes/shared/core/http/client')>('shared/core/http/client');
const { apiOf } = shipped<typeof import('../nodes/shared/core/api')>('shared/core/api');

const SETTINGS = { pollIntervalMs: POLL_INTERVAL_MS, pacing: 'adaptive' as const, timeoutMs: 60 * MINUTE_MS, stallTimeoutMs: 0 };
const BATCH_SIZE = 50;
/** Other batches than the tuning saw. */
const SEED = 70_000;
/** For the curve of the parameters. */
const TUNING_SEED = 300;
/** Renders of one template take about as long: so far from the mean of their batch. */
const SPREAD = 0.2;

/** How the renders of several batches were polled, and how a loop would have. */
export interface BatchPollings {
	node: Polling[];
	loop: Polling[];
}

/** Waits for renders as the node does: together when they are a batch, each on its own otherwise. */
export async function pollRenders(renders: Render[], { together, tuning = BATCH_TUNING }: { together: boolean; tuning?: BatchTuning }): Promise<Polling[]> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const transportTo = (projectKey: string) => ({
		send: async () => ({ kind: 'response' as const, status: 200, headers: {}, text: JSON.stringify(await api.progress(projectKey)) }),
	});
	const batch = { schedule: new PollSchedule(clock), siblings: new Siblings(renders.length, tuning) };
	return await Promise.all(
		renders.map(async ({ projectKey }) => {
			const client = new Client(apiOf('v2'), { transport: transportTo(projectKey), clock, redact: (text) => text });
			const { polls } = await waitForRender(projectKey, client, SETTINGS, undefined, together ? batch : undefined);
			return { requests: polls, lagMs: clock.now() - api.renderEndsAt(projectKey) };
		}),
	);
}

/** Batches of one progress curve each; `alike` when their renders take about as long as each other. */
async function pollBatches(curveName: string, count: number, seed: number, alike: boolean, tuning?: BatchTuning): Promise<BatchPollings> {
	const pollings: BatchPollings = { node: [], loop: [] };
	for (let index = 0; index < count; index += 1) {
		const random = seededRandom(seed + 31 * index);
		const meanMs = MINUTE_MS + 9 * MINUTE_MS * random();
		const drawn = randomRenders(BATCH_SIZE, seed + 31 * index, [curveName]);
		const renders = alike ? drawn.map((render) => ({ ...render, durationMs: meanMs * (1 - SPREAD + 2 * SPREAD * random()) })) : drawn;
		pollings.node.push(...(await pollRenders(renders, { together: true, tuning })));
		pollings.loop.push(...renders.map((render) => pollRender(render, () => POLL_INTERVAL_MS)));
	}
	return pollings;
}

async function pollAllCurves(count: number, seed: number, alike: boolean, tuning?: BatchTuning): Promise<Map<string, BatchPollings>> {
	const all = new Map<string, BatchPollings>();
	for (const [index, name] of [CURVES, BATCH_CURVES, HELD_OUT_CURVES].flatMap((curves) => Object.keys(curves)).entries()) {
		all.set(name, await pollBatches(name, count, seed + 1_000 * index, alike, tuning));
	}
	return all;
}

function merge(batches: Iterable<BatchPollings>): BatchPollings {
	const all = [...batches];
	return { node: all.flatMap(({ node }) => node), loop: all.flatMap(({ loop }) => loop) };
}

export const requestRatio = ({ node, loop }: BatchPollings) => averageRequests(node) / averageRequests(loop);

function rowFor(name: string, pollings: BatchPollings): Array<string | number> {
	const lags = lagsOf(pollings.node);
	return [name, requestRatio(pollings), ...[median(lags), quantile(lags, 0.95)].map((ms) => formatSeconds(ms))];
}

/** Requests against lag in batches: by progress curve, and with other values than the shipped ones. */
export async function batchPolling(count: number): Promise<{ tables: Table[]; alike: BatchPollings }> {
	const columns = ['', 'requests, ratio', 'lag, median', 'lag, p95'];
	const alike = await pollAllCurves(count, SEED, true);
	const mixed = await pollAllCurves(count, SEED, false);
	const nameOf = (curve: string) => (curve in HELD_OUT_CURVES ? `${curve} (unknown to the tuning)` : curve);
	const rows = [...alike].map(([name, pollings]) => rowFor(nameOf(name), pollings));
	const rowWith = async (name: string, change: Partial<BatchTuning>) =>
		rowFor(name, merge((await pollAllCurves(count, TUNING_SEED, true, { ...BATCH_TUNING, ...change })).values()));
	const curve: Table['rows'] = [await rowWith('as shipped', {})];
	for (const [parameter, values] of [['earlyIntervalsNearEnd', [1.5, 3, 8]], ['lagPerPollMs', [40, 160, 320]], ['minBlindIntervals', [1, 2, 4]], ['unprovenShare', [0.2, 0.6]]] as const) {
		for (const value of values) {
			curve.push(await rowWith(`${parameter}: ${value} (${BATCH_TUNING[parameter]})`, { [parameter]: value }));
		}
	}
	return {
		alike: merge(alike.values()),
		tables: [
			{
				caption: `Batches of ${BATCH_SIZE} that are waited for together, ${count} for each progress curve: renders of one curve that take up to ${SPREAD * 100} % more or less than the mean of their batch. The last row: batches whose renders take anything from 1 to 10 minutes, so that little is learned from each other.`,
				columns,
				rows: [...rows, rowFor('all', merge(alike.values())), rowFor('all, 1 to 10 minutes in a batch', merge(mixed.values()))],
			},
			{ caption: 'Requests against lag in these batches: each parameter of siblings.ts changed on its own, with other batches than above. The shipped value is in parentheses.', columns, rows: curve },
		],
	};
}
