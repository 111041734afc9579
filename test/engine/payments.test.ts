import type { INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { acceptThenReset, always, noFault, rejection, status } from '../simulator/faults';
import { storedCredential } from './credentials';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';
import { LOOP, looped, loopNode, RETRY_ON_FAIL, savedBy, savedContext } from './repeatedRuns';
import { chain } from './testWorkflow';

const NODE = 'aiStudiosExportProject 1';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({}, (started) => ({ engine, simulator } = started));

const sent = () => simulator.requestsTo('exportProject').length;
const paid = () => simulator.exports.length;
const keys = () => simulator.exports.map(({ projectKey }) => String(projectKey));

describe.each(GENERATIONS)('%s:', (generation) => {
	const step = (settings: Partial<INode> = {}, options: INodeParameters = {}) => ({
		node: 'aiStudiosExportProject' as const,
		parameters: exportParameters(generation, options),
		settings,
	});
	const run = async (rows: object[], settings: Partial<INode> = {}, options: INodeParameters = {}) =>
		await engine.run({ rows: rows as never, steps: [step(settings, options)], credential: credentialFor(generation, simulator) });

	describe('Retry On Fail, by the engine', () => {
		test('three rows of which the third gets a 500: three are sent, and the last attempt still names both keys and the row in doubt', async () => {
			simulator.injectFaults('exportProject', [noFault, noFault, status(500)]);
			const { error } = await run(rowsOf(3), RETRY_ON_FAIL);
			expect([sent(), paid()]).toEqual([3, 2]);
			expect(error?.message).toContain('the render may have been accepted');
			expect(error?.description).toContain(`Already exported, and paid for: row 1 (item 0): ${keys()[0]}, row 2 (item 1): ${keys()[1]}.`);
			expect(error?.description).toContain('In doubt: row 3 (item 2).');
			expect(error?.description).toContain('It was not sent again');
		});

		test('two rows with an empty column "error" and Include Input Fields: two are paid, and the node is not repeated', async () => {
			const rows = rowsOf(2).map((row) => ({ ...row, error: '' }));
			const { items } = await run(rows, RETRY_ON_FAIL, { includeInputFields: true });
			expect([sent(), paid()]).toEqual([2, 2]);
			expect(items.map(({ json }) => json)).toEqual(keys().map((projectKey, index) => ({ ...rowsOf(2)[index], projectKey })));
		});

		test('a row that is rejected is sent again at each attempt, the others once', async () => {
			simulator.injectFaults('exportProject', [rejection('Not today.'), noFault, noFault, rejection('Not today.')]);
			const { items } = await run(rowsOf(3), { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' });
			expect([sent(), paid()]).toEqual([5, 3]);
			expect(items.every(({ json }) => json.projectKey !== undefined)).toBe(true);
			expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1]);
		});

		test('four identical rows with Allow Duplicates, the first rejected, so that the engine repeats the node: four are paid', async () => {
			simulator.injectFaults('exportProject', [rejection('Not today.')]);
			const rows = Array.from({ length: 4 }, () => rowsOf(1)[0]);
			const { items } = await run(rows, { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' }, { allowDuplicates: true });
			expect([sent(), paid()]).toEqual([5, 4]);
			expect(items.map(({ json }) => json.projectKey).sort()).toEqual(keys().sort());
		});

		test('identical rows with Allow Duplicates, one of which fails: only that one is sent again', async () => {
			simulator.injectFaults('exportProject', [noFault, rejection('Not today.')]);
			const { error, items } = await run([...rowsOf(1), ...rowsOf(1), ...rowsOf(1)], RETRY_ON_FAIL, { allowDuplicates: true });
			expect(error).toBeUndefined();
			expect(new Set(items.map(({ json }) => json.projectKey)).size).toBe(3);
			expect(paid()).toBe(3);
		});
	});

	describe('Retry of a failed execution', () => {
		test.each(['the workflow as it failed', 'the saved workflow'])('with %s: nothing that was exported is exported again', async (workflow) => {
			simulator.injectFaults('exportProject', [noFault, noFault, rejection('Not today.')]);
			const { nodes, connections } = chain([step()]);
			const credential = credentialFor(generation, simulator);
			const failed = await engine.runWorkflow({ nodes, connections }, { rows: rowsOf(5), credential });
			expect(failed.run.status).toBe('error');
			const before = keys();
			const saved = savedBy(failed.run, workflow === 'the saved workflow' ? nodes : undefined);
			const { items, error } = await engine.runWorkflow({ nodes, connections }, { rows: [], credential, saved, mode: 'retry' });
			expect(error).toBeUndefined();
			expect(paid()).toBe(5);
			expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1, 1, 1]);
			expect(items.slice(0, 2).map(({ json }) => json.projectKey)).toEqual(before.slice(0, 2));
		});

		test('with the address of the execution as webhook, which is another one then: nothing is exported again either', async () => {
			simulator.injectFaults('exportProject', [noFault, noFault, rejection('Not today.')]);
			const workflow = chain([step({}, { webhookUrl: '={{ $execution.resumeUrl }}/rendered' })]);
			const credential = credentialFor(generation, simulator);
			const failed = await engine.runWorkflow(workflow, { rows: rowsOf(3), credential });
			expect(paid()).toBe(2);
			const { items, error } = await engine.runWorkflow(workflow, { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
			expect(error).toBeUndefined();
			expect([sent(), paid()]).toEqual([4, 3]);
			expect(items.map(({ json }) => json.projectKey)).toEqual(keys());
			const webhooks = simulator.requestsTo('exportProject').map(({ body }) => (body as { webhookUrl?: string }).webhookUrl);
			expect(new Set(webhooks).size).toBe(generation === 'v3' ? 2 : 1);
		});

		test('a row in doubt has the same message and description again, and is not sent, while the others are', async () => {
			simulator.injectFaults('exportProject', [acceptThenReset]);
			const { nodes, connections } = chain([step()]);
			const credential = credentialFor(generation, simulator);
			const failed = await engine.runWorkflow({ nodes, connections }, { rows: rowsOf(3), credential });
			expect(sent()).toBe(1);
			const again = await engine.runWorkflow({ nodes, connections }, { rows: [], credential, saved: savedBy(failed.run), mode: 'retry' });
			expect([sent(), paid()]).toEqual([3, 3]);
			expect(again.error?.message).toBe(failed.error?.message);
			const description = /^It was not sent again.*new execution\./.exec(failed.error?.description ?? '')?.[0];
			expect(description).toBeDefined();
			expect(again.error?.description).toContain(description);
			expect(again.error?.description).toContain('In doubt: row 1 (item 0).');
			expect(again.error?.description).toContain(`row 2 (item 1): ${keys()[1]}`);
		});
	});

	describe('a loop', () => {
		const inLoop = async (rows: object[], settings: Partial<INode> = {}, options: INodeParameters = {}) =>
			await engine.runWorkflow(looped(step(settings, options)), {
				rows: rows as never,
				credential: credentialFor(generation, simulator),
				otherNodes: { [LOOP]: loopNode(1) },
			});
		const four = Array.from({ length: 4 }, () => rowsOf(1)[0]);

		test('four identical rows in four turns are paid once, and the later turns say so', async () => {
			const { items, error } = await inLoop(four);
			expect(error).toBeUndefined();
			expect([sent(), paid()]).toEqual([1, 1]);
			expect(items.map(({ json }) => [json.projectKey, json.reused])).toEqual([[keys()[0], undefined], ...[1, 2, 3].map(() => [keys()[0], true])]);
		});

		test('with Allow Duplicates they are paid four times, each once, however often a turn is repeated', async () => {
			simulator.injectFaults('exportProject', four.flatMap(() => [rejection('Not today.'), noFault]));
			const { items } = await inLoop(four, { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' }, { allowDuplicates: true });
			expect([sent(), paid()]).toEqual([8, 4]);
			expect(items.map(({ json }) => json.projectKey)).toEqual(keys());
			expect(items.map(({ json }) => json.reused)).toEqual([undefined, undefined, undefined, undefined]);
		});

		test('a turn that fails, and the execution retried: each row is paid once', async () => {
			simulator.injectFaults('exportProject', [noFault, noFault, rejection('Not today.')]);
			const workflow = looped(step());
			const options = { credential: credentialFor(generation, simulator), otherNodes: { [LOOP]: loopNode(1) } };
			const failed = await engine.runWorkflow(workflow, { ...options, rows: rowsOf(4) });
			expect(failed.error?.message).toContain('Not today.');
			const { items, error } = await engine.runWorkflow(workflow, { ...options, rows: [], saved: savedBy(failed.run), mode: 'retry' });
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.projectKey)).toEqual(keys());
			expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1, 1]);
		});

		test('a row in doubt in one turn is not sent in the next', async () => {
			simulator.injectFaults('exportProject', [acceptThenReset]);
			const { items } = await inLoop(four, { onError: 'continueRegularOutput' });
			expect([sent(), paid()]).toEqual([1, 1]);
			expect(items.map(({ json }) => String(json.error).includes('may have been accepted'))).toEqual([true, true, true, true]);
		});
	});

	test('a dry run is not remembered, and a run remembers no template and no value', async () => {
		const dry = await run(rowsOf(2), {}, { dryRun: true });
		expect(savedContext(dry.run, NODE)).toEqual({ payments: {} });
		const { run: exported } = await run(rowsOf(2));
		const remembered = JSON.stringify(savedContext(exported, NODE));
		for (const key of keys()) expect(remembered).toContain(key);
		expect(remembered).not.toMatch(/Ann|Hello|pictures\.example|scenes/);
	});

	test('what a run certainly did not export is not remembered', async () => {
		simulator.injectFaults('exportProject', [always(status(402))]);
		const { run: failed } = await run(rowsOf(2));
		expect(savedContext(failed, NODE)).toEqual({ payments: {} });
	});
});

test('the memory of 1,000 exports takes less than 150 kB', async () => {
	const { run } = await engine.run({
		rows: rowsOf(1_000),
		steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters('v2') }],
		credential: credentialFor('v2', simulator),
	});
	expect(paid()).toBe(1_000);
	const bytes = JSON.stringify(savedContext(run, NODE)).length;
	expect(bytes).toBeGreaterThan(40_000);
	expect(bytes).toBeLessThan(150_000);
});

