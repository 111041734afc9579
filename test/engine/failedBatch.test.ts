import type { Simulator } from '../simulator';
import { acceptThenReset, htmlPage, noFault, rejection, status, times } from '../simulator/faults';
import type { Engine, RunError } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { keepLog } from './n8nLog';

let engine: Engine;
let log: object[];
let simulator: Simulator;
beforeAll(() => (log = keepLog()));
beforeEach(() => (log.length = 0));
withFreshSimulator({}, (started) => ({ engine, simulator } = started));

/** "rows 22 to 30 (items 21 to 29)" and "row 21 (item 20)" as row numbers. */
function rowsIn(text: string): number[] {
	return [...text.matchAll(/rows? (\d+)(?: to (\d+))? \(items? (\d+)(?: to (\d+))?\)/g)].flatMap(([, first, last = first, firstItem, lastItem = firstItem]) => {
		expect([Number(firstItem) + 1, Number(lastItem) + 1]).toEqual([Number(first), Number(last)]);
		return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
	});
}

/** The sentence of the description that begins so. */
function sentence({ description }: RunError, start: string): string {
	const [, text] = (description ?? '').split(`${start}: `);
	if (text === undefined) throw new Error(`"${start}" is not in: ${description}`);
	return text.slice(0, text.search(/\.( |$)/));
}

describe.each(GENERATIONS)('%s: an error that ends a batch', (generation) => {
	const run = async (count: number) =>
		await engine.run({
			rows: rowsOf(count),
			steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }],
			credential: credentialFor(generation, simulator),
		});

	test('30 rows, the response to the 21st lost: which key belongs to which row, which row is in doubt, which were not exported', async () => {
		simulator.injectFaults('exportProject', [...times(20, noFault), acceptThenReset]);
		const { error } = await run(30);
		const keyOfRow = new Map(simulator.exports.map(({ body, projectKey }) => [Number(/Ann (\d+)/.exec(JSON.stringify(body))?.[1]) + 1, String(projectKey)]));
		expect(error?.context?.itemIndex).toBe(20);
		expect(error?.description).toContain('In doubt: row 21 (item 20).');
		const exported = sentence(error as RunError, 'Already exported, and paid for');
		const listed = [...exported.matchAll(/row (\d+) \(item \d+\): ([^,]+)/g)].map(([, row, key]) => [Number(row), key] as const);
		for (const [row, key] of listed) expect(key).toBe(keyOfRow.get(row));
		const rows = [...listed.map(([row]) => row), 21, ...rowsIn(sentence(error as RunError, 'Not exported'))];
		expect(rows.sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
		expect(simulator.exports).toHaveLength(listed.length + 1);
		expect(error?.description).toContain('retry this execution from the list of executions');
	});

	test('120 rows: lists are capped and say so, and the log has every key', async () => {
		simulator.injectFaults('exportProject', [...times(110, noFault), rejection('Not today.')]);
		const { error } = await run(120);
		const keys = simulator.exports.map(({ projectKey }) => String(projectKey));
		expect(keys.length).toBeGreaterThanOrEqual(110);
		expect(error?.description).toContain(` and ${keys.length - 50} more. The log of n8n contains all of them.`);
		expect(error?.description?.match(/\(item \d+\): /g)).toHaveLength(50);
		expect((error?.description ?? '').length).toBeLessThan(5_000);
		const logged = JSON.stringify(log);
		for (const key of keys) expect(logged).toContain(key);
	});

	test('one row: nothing but its own message and description', async () => {
		simulator.injectFaults('exportProject', [rejection('Not today.')]);
		const { error } = await run(1);
		expect(error?.description).toBe('Correct what the message names, then run this item again. This item was not exported.');
	});

	test.each([
		['a web page with status 200', htmlPage(), /check the server in the AI Studios API credential/],
		['a bare 404', status(404, { body: 'not found' }), /check the server in the AI Studios API credential.*This item was not exported/],
	])('%s for an export says to check the server', async (_title, fault, description) => {
		simulator.injectFaults('exportProject', [fault]);
		const { error } = await run(1);
		expect(error?.description).toMatch(description);
		expect(simulator.requestsTo('exportProject')).toHaveLength(1);
	});
});
