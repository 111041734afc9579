/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- reads the CPU time and memory of this process; not shipped */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { FakeClock } from '../test/core/fakeClock';
import { runNode } from './nodeRun';
import { randomRenders } from './renders';
import { atMost, type BenchmarkResult } from './report';
import { SimulatedApi } from './simulatedApi';

const MICROSECONDS_PER_SECOND = 1e6;
const MAX_RATIO = 11;

/** Ten times the items in one execution: ten times the work, not a hundred. */
export async function scale(quick: boolean): Promise<BenchmarkResult> {
	const [few, many] = quick ? [200, 2_000] : [1_000, 10_000];
	await run(few);
	const [small, large] = [await run(few), await run(many)];
	const row = ({ items, cpuSeconds, kilobytesPerItem, requests, requestsPerSecond, files }: ScaleRun) => [`${items} items`, cpuSeconds, kilobytesPerItem, requests, requestsPerSecond, files];
	return {
		title: `8. ${many} items in one execution`,
		method:
			'Renders of 1 to 10 minutes, with the node as shipped and on a fake clock, after a run that warms up. CPU is that of the whole process; memory is the growth of the heap until the node ends, after garbage collection, with the output and the simulated API; requests a second are counted in every second of the fake clock.',
		tables: [{ columns: ['', 'CPU seconds', 'KB an item', 'requests', 'requests a second, most', 'files'], rows: [row(small), row(large)] }],
		targets: [
			atMost(`CPU seconds, ratio of ${many} to ${few} items`, large.cpuSeconds / small.cpuSeconds, MAX_RATIO),
			atMost(`memory added, ratio of ${many} to ${few} items`, (large.kilobytesPerItem * many) / (small.kilobytesPerItem * few), MAX_RATIO),
			atMost('requests a second', Math.max(small.requestsPerSecond, large.requestsPerSecond), 5),
		],
	};
}

interface ScaleRun {
	items: number;
	cpuSeconds: number;
	kilobytesPerItem: number;
	requests: number;
	requestsPerSecond: number;
	files: number;
}

async function run(items: number): Promise<ScaleRun> {
	const renders = randomRenders(items, 8);
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	const perSecond = new Map<number, number>();
	const progress = api.progress.bind(api);
	api.progress = async (projectKey) => {
		const second = Math.floor(clock.now() / 1_000);
		perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
		return await progress(projectKey);
	};
	api.exportAll();
	const [heapBefore, cpuBefore] = [heapUsed(), process.cpuUsage()];
	const output = await runNode(api, clock, renders.map(({ projectKey }) => projectKey), { timeout: 24 * 60, pacing: 'adaptive' });
	const { user, system } = process.cpuUsage(cpuBefore);
	let requestsPerSecond = 0;
	for (const count of perSecond.values()) requestsPerSecond = Math.max(requestsPerSecond, count);
	return {
		items,
		cpuSeconds: (user + system) / MICROSECONDS_PER_SECOND,
		kilobytesPerItem: (heapUsed() - heapBefore) / 1_024 / items,
		requests: api.requests,
		requestsPerSecond,
		files: output.filter(({ binary }) => binary).length,
	};
}

function heapUsed(): number {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}
