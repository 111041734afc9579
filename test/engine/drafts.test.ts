import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { noFault, rejection } from '../simulator/faults';
import { callV3, exchangeToken } from '../simulator/testing';
import { exportDesigned } from './designedRuns';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, rowsOf, type Generation } from './generations';
import { PARROT_ROW, parrotProject } from './parrotProject';
import { RETRY_ON_FAIL, savedBy } from './repeatedRuns';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({}, (started) => ({ engine, simulator } = started));

const DRAFT = { draftOnly: true };
const DRAFT_HINT = (drafts: number, items: number) => `${drafts} of ${items} items are drafts: they are not rendered until you render them in AI Studios.`;

const bodies = () => simulator.requestsTo('exportProject').map(({ body }) => body as IDataObject);
const keys = () => simulator.requestsTo('exportProject').map(({ projectKey }) => projectKey);

interface DraftRun {
	rows?: IDataObject[];
	options?: INodeParameters;
	generation?: Generation;
	settings?: Partial<INode>;
	andWait?: INodeParameters;
}

async function run({ rows = rowsOf(1), options = DRAFT, generation = 'v3', settings, andWait }: DraftRun) {
	return await engine.run({
		rows,
		credential: credentialFor(generation, simulator),
		steps: [
			{ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), settings },
			...(andWait ? [{ node: 'aiStudiosWaitAndDownload' as const, parameters: andWait, settings }] : []),
		],
	});
}

test('a draft is sent with isExport false, charged nothing, and output with the address of its editor', async () => {
	const { items, hints, error } = await run({ rows: rowsOf(2) });
	expect(error).toBeUndefined();
	expect(bodies().map(({ isExport }) => isExport)).toEqual([false, false]);
	expect(simulator.exports).toEqual([]);
	expect(items.map(({ json }) => json)).toEqual(keys().map((projectKey) => ({ projectKey, isDraft: true, editorUrl: `https://app.aistudios.com/editor/${projectKey}` })));
	expect(hints).toEqual([DRAFT_HINT(2, 2)]);
});

test('a designed project becomes a draft with the values of the row', async () => {
	const { key } = simulator.addProject(parrotProject());
	const { items, bodies: sent } = await exportDesigned(engine, simulator, key, { rows: [PARROT_ROW], options: DRAFT });
	expect(sent[0]).toMatchObject({ name: 'Parrots', isExport: false });
	expect(JSON.stringify(simulator.project(String(items[0].json.projectKey)).scenes)).toContain(PARROT_ROW['Parrot Text']);
});

test('without the option isExport is not sent', async () => {
	const { items } = await run({ options: { draftOnly: false } });
	expect(bodies()[0]).not.toHaveProperty('isExport');
	expect(Object.keys(items[0].json)).toEqual(['projectKey']);
});

test('an expression decides for each item', async () => {
	const { items, hints } = await run({ rows: rowsOf(2).map((row, index) => ({ ...row, check: index === 0 })), options: { draftOnly: '={{ $json.check }}' } });
	expect(items.map(({ json }) => json.isDraft)).toEqual([true, undefined]);
	expect(bodies().map(({ isExport }) => isExport)).toEqual([false, undefined]);
	expect(hints).toEqual([DRAFT_HINT(1, 2)]);
});

test.each(['={{ $json.none }}', '={{ "" }}', '={{ null }}'])('an expression that gives nothing (%s) is an error before anything is sent', async (draftOnly) => {
	const { error } = await run({ options: { draftOnly } });
	expect(error?.message).toMatch(/^Draft Only /);
	expect(bodies()).toEqual([]);
});

describe('version 2 has no drafts', () => {
	test('the item fails before anything is sent', async () => {
		const { error } = await run({ generation: 'v2' });
		expect(error?.message).toBe('API version 2 cannot create drafts');
		expect(error?.description).toBe('Turn off Draft Only. This item was not sent to AI Studios. No item was exported.');
		expect(bodies()).toEqual([]);
	});

	test('other items are exported when errors are continued', async () => {
		const rows = rowsOf(2).map((row, index) => ({ ...row, check: index === 0 }));
		const { items } = await run({ generation: 'v2', rows, options: { draftOnly: '={{ $json.check }}' }, settings: { onError: 'continueRegularOutput' } });
		expect(items[0].json.error).toBe('API version 2 cannot create drafts');
		expect(items[1].json.projectKey).toBe(keys()[0]);
	});
});

