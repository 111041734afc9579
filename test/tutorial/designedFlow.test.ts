import { sleep } from 'n8n-workflow';
import { fromProject } from '../engine/designedRuns';
import { Engine } from '../engine/engine';
import { credentialFor } from '../engine/generations';
import { PARROT_ROW, parrotProject } from '../engine/parrotProject';
import { startSimulator, type Simulator } from '../simulator';
import { designedFlow } from './designedFlow';

/** The same seed gives the same keys, so the first export of both simulators has the same video. */
const SAME = { seed: 79, speed: 1_000, render: { seconds: 300 } };

describe("The vendor's v3 guide to projects made in advance", () => {
	let theirs: Simulator;
	let ours: Simulator;
	let engine: Engine;

	beforeAll(async () => {
		[theirs, ours, engine] = await Promise.all([startSimulator(SAME), startSimulator(SAME), Engine.start()]);
	});

	afterAll(async () => {
		await Promise.all([theirs.stop(), ours.stop(), engine.stop()]);
	});

	it('followed by a script and by the nodes with a row of a sheet sends the same body and downloads the same bytes', async () => {
		const { key } = theirs.addProject(parrotProject());
		expect(ours.addProject(parrotProject()).key).toBe(key);

		const replaced = {
			imageUrl: PARROT_ROW['Parrot Image'],
			text: PARROT_ROW['Parrot Text'],
			firstSceneLine: PARROT_ROW['Scene 1 Script'],
			secondSceneSecondLine: PARROT_ROW['Scene 2 Script 2'],
		};
		const theirBytes = await designedFlow({ ...theirs.credentials, server: theirs.url }, key, replaced, async () => await sleep(50));
		const { items, error } = await engine.run({
			rows: [PARROT_ROW],
			steps: [
				{ node: 'aiStudiosExportProject', parameters: fromProject('list', key, { values: { mappingMode: 'autoMapInputData', value: null } }) },
				{ node: 'aiStudiosWaitAndDownload', parameters: { options: { pollInterval: 0.05 } } },
			],
			credential: credentialFor('v3', ours),
		});

		expect(error).toBeUndefined();
		const [[theirBody], [ourBody]] = [theirs, ours].map(({ exports }) => exports.map(({ body }) => JSON.stringify(body)));
		expect(ourBody).toBe(theirBody);
		for (const value of Object.values(PARROT_ROW)) expect(ourBody).toContain(JSON.stringify(value));
		expect(ours.exports).toHaveLength(1);
		expect((await engine.bytes(items[0])).equals(theirBytes)).toBe(true);
		expect(theirBytes.length).toBeGreaterThan(6_000);
		expect(ours.project(key).scenes).toEqual(parrotProject().scenes);
	});
});
