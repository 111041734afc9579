import { startSimulator } from '../simulator';
import { Engine } from './engine';
import { arrange, EXPECTED_REPORT, failingRows, failureReport, failureWorkflow, loseFirstResponse, PLAIN_NODES } from './failureChain';
import { credentialFor, GENERATIONS } from './generations';
import { sleptTime } from './sleptTime';

test.each(GENERATIONS)('%s: at the end of Export, Wait, IF and Merge each of six rows that fail in other ways is there once, with its own fields and its own first error or its video', async (generation) => {
	const runtime = sleptTime();
	const engine = await Engine.start('filesystem', runtime);
	const simulator = await startSimulator({ now: () => runtime.now() });
	loseFirstResponse(simulator);
	const { items, error } = await engine.runWorkflow(failureWorkflow(generation, { if: { type: 'test.if' }, merge: { type: 'test.merge' } }), {
		rows: failingRows(),
		credential: credentialFor(generation, simulator),
		otherNodes: PLAIN_NODES,
		onNodeEnd: (type, exported) => {
			if (type.endsWith('aiStudiosExportProject')) arrange(simulator, exported.map(({ json }) => json));
		},
	});
	expect(error).toBeUndefined();
	expect(failureReport(items)).toEqual(EXPECTED_REPORT);
	const [video] = items.filter(({ json }) => json.case === 'a video');
	expect((await engine.bytes(video)).equals(simulator.videoOf(String(video.json.projectKey)))).toBe(true);
	expect(simulator.exports).toHaveLength(5);
	await simulator.stop();
	await engine.stop();
});
