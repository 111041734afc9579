/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads saved workflows from disk; not shipped */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INodeExecutionData, type IRun, type IWorkflowBase } from 'n8n-workflow';
import type { Engine } from '../engine/engine';
import { withFreshSimulator } from '../engine/freshSimulator';
import { credentialFor, type Generation } from '../engine/generations';
import type { Simulator } from '../simulator';

const PREFIX = 'n8n-nodes-aistudios.';
const GREETING = '5a0000000000000000000032';

/** Workflows as the editor saved them with version 1.0.0: without the parameters that are as they were by default. */
const FILES = ['workflow-1.0.0.json', 'workflow-1.0.0-defaults.json'];

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ render: { seconds: 0 }, withSamples: true }, (started) => ({ engine, simulator } = started));

function saved(file: string): IWorkflowBase {
	return JSON.parse(readFileSync(join(__dirname, 'fixtures', file), 'utf8')) as IWorkflowBase;
}

async function runSaved(file: string, generation: Generation, rows: INodeExecutionData['json'][]) {
	const { error, run } = await engine.runWorkflow(saved(file), { rows, credential: credentialFor(generation, simulator) });
	expect(error).toBeUndefined();
	return run;
}

/** The items of all outputs of a node. */
function outputOf({ data }: IRun, node: string): INodeExecutionData[][] {
	return (data.resultData.runData[node][0].data?.main ?? []).map((items) => items ?? []);
}

function bodies(): Array<Record<string, unknown>> {
	return simulator.requestsTo('exportProject').map(({ body }) => body as Record<string, unknown>);
}

test.each(FILES)('%s is the same after it is opened and saved', (file) => {
	const nodes = saved(file).nodes.filter(({ type }) => type.startsWith(PREFIX));
	expect(nodes.length).toBeGreaterThanOrEqual(3);
	for (const node of nodes) {
		const { description } = engine.nodeType(node.type.replace(PREFIX, ''));
		expect([description.version].flat()).toContain(node.typeVersion);
		expect(NodeHelpers.getNodeParameters(description.properties, node.parameters, false, false, node, description)).toEqual(node.parameters);
	}
});

describe('a workflow with every option set', () => {
	const rows = [{ first_name: 'Ann', company: 'ACME', photo_url: 'https://example.com/p.png' }, { first_name: 'Bob', company: 'ACME' }];

	test('exports its template and its settings, waits and downloads', async () => {
		const run = await runSaved('workflow-1.0.0.json', 'v3', rows);
		const fromJson = bodies().filter(({ name }) => String(name).startsWith('Welcome'));
		expect(fromJson).toHaveLength(2);
		expect(fromJson[0]).toMatchObject({
			name: 'Welcome Ann',
			orientation: 'portrait',
			resolution: '1080',
			workspaceId: 'workspace-training',
			webhookUrl: 'https://example.com/webhook',
			scenes: [{ scripts: [{ org: 'Hello Ann, ' }], clips: [{}, { source_url: 'https://example.com/picture.png' }] }],
		});
		const [items] = outputOf(run, 'Wait and Download');
		expect(items.map(({ json }) => json)).toEqual(rows.map((row, index) => ({
			...row,
			projectKey: expect.stringMatching(/^\w{24}$/) as string,
			progress: 100,
			state: 'complete',
			isComplete: true,
			videoUrl: expect.stringContaining(simulator.filesUrl) as string,
			fileName: `${['Ann', 'Bob'][index]} welcome.mp4`,
			fileSize: simulator.videoOf(String(items[index].json.projectKey)).length,
			mimeType: 'video/mp4',
			polls: 1,
			waitedSeconds: expect.any(Number) as number,
		})));
		for (const item of items) expect(await engine.bytes(item, 'video')).toEqual(simulator.videoOf(String(item.json.projectKey)));
	});

	test('exports the project that was selected from the list, and routes by status', async () => {
		const run = await runSaved('workflow-1.0.0.json', 'v3', rows);
		const fromProject = bodies().filter(({ name }) => !String(name).startsWith('Welcome'));
		expect(fromProject).toHaveLength(2);
		const [ann, bob] = fromProject.map((body) => JSON.stringify(body));
		expect(ann).toMatch(/Hello Ann.*Welcome, ACME.*https:\/\/example\.com\/p\.png/);
		expect(bob).toMatch(/\/media\/intro\.mp4.*Hello Bob.*\/media\/portrait\.png/);
		expect(simulator.requestsTo('project', GREETING)).toHaveLength(1);
		const [complete, rendering, failed] = outputOf(run, 'Get Progress');
		expect([complete.length, rendering.length, failed.length]).toEqual([2, 0, 0]);
		const [items] = outputOf(run, 'Wait for URL');
		expect(items.map(({ json }) => json.projectKey)).toEqual(complete.map(({ json }) => json.projectKey));
		expect(items.every(({ binary }) => binary === undefined)).toBe(true);
	});
});

test('a workflow of new nodes exports the default template, waits and downloads', async () => {
	const row = { 'First name': 'Ann', script: 'Welcome.', image_url: 'https://example.com/p.png', introVideoUrl: 'https://example.com/i.mp4', OUTRO_VIDEO_URL: 'https://example.com/o.mp4' };
	const run = await runSaved('workflow-1.0.0-defaults.json', 'v2', [row]);
	expect(bodies()).toEqual([
		{
			scenes: [
				{ clips: [{ type: 'userVideo', detail: { url: 'https://example.com/i.mp4', scaleX: 1, scaleY: 1, layer: 511 } }] },
				{
					AIModel: { model: 'M000004017', clothes: 'BG00006160', language: 'en', script: 'Hello Ann! Welcome.', locationX: 0.28, locationY: 0.36 },
					clips: [{ type: 'image', detail: { url: 'https://example.com/p.png', scale: 0.7, locationX: -0.24, locationY: -0.1, layer: 511 } }],
				},
				{ clips: [{ type: 'userVideo', detail: { url: 'https://example.com/o.mp4', scaleX: 1, scaleY: 1, layer: 511 } }] },
			],
		},
	]);
	const [[item]] = outputOf(run, 'AI Studios Wait and Download');
	expect(await engine.bytes(item)).toEqual(simulator.videoOf(String(item.json.projectKey)));
	expect(item.json.fileName).toBe(`${String(item.json.projectKey)}.mp4`);
});
