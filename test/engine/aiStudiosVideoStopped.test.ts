/* eslint-disable @n8n/community-nodes/no-restricted-globals -- waits for the simulator beside a run; not shipped */
import { startSimulator } from '../simulator';
import { delay, noFault } from '../simulator/faults';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor } from './generations';
import { keepLog } from './n8nLog';

let engine: Engine;
let log: object[];

beforeAll(async () => {
	log = keepLog();
	engine = await Engine.start('filesystem', fastRuntime(100));
});

afterAll(async () => await engine.stop());

test('the log has each project key as soon as it is paid for, and once more when the project is exported', async () => {
	const simulator = await startSimulator({ speed: 100 });
	await engine.run({ rows: [{}], steps: [{ node: 'aiStudios', parameters: { script: 'Hello.' } }], credential: credentialFor('v3', simulator) });
	await simulator.stop();
	const key = String(simulator.creations[0].projectKey);
	const lines = log.map((line) => (line as { message?: string }).message).filter((message) => message?.includes(key));
	expect(lines).toEqual([`AI Studios created row 1 (item 0): ${key}`, `AI Studios exported row 1 (item 0): ${key}`]);
});

test('an execution that is stopped while AI Studios makes the projects ends at once, renders nothing, and leaves the keys in the log', async () => {
	const simulator = await startSimulator({ speed: 1 });
	for (let i = 0; i < 3; i += 1) simulator.nextCreation({ seconds: 3600 });
	let stop = () => {};
	const running = engine.run({
		rows: [{ script: 'One.' }, { script: 'Two.' }, { script: 'Three.' }],
		steps: [{ node: 'aiStudios', parameters: { script: '={{ $json.script }}' } }],
		credential: credentialFor('v3', simulator),
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.requestsTo('creationProgress').length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
	const sent = simulator.requests.length;
	stop();
	const { run } = await running;
	await simulator.stop();
	expect(run.status).toBe('canceled');
	expect(simulator.requests).toHaveLength(sent);
	const keys = simulator.creations.map(({ projectKey }) => String(projectKey));
	expect([keys.length, simulator.exports.length]).toEqual([3, 0]);
	const warning = log.map((line) => JSON.stringify(line)).find((line) => line.includes('was stopped after'));
	expect(warning).toContain('AI Studios was stopped after 3 of 3 items were created and paid for');
	for (const key of keys) expect(warning).toContain(key);
});

test('an execution that is stopped while some projects are requested and others are waited for ends, and has the keys of all', async () => {
	const simulator = await startSimulator({ speed: 10 });
	for (let i = 0; i < 4; i += 1) simulator.nextCreation({ seconds: 3600 });
	simulator.injectFaults('videoFromScript', [noFault, delay(300), delay(320), delay(340)]);
	let stop = () => {};
	const running = engine.run({
		rows: ['One.', 'Two.', 'Three.', 'Four.'].map((script) => ({ script })),
		steps: [{ node: 'aiStudios', parameters: { script: '={{ $json.script }}' } }],
		credential: credentialFor('v3', simulator),
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.creations.length < 4 || simulator.requestsTo('creationProgress').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	stop();
	const { run } = await running;
	await simulator.stop();
	expect(run.status).toBe('canceled');
	const logged = log.map((line) => JSON.stringify(line)).join('\n');
	for (const { projectKey } of simulator.creations) expect(logged).toContain(String(projectKey));
});
