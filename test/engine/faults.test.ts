/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads what n8n logs; not shipped */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import type { Endpoint } from '../simulator/routes';
import { Engine, type RunResult, type Step } from './engine';
import { runTimeFaster } from './fastTime';
import { FAULTS, FILE_SIZE, type FaultRow } from './faultTable';
import { credentialFor, exportParameters, rowsOf, templateFor, type Generation } from './generations';

const [apiKey, appId, userKey] = ['api', 'app', 'user'].map((name) => `marked-${name}-secret-4711`);
const SECRETS = { apiKey, appId, userKey };

/** Real milliseconds: rows in which a connection falls silent wait so long for it. */
const SHORT_PATIENCE = 500;
const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };

let engine: Engine;
const told: string[] = [];

beforeAll(async () => {
	process.env.N8N_LOG_LEVEL = 'debug';
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((chunk) => told.push(String(chunk)) > 0);
	}
	engine = await Engine.start();
});

afterAll(async () => {
	jest.restoreAllMocks();
	await engine.stop();
});

/** The workflow that reaches an endpoint: exports are not followed by a wait, so that only they count. */
function stepsFor(endpoint: Endpoint, generation: Generation, project: string): Step[] {
	if (endpoint === 'export') return [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }];
	if (endpoint !== 'project') return [WAIT];
	const values = { mappingMode: 'autoMapInputData', value: null };
	const parameters = { templateSource: 'project', project: { __rl: true, mode: 'id', value: project }, values };
	return [{ node: 'aiStudiosExportProject', parameters }];
}

interface Evidence {
	result: RunResult;
	simulator: Simulator;
	key: string;
	log: string[];
}

async function runRow(endpoint: Endpoint, generation: Generation, row: FaultRow): Promise<Evidence> {
	const simulator = await startSimulator({ speed: 200, credentials: SECRETS });
	told.length = 0;
	runTimeFaster(200, /hang|hung|trickle|stall|no answer/.test(row.title) ? SHORT_PATIENCE : undefined);
	const { scenes } = JSON.parse(templateFor(generation)) as { scenes: unknown[] };
	const key = simulator.addProject({ generation, seconds: 0, fileSize: FILE_SIZE, scenes, ...row.file }).key;
	simulator.script(endpoint, typeof row.faults === 'function' ? row.faults(simulator) : row.faults);
	const credential: ICredentialDataDecryptedObject = credentialFor(generation, simulator);
	const [fields] = rowsOf(1);
	const result = await engine.run({
		rows: [{ ...fields, projectKey: key }],
		steps: stepsFor(endpoint, generation, key),
		credential,
	});
	await simulator.stop();
	return { result, simulator, key, log: [...told] };
}

async function checkEnd(endpoint: Endpoint, generation: Generation, row: FaultRow, { result, simulator, key }: Evidence) {
	const shown = `${result.error?.message ?? ''} | ${result.error?.description ?? ''}`;
	if (row.error) {
		expect(shown).toMatch(row.error);
		expect(result.items).toEqual([]);
	} else {
		expect(shown).toBe(' | ');
		expect(result.items).toHaveLength(1);
	}
	const named = endpoint === 'progress' || endpoint === 'download';
	if (row.error && named) expect(result.error?.message).toContain(row.error.source.includes('credential') ? '' : key);
	if (!row.error && named) expect((await engine.bytes(result.items[0])).equals(simulator.videoOf(key))).toBe(true);
	const wanted = typeof row.requests === 'number' ? row.requests : row.requests[generation];
	expect(simulator.requestsTo(endpoint)).toHaveLength(wanted);
	if (row.taken !== undefined) expect(simulator.exports).toHaveLength(row.taken);
}

function checkSecrets({ result, simulator, log }: Evidence) {
	expect(log.join('')).toContain('Running node');
	const videoUrls = result.items.flatMap(({ json }) => (typeof json.videoUrl === 'string' ? [json.videoUrl] : []));
	const items = result.items.map((item) => everything({ ...item, json: { ...item.json, videoUrl: undefined } }));
	const shown = [...items, everything(result.error), everything(result.taskData?.error), ...result.hints, ...log].join('\n');
	const token = result.credential.sessionToken;
	const signatures = simulator.requestsTo('download').map(({ query }) => query['X-Sig']);
	const marked = [...Object.values(SECRETS), token, ...signatures].filter((secret) => typeof secret === 'string' && secret !== '');
	for (const secret of marked) expect(shown).not.toContain(secret);
	for (const { headers, query, path } of simulator.requests.filter(({ origin }) => origin === 'files')) {
		expect(headers.authorization).toBeUndefined();
		for (const secret of [...Object.values(SECRETS), token]) {
			if (secret) expect(JSON.stringify([headers, query, path])).not.toContain(secret);
		}
	}
	expect(videoUrls.every((url) => url.startsWith(simulator.filesUrl))).toBe(true);
}

/** All that an object says, also in properties that JSON leaves out, and in its causes. */
function everything(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return String(value);
	if (seen.has(value)) return '';
	seen.add(value);
	return Reflect.ownKeys(value).map((key) => `${String(key)}: ${everything(Reflect.get(value, key), seen)}`).join('\n');
}

const dialogues = FAULTS.flatMap(({ endpoint, generations, rows }) =>
	generations.flatMap((generation) => rows.map((row) => [generation, endpoint, row.title, row] as const)),
);

test('the table is as long as it was meant to be', () => {
	expect(dialogues.length).toBeGreaterThanOrEqual(60);
});

test.each(dialogues)('%s %s: %s', async (generation, endpoint, _title, row) => {
	const evidence = await runRow(endpoint, generation, row);
	await checkEnd(endpoint, generation, row, evidence);
	checkSecrets(evidence);
	expect(evidence.simulator.openConnections).toBe(0);
});
