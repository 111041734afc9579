import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { itemsOf } from './executions';
import { checkEqual, outcomesOf } from './outcome';
import { rowOf } from './renderCases';
import type { StoredExecution } from './restartable';
import type { Site } from './survivalSite';
import { EXPORT, referenceOf, WAIT } from './survivalWorkflows';
import { until } from './until';

const TO_PARK_SECONDS = 60;
const TO_WAKE_SECONDS = 200;
const TO_END_SECONDS = 420;

/** Starts workflows, and waits until each is parked. */
export async function park({ n8n }: Site, rows: Record<string, IDataObject[]>): Promise<void> {
	for (const [id, values] of Object.entries(rows)) await n8n.call(id, { rows: values });
	for (const id of Object.keys(rows)) {
		await n8n.until(`${id} should be parked`, id, (all) => all.length > 0 && all.every(({ status }) => status === 'waiting'), TO_PARK_SECONDS);
	}
}

/** Waits until the slowest render of each workflow was polled so often, and the next pause has begun: an execution beside that of the workflow and that of the wait. */
export async function parkedAgain({ n8n, simulator }: Site, ids: string[], polls: number): Promise<void> {
	for (const id of ids) {
		const [slowest] = keysOf({ simulator }, id);
		await until(`${id} should be polled again`, async () => await Promise.resolve(simulator.requestsTo('progress', slowest).length >= polls), TO_WAKE_SECONDS);
		await n8n.until(`${id} should be parked again`, id, (all) => all.length > polls + 1 && areParked(all), TO_PARK_SECONDS);
	}
}

/** After restarts: a pause that n8n overwrote when it started stays crashed. */
function areParked(all: StoredExecution[]): boolean {
	return all[0].status === 'waiting' && all.at(-1)?.status === 'waiting' && all.every(({ status }) => ['waiting', 'crashed'].includes(status));
}

/** The first execution of a workflow, once it and those that waited for it have ended. */
export async function ended({ n8n }: Site, id: string): Promise<Required<StoredExecution>> {
	const [first] = await n8n.untilEnded(id, TO_END_SECONDS);
	return await n8n.execution(first.id);
}

/** The items that a node output in its last run, one list per output. */
export function outputsOf({ data }: Pick<Required<StoredExecution>, 'data'>, node = WAIT): INodeExecutionData[][] {
	return (data.resultData.runData[node]?.at(-1)?.data?.main ?? []).map((items) => items ?? []);
}

/** What the export of a workflow output, for the same wait without the option. */
export async function exported({ n8n }: Site, id: string): Promise<IDataObject[]> {
	const [first] = await n8n.executions(id);
	return itemsOf(await n8n.execution(first.id), EXPORT).map(({ json }) => json);
}

/** @throws when the outputs differ in more than polls and time */
export async function checkSame(site: Site, id: string): Promise<INodeExecutionData[][]> {
	const outputs = outputsOf(await ended(site, id));
	const wanted = outputsOf(await ended(site, referenceOf(id)));
	const [found, expected] = await Promise.all([outputs, wanted].map(async (lists) => await outcomesOf(lists.flat(), site.n8n.n8n)));
	checkEqual(id, [outputs.map(({ length }) => length), ...found], [wanted.map(({ length }) => length), ...expected]);
	return outputs;
}

/** @returns how many exports a workflow made; @throws when one was made twice */
export function exportsOf({ simulator }: Site, id: string): number {
	const twice = [...simulator.exportsPerBody()].filter(([, count]) => count > 1);
	if (twice.length > 0) throw new Error(`Exported more than once: ${JSON.stringify(twice)}`);
	return keysOf({ simulator }, id).length;
}

/** In the sequence of the rows. */
export function keysOf({ simulator }: Pick<Site, 'simulator'>, id: string): string[] {
	const keys = simulator.exports.flatMap((request) => {
		const row = rowOf(request);
		return row?.workflow === id ? [{ index: row.index, key: String(request.projectKey) }] : [];
	});
	return keys.sort((one, other) => one.index - other.index).map(({ key }) => key);
}
