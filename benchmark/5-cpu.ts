/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the processor time of this process; not shipped */
import { MINUTE } from '../nodes/shared/core/clock';
import { FakeClock } from '../test/core/fakeClock';
import { runNode } from './nodeRun';
import { drawRenders } from './renders';
import { atMost, type Figure } from './report';
import { Studio } from './studio';

const MICRO = 1e-6;

/** A thousand items, each ten minutes in work: what the node itself costs. */
export async function cpu(): Promise<Figure> {
	const ways = [
		{ name: 'as shipped (adaptive)', options: {} },
		{ name: 'pacing fixed', options: { pacing: 'fixed' } },
	];
	const rows: Array<Array<string | number>> = [];
	const used: number[] = [];
	for (const { name, options } of ways) {
		const renders = drawRenders(1_000, 5).map((render) => ({ ...render, duration: 10 * MINUTE }));
		const clock = new FakeClock();
		const studio = new Studio(clock, renders);
		studio.exportAllNow();
		const before = process.cpuUsage();
		const items = await runNode(studio, clock, renders.map(({ projectKey }) => projectKey), options);
		const { user, system } = process.cpuUsage(before);
		used.push((user + system) * MICRO);
		rows.push([name, used[used.length - 1], studio.requests, items.filter(({ binary }) => binary).length, `${Math.round(clock.now() / MINUTE)} min`]);
	}
	return {
		title: '5. 1,000 renders of ten minutes: CPU time',
		how: "User and system time of the process while the shipped node's `execute` runs on a fake clock, from the first item to the last file: parameters, scheduler, its own timers, requests, judging and reading answers, pacing, downloads, items. n8n's HTTP client is answered from memory and not counted; the fake clock and the fake service are counted.",
		tables: [{ columns: ['', 'CPU seconds', 'requests', 'files', 'time that passed for the node'], rows }],
		checks: [atMost('CPU seconds for 1,000 items', used[0], 2)],
	};
}
