import { atMost, median, type BenchmarkResult, type Table } from './report';
import { scaleCases, type ScaleRun } from './scaleRuns';
import { stopCases } from './stopRuns';

/** Fewer add too little memory to measure it. */
const [FEW, MANY] = [1_000, 10_000];
const MAX_RATIO = 11;
/** Of the few items, whose run is at the mercy of the compiler; one before them warms up. */
const ROUNDS = 3;

interface Scaling {
	title: string;
	small: ScaleRun;
	large: ScaleRun;
}

/** Ten times the items in one execution: ten times the work, not a hundred. */
export async function scale(quick: boolean): Promise<BenchmarkResult> {
	const scalings: Scaling[] = [];
	for (const { title, run } of scaleCases(quick)) {
		scalings.push({ title, small: await typicalRun(run, FEW), large: await run(MANY) });
	}
	const stops: Array<[title: string, cpuSeconds: number]> = [];
	for (const { title, stop } of stopCases()) stops.push([title, await stop(MANY)]);
	const table = (caption: string, valueOf: (run: ScaleRun) => number, totalOf = valueOf): Table => ({
		caption,
		columns: ['', `${FEW} items`, `${MANY} items`, 'ratio of the totals'],
		rows: scalings.map(({ title, small, large }) => [title, valueOf(small), valueOf(large), ratio(totalOf(small), totalOf(large))]),
	});
	const worst = (valueOf: (run: ScaleRun) => number) => Math.max(...scalings.map(({ small, large }) => ratio(valueOf(small), valueOf(large))));
	const waits = scalings.filter(({ title }) => title.includes('Wait'));
	return {
		title: `8. ${MANY} items in one execution`,
		method: `Nodes as shipped on a fake clock, with n8n's helpers simulated in memory; renders of 1 to 10 minutes, responses after 0.15 s. The ${FEW} items are the median of ${ROUNDS} runs after one that warms up. CPU is that of the whole process. Memory is the growth of the heap after garbage collection, either when the last item has ended and everything is still in use or with the output, whichever is more; the simulated API is included. Requests are counted in every second of the fake clock. Stop comes after 20 s of the fake clock.`,
		tables: [
			table('CPU seconds', ({ cpuSeconds }) => cpuSeconds),
			table('Kilobytes of memory added per item', ({ kilobytes, items }) => kilobytes / items, ({ kilobytes }) => kilobytes),
			table('Requests to the API', ({ requests }) => requests),
			table('Requests in the second with the most', ({ requestsPerSecond }) => requestsPerSecond),
			{ caption: 'CPU seconds from Stop to the end of the node', columns: ['', `${MANY} items`], rows: stops },
		],
		targets: [
			atMost('CPU seconds, ratio, all cases', worst(({ cpuSeconds }) => cpuSeconds), MAX_RATIO),
			atMost('memory added, ratio, all cases', worst(({ kilobytes }) => kilobytes), MAX_RATIO),
			atMost('requests a second, ratio, all cases', worst(({ requestsPerSecond }) => requestsPerSecond), MAX_RATIO),
			atMost(`CPU seconds from Stop to the end, ${MANY} items`, Math.max(...stops.map(([, cpuSeconds]) => cpuSeconds)), 1),
			atMost('polls a second', Math.max(...waits.flatMap(({ small, large }) => [small.requestsPerSecond, large.requestsPerSecond])), 5),
		],
	};
}

async function typicalRun(run: (items: number) => Promise<ScaleRun>, items: number): Promise<ScaleRun> {
	await run(items);
	const runs: ScaleRun[] = [];
	for (let round = 0; round < ROUNDS; round += 1) runs.push(await run(items));
	const medianOf = (name: 'cpuSeconds' | 'kilobytes') => median(runs.map((one) => one[name]));
	return { ...runs[0], cpuSeconds: medianOf('cpuSeconds'), kilobytes: medianOf('kilobytes') };
}

/** A dry run sends nothing, and ten times nothing is no more. */
function ratio(small: number, large: number): number {
	return small === large ? 1 : large / small;
}
