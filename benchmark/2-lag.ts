import { SECOND_MS } from '../nodes/shared/core/duration';
import { CURVES } from '../test/core/wait/shapes';
import { batchPolling, pollRenders, requestRatio } from './batchPolling';
import { averageRequests, lagsOf, pollRender, POLL_INTERVAL_MS, type Polling } from './pollRender';
import { randomRenders } from './renders';
import { atMost, formatSeconds, median, quantile, type BenchmarkResult, type Table } from './report';
import { tuningTable } from './tuningTable';

/** Fewer requests, or a shorter lag: what each render costs. */
export async function lag(quick: boolean): Promise<BenchmarkResult> {
	const count = quick ? 20 : 100;
	const rows: Table['rows'] = [];
	const all: { node: Polling[]; loop: Polling[] } = { node: [], loop: [] };
	for (const [index, curveName] of Object.keys(CURVES).entries()) {
		const renders = randomRenders(count, 100 + index, [curveName]);
		const node = await pollRenders(renders, { together: false });
		const loop = renders.map((render) => pollRender(render, () => POLL_INTERVAL_MS));
		rows.push(rowFor(curveName, node, loop));
		all.node.push(...node);
		all.loop.push(...loop);
	}
	rows.push(rowFor('all', all.node, all.loop));
	const lagSeconds = secondsOf(all.node);
	const batches = await batchPolling(quick ? 1 : 6);
	const batchLagSeconds = secondsOf(batches.alike.node);
	return {
		title: '2. Requests, and how late the end of a render is detected',
		method: `${count} renders of 1 to 10 minutes for each progress curve, each slightly different (seeded), on a fake clock; responses take 0.15 s, the poll interval is 3 s. The lag is the time from the end of a render until its download can start, including the 0.15 s of the response. Where progress jumps to the end without warning (bursts), no estimate can be close, and the lag depends on the delay between polls.`,
		tables: [
			{
				columns: ['progress curve', 'requests', '3 s loop', 'ratio', 'lag, median', 'lag, p95', '3 s loop, p95'],
				rows,
			},
			tuningTable(count),
			...batches.tables,
		],
		targets: [
			atMost('single renders: requests, ratio to a fixed 3 s loop', requestRatio(all), 0.25),
			atMost('single renders: median lag in seconds', median(lagSeconds), 3),
			atMost('single renders: 95th percentile of the lag in seconds', quantile(lagSeconds, 0.95), 6),
			atMost('batches of 50: requests, ratio to a fixed 3 s loop', requestRatio(batches.alike), 0.15),
			atMost('batches of 50: median lag in seconds', median(batchLagSeconds), 2),
			atMost('batches of 50: 95th percentile of the lag in seconds', quantile(batchLagSeconds, 0.95), 6),
		],
	};
}

function secondsOf(pollings: Polling[]): number[] {
	return lagsOf(pollings).map((ms) => ms / SECOND_MS);
}

function rowFor(name: string, node: Polling[], loop: Polling[]) {
	const [nodeLags, loopLags] = [lagsOf(node), lagsOf(loop)];
	const ratio = averageRequests(node) / averageRequests(loop);
	const lags = [median(nodeLags), quantile(nodeLags, 0.95), quantile(loopLags, 0.95)].map((ms) => formatSeconds(ms));
	return [name, averageRequests(node), averageRequests(loop), ratio, ...lags];
}
