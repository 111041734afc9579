import { FakeClock } from '../test/core/fakeClock';
import { runNode } from './nodeRun';
import { randomRenders, type Render } from './renders';
import { atLeast, atMost, formatSeconds, median, type BenchmarkResult } from './report';
import { sequentialLoop, tutorialLoop } from './simpleLoops';
import { SimulatedApi } from './simulatedApi';

const PROJECTS = 50;

/** How a batch went with one strategy. */
interface BatchTimes {
	lastFileMs: number;
	requestsPerProject: number;
	/** From the end of a render to the start of its download, one per project. */
	delaysMs: number[];
}

type Strategy = (api: SimulatedApi, clock: FakeClock, projectKeys: string[]) => Promise<unknown>;

const STRATEGIES: Array<[name: string, strategy: Strategy]> = [
	['this node', async (api, clock, keys) => await runNode(api, clock, keys)],
	['this node, fixed pacing', async (api, clock, keys) => await runNode(api, clock, keys, { pacing: 'fixed' })],
	['one item at a time, buffered', sequentialLoop],
	["the tutorial's loop", tutorialLoop],
];

/** 50 projects at once: the time until the last file, and the requests it takes. */
export async function batch(): Promise<BenchmarkResult> {
	const renders = randomRenders(PROJECTS, 1);
	const idealMs = Math.max(...renders.map(({ durationMs, downloadMs }) => durationMs + downloadMs));
	const results: BatchTimes[] = [];
	for (const [, strategy] of STRATEGIES) results.push(await runBatch(renders, strategy));
	const [node] = results;
	const tutorial = results[results.length - 1];
	return {
		title: `1. ${PROJECTS} projects: time until the last file`,
		method: `Renders of 1 to 10 minutes (seeded, eight progress curves) on a fake clock; each API response takes 0.15 s, each download 0.5 to 3 s. The ideal is the slowest render plus its download. The tutorial exports each project when the previous one is finished; for the others, all projects are exported at the start. The delay is the time from the end of a render to the start of its download. The node runs as shipped, with n8n's helpers simulated in memory.`,
		tables: [
			{
				columns: ['', 'last file', 'ratio to ideal', 'requests per project', 'delay, median', 'delay, max', 'ratio to this node'],
				rows: [
					['ideal', formatSeconds(idealMs, 0), 1, 0, '0 s', '0 s', idealMs / node.lastFileMs],
					...STRATEGIES.map(([name], index) => rowFor(name, results[index], idealMs, node)),
				],
			},
		],
		targets: [
			atMost('time until the last file, ratio to the ideal', node.lastFileMs / idealMs, 1.05),
			atLeast("time of the tutorial's loop, ratio to this node", tutorial.lastFileMs / node.lastFileMs, 20),
		],
	};
}

async function runBatch(renders: Render[], strategy: Strategy): Promise<BatchTimes> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	const keys = renders.map(({ projectKey }) => projectKey);
	api.exportAll();
	await strategy(api, clock, keys);
	return {
		lastFileMs: Math.max(...api.downloadedAt.values()),
		requestsPerProject: api.requests / keys.length,
		delaysMs: keys.map((key) => (api.downloadStartedAt.get(key) ?? Number.NaN) - api.renderEndsAt(key)),
	};
}

function rowFor(name: string, { lastFileMs, requestsPerProject, delaysMs }: BatchTimes, idealMs: number, node: BatchTimes) {
	return [
		name,
		formatSeconds(lastFileMs, 0),
		lastFileMs / idealMs,
		requestsPerProject,
		formatSeconds(median(delaysMs)),
		formatSeconds(Math.max(...delaysMs)),
		lastFileMs / node.lastFileMs,
	];
}
