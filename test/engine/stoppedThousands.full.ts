/* eslint-disable @n8n/community-nodes/no-restricted-globals -- waits for the simulator beside a run; not shipped */
import { n8nRuntime } from '../../nodes/shared/n8n/runtime';
import { startSimulator } from '../simulator';
import { Engine, type Step } from './engine';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';
import { keepLog } from './n8nLog';

const ITEMS = 10_000;
/** Real milliseconds, well below the timeout of a request: what is left until then has not been stopped. */
const MAX_REAL_MS = 10_000;

let engine: Engine;
let log: object[];

beforeAll(async () => {
	log = keepLog();
	engine = await Engine.start('filesystem', n8nRuntime);
});

afterAll(async () => await engine.stop());

interface Point {
	/** The requests after which it is stopped. */
	after: number;
	/** Requests that may be on their way. */
	concurrent: number;
	step(generation: Generation): Step;
	rows?: object[];
	/** Until the renders end. */
	renderSeconds?: number;
}

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };

const POINTS: Record<string, Point> = {
	'while it waits': { after: 10, concurrent: 6, step: () => WAIT, renderSeconds: 600 },
	'while it downloads': { after: 50, concurrent: 8, step: () => WAIT, renderSeconds: 0 },
	'while it reads their progress': { after: 500, concurrent: 6, step: () => ({ node: 'aiStudiosGetProgress' }), renderSeconds: 600 },
	'while it exports them': { after: 500, concurrent: 3, step: (generation) => exportStep(generation), rows: rowsOf(ITEMS) },
	'while it exports the same thing': { after: 500, concurrent: 3, step: (generation) => exportStep(generation, true), rows: rowsOf(1).flatMap((row) => Array.from({ length: ITEMS }, () => row)) },
};

function exportStep(generation: Generation, allowDuplicates = false): Step {
	return { node: 'aiStudiosExportProject', parameters: exportParameters(generation, { allowDuplicates }) };
}

async function pause(ms: number) {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

const cases = GENERATIONS.flatMap((generation) => Object.entries(POINTS).map(([title, point]) => [generation, title, point] as const));

test.each(cases)(`%s: a node with ${ITEMS} items that is stopped %s ends, and sends nothing after that`, async (generation, _title, point) => {
	log.length = 0;
	const simulator = await startSimulator();
	const projects = () => Array.from({ length: ITEMS }, () => ({ projectKey: simulator.addProject({ generation, seconds: point.renderSeconds }).key }));
	const messages: string[] = [];
	let stop = () => {};
	const running = engine.run({
		rows: (point.rows ?? projects()) as Array<Record<string, string>>,
		steps: [point.step(generation)],
		credential: credentialFor(generation, simulator),
		mode: 'manual',
		onMessage: (message) => messages.push(JSON.stringify(message)),
		onStart: (cancel) => (stop = cancel),
	});
	while (simulator.requests.length < point.after) await pause(5);
	const [requests, stoppedAt] = [simulator.requests.length, Date.now()];
	stop();
	const { run } = await running;
	const realMs = Date.now() - stoppedAt;

	expect(run.status).toBe('canceled');
	expect(realMs).toBeLessThan(MAX_REAL_MS);
	while (simulator.openConnections > 0 && Date.now() - stoppedAt < MAX_REAL_MS) await pause(5);
	expect(simulator.openConnections).toBe(0);
	const sent = simulator.requests.length;
	expect(sent).toBeLessThanOrEqual(requests + point.concurrent);
	await pause(500);
	expect(simulator.requests).toHaveLength(sent);
	for (const message of messages) expect(message.length).toBeLessThan(5_000);
	const logged = JSON.stringify(log);
	for (const { projectKey } of simulator.exports) expect(logged).toContain(String(projectKey));
	await simulator.stop();
}, 60_000);
