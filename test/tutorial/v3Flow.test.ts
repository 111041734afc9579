import { sleep } from 'n8n-workflow';
import { Engine } from '../engine/engine';
import { credentialFor } from '../engine/generations';
import { startSimulator, type Simulator } from '../simulator';
import { scenesV3 } from '../simulator/testing';
import { v3Flow } from './v3Flow';

/** The same seed gives the same keys, so the first project of both simulators has the same video. */
const SAME = { seed: 78, speed: 1_000, render: { seconds: 300 } };

describe("The vendor's v3 flow in a plain axios script", () => {
	let theirs: Simulator;
	let ours: Simulator;
	let engine: Engine;

	beforeAll(async () => {
		[theirs, ours, engine] = await Promise.all([startSimulator(SAME), startSimulator(SAME), Engine.start()]);
	});

	afterAll(async () => {
		await Promise.all([theirs.stop(), ours.stop(), engine.stop()]);
	});

	it('sends the same export and downloads the same bytes as the nodes', async () => {
		const project = (script: string) => ({ name: 'A greeting', orientation: 'portrait', scenes: scenesV3(script) });

		const account = { ...theirs.credentials, server: theirs.url };
		const theirBytes = await v3Flow(account, project('Hello Ada.'), async () => await sleep(50));
		const { name, orientation, scenes } = project('Hello ##FIRST_NAME##.');
		const { items, error } = await engine.run({
			rows: [{ 'First name': 'Ada' }],
			steps: [
				{
					node: 'aiStudiosExportProject',
					parameters: {
						template: JSON.stringify({ scenes }),
						values: { mappingMode: 'autoMapInputData', value: null },
						options: { projectName: name, orientation },
					},
				},
				{ node: 'aiStudiosGetProgress' },
				{ node: 'aiStudiosWaitAndDownload', parameters: { options: { pollInterval: 0.05 } } },
			],
			credential: credentialFor('v3', ours),
		});

		expect(error).toBeUndefined();
		expect(ours.exports.map(({ body }) => body)).toEqual(theirs.exports.map(({ body }) => body));
		expect((await engine.bytes(items[0])).equals(theirBytes)).toBe(true);
		expect(theirBytes.length).toBeGreaterThan(6_000);
	});
});
