import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { FakeClock } from '../test/core/fakeClock';
import { GENERATIONS, rowsOf, type Generation } from '../test/engine/generations';
import { Meter } from './meter';
import { runExport, runNode } from './nodeRun';
import { randomRenders } from './renders';
import { SimulatedApi } from './simulatedApi';

/** What one execution took. */
export interface ScaleRun {
	items: number;
	cpuSeconds: number;
	kilobytes: number;
	requests: number;
	/** In the second of the clock with the most of them. */
	requestsPerSecond: number;
}

/** Runs a node with so many items. */
type Work = (items: number, generation: Generation) => Promise<ScaleRun>;

/** A quick benchmark runs the first two. */
const WORK: Array<[title: string, work: Work]> = [
	['Wait and Download', wait],
	['Export Project', exportRows(rowsOf, {})],
	['Export Project, dry run', exportRows(rowsOf, { dryRun: true })],
	['Export Project, equal rows', exportRows(equalRows, {})],
	['Export Project, equal rows, Allow Duplicates', exportRows(equalRows, { allowDuplicates: true })],
	['the same run again, all paid for', exportAgain(equalRows, { allowDuplicates: true })],
];

export interface ScaleCase {
	title: string;
	run(items: number): Promise<ScaleRun>;
}

export function scaleCases(quick: boolean): ScaleCase[] {
	const work = quick ? WORK.slice(0, 2) : WORK;
	return GENERATIONS.flatMap((generation) => work.map(([title, run]) => ({ title: `${generation}: ${title}`, run: async (items) => await run(items, generation) })));
}

async function wait(items: number, generation: Generation): Promise<ScaleRun> {
	const renders = randomRenders(items, 8);
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, renders);
	api.exportAll();
	const projectKeys = renders.map(({ projectKey }) => projectKey);
	const options = { timeout: 24 * 60 };
	return await measured(api, items, async (onEnd) => await runNode(api, clock, projectKeys, options, { generation, onEnd }), ({ binary }) => binary !== undefined);
}

function exportRows(rowsFor: (count: number) => IDataObject[], options: IDataObject): Work {
	return async (items, generation) => await exportOnce(rowsFor(items), options, generation, {});
}

/** As n8n does with Retry On Fail, or when a failed execution is retried. */
function exportAgain(rowsFor: (count: number) => IDataObject[], options: IDataObject): Work {
	return async (items, generation) => await exportOnce(rowsFor(items), options, generation, await contextAfter(rowsFor(items), options, generation));
}

/** What the node keeps of a run. A function of its own, so that nothing else of the run stays in memory. */
async function contextAfter(rows: IDataObject[], options: IDataObject, generation: Generation): Promise<IDataObject> {
	const [nodeContext, clock]: [IDataObject, FakeClock] = [{}, new FakeClock()];
	await runExport(new SimulatedApi(clock, []), clock, rows, options, { generation, nodeContext });
	return nodeContext;
}

async function exportOnce(rows: IDataObject[], options: IDataObject, generation: Generation, nodeContext: IDataObject): Promise<ScaleRun> {
	const clock = new FakeClock();
	const api = new SimulatedApi(clock, []);
	const run = async (onEnd: () => void) => await runExport(api, clock, rows, options, { generation, nodeContext, onEnd });
	return await measured(api, rows.length, run, ({ json }) => (json.projectKey ?? json.request) !== undefined);
}

function equalRows(count: number): IDataObject[] {
	const [row] = rowsOf(1);
	return Array.from({ length: count }, () => ({ ...row }));
}

/** @throws Error when an item did not become what it should */
async function measured(api: SimulatedApi, items: number, run: (onEnd: () => void) => Promise<INodeExecutionData[]>, isDone: (item: INodeExecutionData) => boolean): Promise<ScaleRun> {
	const meter = await Meter.start();
	const output = await run(() => meter.sample());
	meter.sample();
	const done = output.filter(isDone).length;
	if (done !== items) throw new Error(`Only ${done} of ${items} items are done`);
	return { items, cpuSeconds: meter.cpuSeconds, kilobytes: meter.kilobytesAdded, requests: api.requests, requestsPerSecond: api.mostPerSecond };
}
