import type { INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({}, (started) => ({ engine, simulator } = started));

describe.each(GENERATIONS)('%s: Existing Project Key', (generation) => {
	const withKeys = (...existing: unknown[]) => existing.map((key, index) => ({ ...rowsOf(index + 1)[index], 'Project Key': key }));
	const run = async (rows: object[], options: INodeParameters = {}, parameters: INodeParameters = {}, onError?: INode['onError']) =>
		await engine.run({
			rows: rows as never,
			steps: [
				{
					node: 'aiStudiosExportProject',
					parameters: { ...exportParameters(generation, { existingProjectKey: "={{ $json['Project Key'] }}", ...options }), ...parameters },
					onError,
				},
			],
			credential: credentialFor(generation, simulator),
		});

	test('only the rows without a key are exported, and the others continue with theirs', async () => {
		const { items, hints, error } = await run(withKeys('key-of-yesterday', '', ' padded-key ', null));
		expect(error).toBeUndefined();
		const [second, fourth] = simulator.exports.map(({ projectKey }) => projectKey);
		expect(items.map(({ json }) => [json.projectKey, json.reused])).toEqual([
			['key-of-yesterday', true],
			[second, undefined],
			['padded-key', true],
			[fourth, undefined],
		]);
		expect(simulator.requestsTo('exportProject')).toHaveLength(2);
		expect(hints.join()).toContain('2 of 4 items have a project key already and were not exported again.');
	});

	test('a sheet whose rows all have a key needs no template and sends nothing', async () => {
		const { items, error } = await run(withKeys('one', 'two'), {}, { template: '' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: 'one', reused: true }, { projectKey: 'two', reused: true }]);
		expect(simulator.requests).toEqual([]);
	});

	test('the key is waited for like one that was just exported', async () => {
		const { key } = simulator.addProject({ generation, seconds: 0 });
		const { items } = await engine.run({
			rows: [{ 'Project Key': key }],
			steps: [
				{ node: 'aiStudiosExportProject', parameters: exportParameters(generation, { existingProjectKey: "={{ $json['Project Key'] }}" }) },
				{ node: 'aiStudiosWaitAndDownload' },
			],
			credential: credentialFor(generation, simulator),
		});
		expect((await engine.bytes(items[0])).equals(simulator.videoOf(key))).toBe(true);
		expect(simulator.exports).toEqual([]);
	});

	test('a malformed key is the error of its own item', async () => {
		const { items } = await run(withKeys('../../auth', ''), {}, {}, 'continueRegularOutput');
		expect(items[0].json.error).toContain('project key');
		expect(items[1].json.projectKey).toBe(simulator.exports[0].projectKey);
		expect(simulator.requestsTo('exportProject')).toHaveLength(1);
	});

	test('a malformed key stops a run before anything is sent', async () => {
		const { error } = await run(withKeys('', '../../auth'));
		expect(error?.message).toContain('project key');
		expect(error?.context?.itemIndex).toBe(1);
		expect(simulator.requests).toEqual([]);
	});

	test('a dry run returns no projectKey for it', async () => {
		const { items } = await run(withKeys('key-of-yesterday', ''), { dryRun: true });
		expect(items[0].json).toEqual({ existingProjectKey: 'key-of-yesterday', reused: true });
		expect(items[1].json).toHaveProperty('request');
		expect(items.every(({ json }) => json.projectKey === undefined)).toBe(true);
		expect(simulator.requests).toEqual([]);
	});

	test('the fields of the row stay with Include Input Fields', async () => {
		const [row] = withKeys('key-of-yesterday');
		const { items } = await run([row], { includeInputFields: true });
		expect(items[0].json).toEqual({ ...row, projectKey: 'key-of-yesterday', reused: true });
	});
});
