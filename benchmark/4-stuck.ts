import { MINUTE, SECOND } from '../nodes/shared/core/clock';
import { FakeClock } from '../test/core/fakeClock';
import { oneAfterTheOther } from './loops';
import { runNode } from './nodeRun';
import { drawRenders, type Render } from './renders';
import { atMost, type Figure } from './report';
import { Studio } from './studio';

const INTERVAL = 3 * SECOND;
const ROUNDS = [1, 2, 3, 4, 5];

/** One render that never ends among 50: the others must not notice. */
export async function stuck(): Promise<Figure> {
	const rows: Array<Array<string | number>> = [];
	const later: number[] = [];
	for (const seed of ROUNDS) {
		const [first, ...others] = drawRenders(50, 40 + seed);
		const withStuck = [{ ...first, duration: Number.POSITIVE_INFINITY }, ...others];
		const [without, among, loop] = [await lastOf(others, others), await lastOf(withStuck, others), await loopWith(withStuck)];
		later.push(Math.max(0, among - without));
		rows.push([`seed ${40 + seed}`, seconds(without), seconds(among), seconds(among - without), loop]);
	}
	return {
		title: '4. One stuck render among 50',
		how: 'When the last of the other 49 files is there, in the node as shipped and on a fake clock: without the stuck one, and with it as the first item (time-out 60 minutes). n8n hands all items on when the node has ended; the files are stored by then.',
		tables: [{ columns: ['', '49 alone', 'beside a stuck one', 'difference', 'one after the other, in the same hour'], rows }],
		checks: [atMost('the most that the 49 are later, in poll intervals', Math.max(...later) / INTERVAL, 1)],
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
