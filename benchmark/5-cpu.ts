/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the processor time of this process; not shipped */
import { MINUTE } from '../nodes/shared/core/clock';
import { FakeClock } from '../test/core/fakeClock';
import { runNode } from './nodeRun';
import { drawRenders } from './renders';
import { atMost, median, type Figure } from './report';
import { Studio } from './studio';

const SECONDS = 1e-6;
const ITEMS = 1_000;

/** A thousand items, each ten minutes in work: what the node itself costs. */
export async function cpu(quick: boolean): Promise<Figure> {
	const rounds = quick ? 3 : 5;
	const rows: Array<Array<string | number>> = [];
	const medians: number[] = [];
	for (const pacing of ['adaptive', 'fixed']) {
		const runs = [];
		for (let round = 0; round < rounds; round += 1) runs.push(await run(pacing));
		const used = runs.map((one) => one.cpuSeconds);
		medians.push(median(used));
		rows.push([pacing, median(used), used[0], runs[0].requests, runs[0].files, runs[0].passed]);
	}
	return {
		title: '5. 1,000 renders of ten minutes: CPU time',
		how: `User and system time of the whole process, compiler and garbage collector included, while the shipped node's \`execute\` runs on a fake clock, from the first item to the last file: parameters, scheduler, its own timers, requests, judging and reading answers, pacing, downloads, items. n8n's HTTP client is answered from memory and not counted; the fake clock and the fake service are counted. ${rounds} runs in one process, as n8n stays up; the first of all is the cold one.`,
		tables: [{ columns: ['pacing', 'CPU seconds, median', 'the first', 'requests', 'files', 'time that passed for the node'], rows }],
		checks: [atMost('CPU seconds for 1,000 items', medians[0], 2)],
	};
}

async function run(pacing: string) {
	const renders = drawRenders(ITEMS, 5).map((render) => ({ ...render, duration: 10 * MINUTE }));
	const clock = new FakeClock();
	const studio = new Studio(clock, renders);
	studio.exportAllNow();
	const before = process.cpuUsage();
	const items = await runNode(studio, clock, renders.map(({ projectKey }) => projectKey), { pacing });
	const { user, system } = process.cpuUsage(before);
	return {
		cpuSeconds: (user + system) * SECONDS,
		requests: studio.requests,
		files: items.filter(({ binary }) => binary).length,
		passed: `${Math.round(clock.now() / MINUTE)} min`,
	};
}
