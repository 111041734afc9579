import { SECOND } from '../nodes/shared/core/clock';
import { FakeClock } from '../test/core/fakeClock';
import { likeTheTutorial, oneAfterTheOther } from './loops';
import { runNode } from './nodeRun';
import { drawRenders, type Render } from './renders';
import { atLeast, atMost, median, type Figure } from './report';
import { Studio } from './studio';

const PROJECTS = 50;

/** How one way of waiting came through a batch. Times are milliseconds. */
interface Course {
	lastFile: number;
	requestsPerProject: number;
	/** From a render's end to the begin of its download. */
	lags: number[];
}

type Way = (studio: Studio, clock: FakeClock, keys: string[]) => Promise<unknown>;

const WAYS: Array<[string, Way]> = [
	['this node', async (studio, clock, keys) => await runNode(studio, clock, keys)],
	['this node, pacing fixed', async (studio, clock, keys) => await runNode(studio, clock, keys, { pacing: 'fixed' })],
	['one item after the other, buffered', oneAfterTheOther],
	["the tutorial's loop", likeTheTutorial],
];

/** 50 projects at once: the time to the last file, and the requests it takes. */
export async function batch(): Promise<Figure> {
	const renders = drawRenders(PROJECTS, 1);
	const ideal = Math.max(...renders.map(({ duration, downloadTime }) => duration + downloadTime));
	const courses: Course[] = [];
	for (const [, way] of WAYS) courses.push(await course(renders, way));
	const [ours] = courses;
	const tutorial = courses[courses.length - 1];
	return {
		title: `1. ${PROJECTS} projects: time to the last file`,
		how: `Renders of 1 to 10 minutes (seeded, eight shapes of progress) on a fake clock; every answer takes 0.15 s, a file 0.5 to 3 s. The ideal is the slowest render plus its own download. The tutorial exports a project when the one before is done; for the others all are exported at the start. "Waits" is the time from a render's end to the begin of its download. The node runs as shipped, with n8n's helpers answered from memory.`,
		tables: [
			{
				columns: ['', 'last file after', 'over ideal', 'requests a project', 'waits, median', 'waits, longest', 'times as long'],
				rows: [
					['ideal', `${(ideal / SECOND).toFixed(0)} s`, 1, 0, '0 s', '0 s', ideal / ours.lastFile],
					...WAYS.map(([name], index) => rowOf(name, courses[index], ideal, ours)),
				],
			},
		],
		checks: [
			atMost('time to the last file over the ideal', ours.lastFile / ideal, 1.05),
			atLeast("times faster than the tutorial's loop", tutorial.lastFile / ours.lastFile, 20),
		],
	};
}

async function course(renders: Render[], way: Way): Promise<Course> {
	const clock = new FakeClock();
	const studio = new Studio(clock, renders);
	const keys = renders.map(({ projectKey }) => projectKey);
	studio.exportAllNow();
	await way(studio, clock, keys);
	return {
		lastFile: Math.max(...studio.fileThere.values()),
		requestsPerProject: studio.requests / keys.length,
		lags: keys.map((key) => (studio.downloadBegun.get(key) ?? Number.NaN) - studio.endOf(key)),
	};
}

function rowOf(name: string, { lastFile, requestsPerProject, lags }: Course, ideal: number, ours: Course) {
	const seconds = (ms: number) => `${(ms / SECOND).toFixed(1)} s`;
	return [
		name,
		`${(lastFile / SECOND).toFixed(0)} s`,
		lastFile / ideal,
		requestsPerProject,
		seconds(median(lags)),
		seconds(Math.max(...lags)),
		lastFile / ours.lastFile,
	];
}
