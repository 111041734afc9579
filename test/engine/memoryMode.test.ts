import { startSimulator } from '../simulator';
import { cutBody, ignoreRange } from '../simulator/faults';
import { Engine } from './engine';
import { credentialFor, GENERATIONS } from './generations';
import { sleptTime } from './sleptTime';

const runtime = sleptTime();
const now = () => runtime.now();

test.each(GENERATIONS)('%s: in binary data mode "default" the video is kept in memory, complete also when its download starts again', async (generation) => {
	const engine = await Engine.start('default', runtime);
	const simulator = await startSimulator({ now });
	const projectKey = simulator.addProject({ generation, seconds: 0, fileSize: 500_000 }).key;
	simulator.injectFaults('download', [cutBody(200_000), ignoreRange]);
	const { items, error } = await engine.run({
		rows: [{ projectKey }],
		steps: [{ node: 'aiStudiosWaitAndDownload' }],
		credential: credentialFor(generation, simulator),
	});
	expect(error).toBeUndefined();
	expect(items[0].binary?.data.id).toBeUndefined();
	expect((await engine.bytes(items[0])).equals(simulator.videoOf(projectKey))).toBe(true);
	await simulator.stop();
	await engine.stop();
});
