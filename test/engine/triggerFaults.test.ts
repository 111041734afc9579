import { startSimulator } from '../simulator';
import { ActiveTrigger } from './activeTrigger';
import { Engine, type RunError } from './engine';
import { everything } from './everything';
import { fastRuntime } from './fastRuntime';
import { listRows, type FaultRow } from './faultRows';
import { credentialFor } from './generations';
import { keepLog } from './n8nLog';

const [apiKey, appId, userKey] = ['api', 'app', 'user'].map((name) => `marked-${name}-secret-4711`);
const SECRETS = { apiKey, appId, userKey };
const SHORT_TIMEOUT_MS = 1_000;
const SPEED = 200;

let engine: Engine;
let log: object[];

beforeAll(async () => {
	log = keepLog();
	engine = await Engine.start();
});
afterAll(async () => await engine.stop());

/** A poll at which one video is new and a fault happens, and the poll after it. */
async function pollWith(row: FaultRow) {
	const simulator = await startSimulator({ speed: SPEED, credentials: SECRETS });
	log.length = 0;
	const runtime = fastRuntime(SPEED, row.silent ? SHORT_TIMEOUT_MS : undefined);
	const trigger = new ActiveTrigger(engine, credentialFor('v3', simulator), runtime);
	await trigger.activate();
	const { key } = simulator.addProject({ generation: 'v3', seconds: 0 });
	const before = simulator.requestsTo('projects').length;
	simulator.injectFaults('projects', typeof row.faults === 'function' ? row.faults(simulator) : row.faults);
	const error = await trigger.poll().then(() => undefined, (reason: RunError) => reason);
	const requests = simulator.requestsTo('projects').length - before;
	simulator.injectFaults('projects', []);
	await trigger.poll();
	await simulator.stop();
	return { simulator, trigger, key, error, requests };
}

test.each(listRows.map((row) => [row.title, row] as const))('the list of projects: %s', async (_title, row) => {
	const { simulator, trigger, key, error, requests } = await pollWith(row);
	expect(requests).toBe(typeof row.requests === 'object' && 'v3' in row.requests ? row.requests.v3 : row.requests);
	if (row.error) {
		expect(`${error?.message} | ${error?.description}`).toMatch(row.error);
		expect(error?.description).not.toBe('');
		expect(error?.httpCode ?? undefined).toBe(row.httpStatus === undefined || row.httpStatus < 300 ? undefined : String(row.httpStatus));
	} else {
		expect(error).toBeUndefined();
	}
	expect(trigger.keys).toEqual([key]);
	const said = everything({ error, log });
	for (const secret of [...Object.values(SECRETS), 'X-Sig', ...simulator.requests.flatMap(({ headers }) => headers.authorization ?? [])]) expect(said).not.toContain(secret);
});
