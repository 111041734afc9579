import { MINUTE, SECOND } from '../nodes/shared/core/clock';
import { FakeClock } from '../test/core/fakeClock';
import { oneAfterTheOther } from './loops';
import { runNode } from './nodeRun';
import { drawRenders, type Render } from './renders';
import { atMost, median, type Figure } from './report';
import { Studio } from './studio';

const INTERVAL = 3 * SECOND;
const SEEDS = [41, 42, 43, 44, 45, 46, 47, 48, 49];

/** One render that never ends among 50: the others must not notice. */
export async function stuck(): Promise<Figure> {
	const rows: Array<Array<string | number>> = [];
	const differences: number[] = [];
	for (const seed of SEEDS) {
		const [first, ...others] = drawRenders(50, seed);
		const withStuck = [{ ...first, duration: Number.POSITIVE_INFINITY }, ...others];
		const [alone, again] = [await lastOf(others, others), await lastOf(others, others)];
		const among = await lastOf(withStuck, others);
		differences.push(Math.abs(among - alone));
		rows.push([`seed ${seed}`, seconds(alone), seconds(again), seconds(among), await loopWith(withStuck)]);
	}
	return {
		title: '4. One stuck render among 50',
		how: 'When the last of the other 49 files is there, in the node as shipped and on a fake clock: twice without the stuck one (the jitter of the delays makes two runs differ), and with it as the first item (time-out 60 minutes). n8n hands all items on when the node has ended; the files are stored by then.',
		tables: [{ columns: ['', '49 alone', '49 alone, again', 'beside a stuck one', 'one after the other, in an hour'], rows }],
		checks: [atMost('difference a stuck one makes, in poll intervals, median', median(differences) / INTERVAL, 1)],
	};
}

/** When the last file of `counted` is there, in milliseconds. */
async function lastOf(renders: Render[], counted: Render[]): Promise<number> {
	const clock = new FakeClock();
	const studio = new Studio(clock, renders);
	studio.exportAllNow();
	await runNode(studio, clock, renders.map(({ projectKey }) => projectKey));
	return Math.max(...counted.map(({ projectKey }) => studio.fileThere.get(projectKey) ?? Number.POSITIVE_INFINITY));
}

/** The plain loop never comes to the second item. */
async function loopWith(renders: Render[]): Promise<string> {
	const clock = new FakeClock();
	const studio = new Studio(clock, renders);
	studio.exportAllNow();
	const hour = clock.sleep(60 * MINUTE).then(() => clock.stop());
	const loop = oneAfterTheOther(studio, clock, renders.map(({ projectKey }) => projectKey)).catch(() => {});
	await Promise.all([hour, loop]);
	return `${studio.fileThere.size} files`;
}

function seconds(ms: number): string {
	return `${(ms / SECOND).toFixed(1)} s`;
}
