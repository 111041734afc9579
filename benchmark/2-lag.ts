import { MINUTE_MS, SECOND_MS } from '../nodes/shared/core/duration';
import { CURVES } from '../test/core/wait/shapes';
import { FakeClock } from '../test/core/fakeClock';
import { averageRequests, lagsOf, pollRender, POLL_INTERVAL_MS, type Polling } from './pollRender';
import { randomRenders, type Render } from './renders';
import { atMost, formatSeconds, median, quantile, type BenchmarkResult, type Table } from './report';
import { shipped } from './shipped';
import { SimulatedApi } from './simulatedApi';
import { tuningTable } from './tuningTable';

const { waitForRender } = shipped<typeof import('../nodes/shared/core/wait/waitForRender')>('shared/core/wait/waitForRender');
const { Client } = shipped<typeof import('../nodes/shared/core/http/client')>('shared/core/http/client');
const { apiOf } = shipped<typeof import('../nodes/shared/core/api')>('shared/core/api');

/** Fewer requests, or a shorter lag: what each render costs. */
export async function lag(quick: boolean): Promise<BenchmarkResult> {
	const count = quick ? 20 : 100;
	const rows: Table['rows'] = [];
	const all: { node: Polling[]; loop: Polling[] } = { node: [], loop: [] };
	for (const [index, curveName] of Object.keys(CURVES).entries()) {
		const renders = randomRenders(count, 100 + index, [curveName]);
		const node = await nodeWaits(renders);
		const loop = renders.map((render) => pollRender(render, () => POLL_INTERVAL_MS));
		rows.push(rowFor(curveName, node, loop));
		all.node.push(...node);
		all.loop.push(...loop);
	}
	rows.push(rowFor('all', all.node, all.loop));
	const lagSeconds = lagsOf(all.node).map((ms) => ms / SECOND_MS);
	return {
		title: '2. Requests, and how late the end of a render is detected',
		method: `${count} renders of 1 to 10 minutes for each progress curve, each slightly different (seeded), on a fake clock; responses take 0.15 s, the poll interval is 3 s. The lag is the time from the end of a render until its download can start, including the 0.15 s of the response. Where progress jumps to the end without warning (bursts), no estimate can be close, and the lag depends on the delay between polls.`,
		tables: [
			{
				columns: ['progress curve', 'requests', '3 s loop', 'ratio', 'lag, median', 'lag, p95', '3 s loop, p95'],
				rows,
			},
			tuningTable(count),
		],
		targets: [
			atMost('requests, ratio to a fixed 3 s loop', averageRequests(all.node) / averageRequests(all.loop), 0.25),
			atMost('median lag in seconds', median(lagSeconds), 3),
			atMost('95th percentile of the lag in seconds', quantile(lagSeconds, 0.95), 6),
		],
	};
}

/** Waits as the node does, for each render on its own. */
async function nodeWaits(renders: Render[]): Promise<Polling[]> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const settings = { pollIntervalMs: POLL_INTERVAL_MS, pacing: 'adaptive' as const, timeoutMs: 60 * MINUTE_MS, stallTimeoutMs: 0 };
	return await Promise.all(
		renders.map(async ({ projectKey }) => {
			const transport = {
				async send() {
					const text = JSON.stringify(await api.progress(projectKey));
					return { kind: 'response' as const, status: 200, headers: {}, text };
				},
			};
			const client = new Client(apiOf('v2'), { transport, clock, redact: (text) => text });
			const { polls } = await waitForRender(projectKey, client, settings);
			return { requests: polls, lagMs: clock.now() - api.renderEndsAt(projectKey) };
		}),
	);
}

function rowFor(name: string, node: Polling[], loop: Polling[]) {
	const [nodeLags, loopLags] = [lagsOf(node), lagsOf(loop)];
	const ratio = averageRequests(node) / averageRequests(loop);
	const lags = [median(nodeLags), quantile(nodeLags, 0.95), quantile(loopLags, 0.95)].map((ms) => formatSeconds(ms));
	return [name, averageRequests(node), averageRequests(loop), ratio, ...lags];
}
