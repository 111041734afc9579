import { MINUTE_MS, SECOND_MS } from '../nodes/shared/core/duration';
import { FakeClock } from '../test/core/fakeClock';
import { runNode } from './nodeRun';
import { randomRenders, type Render } from './renders';
import { atMost, formatSeconds, median, type BenchmarkResult } from './report';
import { sequentialLoop } from './simpleLoops';
import { SimulatedApi } from './simulatedApi';

const POLL_INTERVAL_MS = 3 * SECOND_MS;
const SEEDS = [41, 42, 43, 44, 45, 46, 47, 48, 49];

/** One render among 50 never ends, which must not affect the others. */
export async function stuck(): Promise<BenchmarkResult> {
	const rows: Array<Array<string | number>> = [];
	const differencesMs: number[] = [];
	for (const seed of SEEDS) {
		const [first, ...others] = randomRenders(50, seed);
		const withStuck = [{ ...first, durationMs: Number.POSITIVE_INFINITY }, ...others];
		const alone = await lastFileMs(others, others);
		const aloneAgain = await lastFileMs(others, others);
		const besideStuck = await lastFileMs(withStuck, others);
		differencesMs.push(Math.abs(besideStuck - alone));
		rows.push([`seed ${seed}`, ...[alone, aloneAgain, besideStuck].map((ms) => formatSeconds(ms)), await filesInAnHour(withStuck)]);
	}
	return {
		title: '4. One stuck render among 50',
		method:
			'The time until the last of the other 49 files is downloaded, with the node as shipped and on a fake clock: twice without the stuck render (random delays make two runs differ), and once with it as the first item (timeout 60 minutes). n8n outputs all items when the node ends; the files are stored by then.',
		tables: [{ columns: ['', '49 alone', '49 alone, again', 'with a stuck one', 'one item at a time, in an hour'], rows }],
		targets: [atMost('difference with a stuck render, in poll intervals, median', median(differencesMs) / POLL_INTERVAL_MS, 1)],
	};
}

/** When the last file of `counted` is downloaded. */
async function lastFileMs(renders: Render[], counted: Render[]): Promise<number> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	await runNode(api, clock, renders.map(({ projectKey }) => projectKey));
	return Math.max(...counted.map(({ projectKey }) => api.downloadedAt.get(projectKey) ?? Number.POSITIVE_INFINITY));
}

/** A loop over the items never gets beyond the stuck first one. */
async function filesInAnHour(renders: Render[]): Promise<string> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const hour = clock.sleep(60 * MINUTE_MS).then(() => clock.cancel());
	const loop = sequentialLoop(api, clock, renders.map(({ projectKey }) => projectKey)).catch(() => {});
	await Promise.all([hour, loop]);
	return `${api.downloadedAt.size} files`;
}
