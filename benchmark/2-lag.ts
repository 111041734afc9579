import { SECOND } from '../nodes/shared/core/clock';
import { CURVES } from '../test/core/wait/shapes';
import { FakeClock } from '../test/core/fakeClock';
import { seededRandom } from '../test/simulator/random';
import { drawRenders, progressAt, type Render } from './renders';
import { atMost, median, quantile, type Figure, type Table } from './report';
import { shipped } from './shipped';
import { LATENCY, Studio } from './studio';

type Pacing = typeof import('../nodes/shared/core/wait/pacing');

const { nextDelay, TUNING } = shipped<Pacing>('shared/core/wait/pacing');
const { waitForRender } = shipped<typeof import('../nodes/shared/core/wait/waitForRender')>('shared/core/wait/waitForRender');
const { Client } = shipped<typeof import('../nodes/shared/core/requests/client')>('shared/core/requests/client');
const { contractOf } = shipped<typeof import('../nodes/shared/core/contract')>('shared/core/contract');

const SHAPES = Object.keys(CURVES);
const INTERVAL = 3 * SECOND;

/** One render's wait: the requests it took, and how late its end was seen (milliseconds). */
interface Seen {
	requests: number;
	lag: number;
}

/** What the end of a render costs: few requests, or little time. */
export async function lag(quick: boolean): Promise<Figure> {
	const count = quick ? 20 : 100;
	const columns = ['progress', 'requests', 'of a 3 s loop', 'ratio', 'lag, median', 'lag, 95 %', '3 s loop, 95 %'];
	const rows: Table['rows'] = [];
	const all: { ours: Seen[]; loop: Seen[] } = { ours: [], loop: [] };
	for (const [index, shape] of SHAPES.entries()) {
		const renders = drawRenders(count, 100 + index, [shape]);
		const [ours, loop] = [await waited(renders), looped(renders)];
		rows.push(rowOf(shape, ours, loop));
		all.ours.push(...ours);
		all.loop.push(...loop);
	}
	rows.push(rowOf('all together', all.ours, all.loop));
	const lags = all.ours.map((seen) => seen.lag / SECOND);
	return {
		title: '2. Requests, and how late the end of a render is seen',
		how: `${count} renders of 1 to 10 minutes for each shape of progress, every one drawn a little different (seeded), on a fake clock, answers after 0.15 s; poll interval 3 s. The lag is from the render's end to the moment its download can start, the answer's 0.15 s included. Where a render jumps to its end without warning (bursts), no estimate can be close: there the lag is that of the pause.`,
		tables: [{ columns, rows }, curve(count)],
		checks: [
			atMost('requests over those of a fixed 3 s loop', perRender(all.ours) / perRender(all.loop), 0.25),
			atMost('median lag in seconds', median(lags), 3),
			atMost('95th percentile of the lag in seconds', quantile(lags, 0.95), 6),
		],
	};
}

/** The shipped wait, every render for itself. */
async function waited(renders: Render[]): Promise<Seen[]> {
	const clock = new FakeClock();
	const studio = new Studio(clock, renders);
	studio.exportAllNow();
	const settings = { pollInterval: INTERVAL, pacing: 'adaptive' as const, timeout: 3_600 * SECOND, stallTimeout: 0 };
	return await Promise.all(
		renders.map(async ({ projectKey }) => {
			const client = new Client(contractOf('v2'), {
				clock,
				send: async () => ({ kind: 'answered', status: 200, headers: {}, text: JSON.stringify(await studio.progress(projectKey)) }),
			});
			const { polls } = await waitForRender(projectKey, client, settings, []);
			return { requests: polls, lag: clock.now() - studio.endOf(projectKey) };
		}),
	);
}

function looped(renders: Render[]): Seen[] {
	return renders.map((render) => followed(render, () => INTERVAL));
}

/** Asks in the pauses of `pause`, which is told what was seen so far. */
function followed(render: Render, pause: (seen: Array<{ at: number; progress: number }>) => number): Seen {
	const seen: Array<{ at: number; progress: number }> = [];
	let at = LATENCY;
	let requests = 1;
	while (at < render.duration) {
		seen.push({ at, progress: progressAt(render, at) });
		at += pause(seen) + LATENCY;
		requests += 1;
	}
	return { requests, lag: at - render.duration };
}

/** What other figures than the chosen ones would bring, and so why these are the knee. */
function curve(count: number): Table {
	const renders = SHAPES.flatMap((shape, index) => drawRenders(count, 200 + index, [shape]));
	const loop = perRender(renders.map((render) => followed(render, () => INTERVAL)));
	const row = (name: string, change: Partial<typeof TUNING>) => {
		const random = seededRandom(1);
		const tuning = { ...TUNING, ...change };
		const seen = renders.map((render) =>
			followed(render, (samples) => nextDelay(samples.slice(-20), INTERVAL, 'adaptive', random, tuning)),
		);
		const lags = seen.map((one) => one.lag);
		return [name, perRender(seen) / loop, seconds(median(lags)), seconds(quantile(lags, 0.95)), seconds(quantile(lags, 0.99))];
	};
	return {
		caption: 'The curve between requests and lag: each figure of pacing.ts changed for itself, on other renders than above.',
		columns: ['', 'requests, ratio', 'lag, median', 'lag, 95 %', 'lag, 99 %'],
		rows: [
			row('as shipped', {}),
			...[0.2, 0.4, 0.8, 1].map((share) => row(`share of the rest ${share} (${TUNING.shareOfRest})`, { shareOfRest: share })),
			...[0.1, 0.25, 1].map((share) => row(`share of a standstill ${share} (${TUNING.shareOfStandstill})`, { shareOfStandstill: share })),
			...[1, 2, 3, 5].map((intervals) => row(`close to the end ${intervals} intervals (${TUNING.closeToTheEnd})`, { closeToTheEnd: intervals })),
		],
	};
}

function rowOf(name: string, ours: Seen[], loop: Seen[]) {
	const lags = ours.map((seen) => seen.lag);
	const p95 = (seen: Seen[]) => seconds(quantile(seen.map((one) => one.lag), 0.95));
	const ratio = perRender(ours) / perRender(loop);
	return [name, perRender(ours), perRender(loop), ratio, seconds(median(lags)), p95(ours), p95(loop)];
}

function perRender(seen: Seen[]): number {
	return seen.reduce((sum, { requests }) => sum + requests, 0) / seen.length;
}

function seconds(ms: number): string {
	return `${(ms / SECOND).toFixed(1)} s`;
}