describe('Wait and Download', () => {
	test('on a draft says at once that it was never rendered, without a request', async () => {
		const { error } = await run({ andWait: {} });
		const [key] = keys();
		expect(error?.message).toBe(`Project ${key} is a draft and was never rendered`);
		expect(error?.description).toContain('Render it in AI Studios first');
		expect(error?.description).toContain('turn off Draft Only');
		expect(simulator.requestsTo('progress')).toEqual([]);
	});

	test('waits for the other items when errors are continued', async () => {
		const rows = rowsOf(2).map((row, index) => ({ ...row, check: index === 0 }));
		const { items } = await run({ rows, options: { draftOnly: '={{ $json.check }}' }, andWait: {}, settings: { onError: 'continueRegularOutput' } });
		expect(items[0].json.error).toBe(`Project ${keys()[0]} is a draft and was never rendered`);
		expect(items[1].json).toMatchObject({ projectKey: keys()[1], state: 'complete' });
	});

	test('downloads a draft that was rendered since, by its key', async () => {
		const { items: [draft] } = await run({});
		const { projectKey } = draft.json;
		await callV3(simulator, await exchangeToken(simulator), 'POST', '/editor/project/export', { projectId: projectKey });
		const { items, error } = await engine.run({ rows: [{ projectKey }], steps: [{ node: 'aiStudiosWaitAndDownload' }], credential: credentialFor('v3', simulator) });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ projectKey, state: 'complete' });
	});
});

describe('a draft is created once in an execution', () => {
	test('when the engine repeats the node', async () => {
		simulator.injectFaults('exportProject', [noFault, rejection('Not today.')]);
		const { items, error } = await run({ rows: rowsOf(2), settings: RETRY_ON_FAIL });
		expect(error).toBeUndefined();
		expect(bodies()).toHaveLength(3);
		expect(items.map(({ json }) => [json.projectKey, json.isDraft])).toEqual([[keys()[0], true], [keys()[2], true]]);
	});

	test('when a failed execution is retried', async () => {
		simulator.injectFaults('exportProject', [noFault, rejection('Not today.')]);
		const failed = await run({ rows: rowsOf(2) });
		expect(failed.error?.message).toContain('Not today.');
		const credential = credentialFor('v3', simulator);
		const steps = [{ node: 'aiStudiosExportProject' as const, parameters: exportParameters('v3', DRAFT) }];
		const { items } = await engine.run({ rows: [], credential, steps, saved: savedBy(failed.run) });
		expect(bodies()).toHaveLength(3);
		expect(items[0].json).toEqual({ projectKey: keys()[0], isDraft: true, editorUrl: `https://app.aistudios.com/editor/${keys()[0]}` });
	});

	test('for items with the same values, which share it', async () => {
		const { items, hints } = await run({ rows: [...rowsOf(1), ...rowsOf(1)] });
		expect(bodies()).toHaveLength(1);
		expect(items.map(({ json }) => [json.projectKey, json.isDraft, json.duplicateOf])).toEqual([[keys()[0], true, undefined], [keys()[0], true, 0]]);
		expect(hints.join()).toContain('have the same values as an earlier item');
	});

	test('or as often as Allow Duplicates says', async () => {
		const { items } = await run({ rows: [...rowsOf(1), ...rowsOf(1)], options: { ...DRAFT, allowDuplicates: true } });
		expect(new Set(items.map(({ json }) => json.projectKey)).size).toBe(2);
	});
});

test('a draft and a video of the same values are two projects', async () => {
	const rows = [...rowsOf(1), ...rowsOf(1)].map((row, index) => ({ ...row, check: index === 0 }));
	const { items } = await run({ rows, options: { draftOnly: '={{ $json.check }}' } });
	expect(items.map(({ json }) => [json.projectKey, json.isDraft])).toEqual([[keys()[0], true], [keys()[1], undefined]]);
	expect(simulator.exports).toHaveLength(1);
});

test('a dry run shows the request of a draft, and no draft', async () => {
	const { items, hints } = await run({ options: { ...DRAFT, dryRun: true } });
	expect(items[0].json.request).toMatchObject({ isExport: false });
	expect(items[0].json).not.toHaveProperty('isDraft');
	expect(hints).toEqual(['Dry run: nothing was exported. Turn off Dry Run to export.']);
	expect(bodies()).toEqual([]);
});

test('the hint counts only the drafts that were created', async () => {
	simulator.injectFaults('exportProject', [noFault, rejection('Not today.')]);
	const { hints } = await run({ rows: rowsOf(2), settings: { onError: 'continueRegularOutput' } });
	expect(hints).toContain(DRAFT_HINT(1, 2));
});

test.each(['4k', '720', '={{ "480" }}'])('a draft takes the resolution %s with it', async (resolution) => {
	await run({ options: { ...DRAFT, resolution } });
	expect(bodies()[0]).toMatchObject({ isExport: false, resolution: resolution.replace(/\W|=/g, '') });
});