test('a dry run of a row says nothing about an equal row that is exported', async () => {
	const rows = [true, false, true, false].map((dryRun) => ({ ...rowsOf(1)[0], dryRun }));
	const steps = [{ node: 'aiStudiosExportProject' as const, parameters: exportParameters('v3', { dryRun: '={{ $json.dryRun }}' }) }];
	const { items, error } = await engine.run({ rows, steps, credential: credentialFor('v3', simulator) });
	expect(error).toBeUndefined();
	expect(paid()).toBe(1);
	expect(items.map(({ json }) => [json.projectKey, json.duplicateOf])).toEqual([[undefined, undefined], [keys()[0], undefined], [undefined, 0], [keys()[0], 1]]);
});

test('an export whose credential cannot be read again after its response is paid for, and has its key', async () => {
	const credential = credentialFor('v3', simulator);
	const { helper } = storedCredential(engine.credentialType(), credential);
	const { getDecrypted } = helper;
	helper.getDecrypted = async (...details) => {
		if (paid() > 0) throw new Error('The database is busy');
		return await getDecrypted(...details);
	};
	const steps = [{ node: 'aiStudiosExportProject' as const, parameters: exportParameters('v3') }];
	const { items, error } = await engine.run({ rows: rowsOf(1), steps, credential, server: { credentialsHelper: helper } });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.projectKey)).toEqual(keys());
});
