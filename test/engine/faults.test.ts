import { LoggerProxy } from 'n8n-workflow';
import { startSimulator, type EndpointName, type Simulator } from '../simulator';
import { Engine, type RunResult, type Step } from './engine';
import { everything } from './everything';
import { fastRuntime } from './fastRuntime';
import { FAULTS, FILE_SIZE, type FaultRow } from './faultTable';
import { credentialFor, exportParameters, rowsOf, templateFor, type Generation } from './generations';
import { keepLog } from './n8nLog';

const [apiKey, appId, userKey] = ['api', 'app', 'user'].map((name) => `marked-${name}-secret-4711`);
const SECRETS = { apiKey, appId, userKey };

/** Real milliseconds: rows in which a connection falls silent wait so long for it. */
const SHORT_TIMEOUT_MS = 1_000;
const SPEED = 200;
const PROJECT_NAME = 'Welcome';
const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };

/** The description that belongs to a message: what to do next. */
const DESCRIPTIONS: Array<[message: RegExp, description: RegExp]> = [
	[/^AI Studios rejected the credential for /, /^Check the (API Key|App ID and User Key) and the server in the AI Studios API credential\./],
	[/^AI Studios cannot find /, /^Check the project key, and that the credential belongs to the account, server and API version/],
	[/^AI Studios redirected the request for /, /The credential was not sent to the other address\./],
	[/^AI Studios limited the rate of requests for /, /^(It asks to wait 60 minutes\. )?Process fewer items at once, or try again later\./],
	[/^AI Studios rejected the export: Simulated status 402/, /^Your account may have no (cubes|credits) left\./],
	[/^AI Studios rejected the export: (The script|Simulated status 40[04])/, /^Correct what the message names, then run this item again\./],
	[/^AI Studios rejected (the )?project /, /^Correct what the message names, then run this item again\./],
	[/^AI Studios rejected the progress of project .*Overloaded/, /^(Correct what the message names, then run this item again\.$|Open the project in AI Studios\. If its render failed, correct its template or media and export it again)/],
	[/^AI Studios returned no usable response for /, /^Your renders are not affected\. Run this item again later\./],
	[/^The export was sent, but its response (was lost|contains)/, /^It was not sent again, because that could cost (cubes|credits) twice\./],
	[/^The template has no "scenes"/, /This item was not sent to AI Studios\. No item was exported\.$/],
	[/^The download(ed file)? of project /, /^The video itself is finished and stays available at AI Studios: run AI Studios Wait and Download again with this project key\./],
];

let engine: Engine;
let log: object[];

beforeAll(async () => {
	log = keepLog();
	engine = await Engine.start();
});

afterAll(async () => await engine.stop());

/** Whether Wait and Download is what reaches an endpoint; Export Project is for the others. */
function isWait(endpoint: EndpointName): boolean {
	return !['exportProject', 'project', 'projectByName'].includes(endpoint);
}

/** The workflow that reaches an endpoint: exports are not followed by a wait, so that only they count. */
function stepsFor(endpoint: EndpointName, generation: Generation, key: string): Step[] {
	if (isWait(endpoint)) return [WAIT];
	if (endpoint === 'exportProject') return [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }];
	const values = { mappingMode: 'autoMapInputData', value: null };
	const project = endpoint === 'projectByName' ? { mode: 'name', value: PROJECT_NAME } : { mode: 'id', value: key };
	const parameters = { templateSource: 'project', project: { __rl: true, ...project }, values };
	return [{ node: 'aiStudiosExportProject', parameters }];
}

function requestCounts({ requests }: FaultRow, generation: Generation): number[] {
	if (typeof requests === 'number') return [requests];
	return 'oneOf' in requests ? requests.oneOf : [requests[generation]];
}

interface Evidence {
	result: RunResult;
	simulator: Simulator;
	key: string;
	logged: string;
}

async function runRow(endpoint: EndpointName, generation: Generation, row: FaultRow): Promise<Evidence> {
	const simulator = await startSimulator({ speed: SPEED, credentials: SECRETS });
	log.length = 0;
	const { scenes } = JSON.parse(templateFor(generation)) as { scenes: unknown[] };
	const key = simulator.addProject({ generation, name: PROJECT_NAME, seconds: 0, fileSize: FILE_SIZE, scenes, ...row.file }).key;
	simulator.injectFaults(endpoint, typeof row.faults === 'function' ? row.faults(simulator) : row.faults);
	const [fields] = rowsOf(1);
	const result = await engine.run({
		rows: [{ ...fields, projectKey: key }],
		steps: stepsFor(endpoint, generation, key),
		credential: credentialFor(generation, simulator),
		runtime: fastRuntime(SPEED, row.silent ? SHORT_TIMEOUT_MS : undefined),
	});
	await simulator.stop();
	return { result, simulator, key, logged: everything(log) };
}

async function checkEnd(endpoint: EndpointName, generation: Generation, row: FaultRow, { result, simulator, key }: Evidence) {
	const { error, items } = result;
	if (row.error) {
		expect(`${error?.message} | ${error?.description}`).toMatch(row.error);
		expect(items).toEqual([]);
		checkError(endpoint, row, key, result);
	} else {
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		if (isWait(endpoint)) {
			expect((await engine.bytes(items[0])).equals(simulator.videoOf(key))).toBe(true);
		}
	}
	expect(requestCounts(row, generation)).toContain(simulator.requestsTo(endpoint).length);
	if (row.accepted !== undefined) expect(simulator.exports).toHaveLength(row.accepted);
}

/** Message and description are ours, and belong together; status, item and project are beside them. */
function checkError(endpoint: EndpointName, row: FaultRow, key: string, { error, taskData }: RunResult) {
	const matching = DESCRIPTIONS.filter(([message]) => message.test(String(error?.message)));
	expect(matching).toHaveLength(1);
	expect(error?.description).toMatch(matching[0][1]);
	const isInDoubt = /^The export was sent/.test(String(error?.message));
	expect(/ This item was not exported\.$/.test(String(error?.description))).toBe(endpoint === 'exportProject' && !isInDoubt);

	expect(error?.name).toBe(row.httpStatus === undefined ? 'NodeOperationError' : 'NodeApiError');
	const shownStatus = row.httpStatus !== undefined && row.httpStatus >= 300 ? String(row.httpStatus) : undefined;
	expect(error?.httpCode ?? undefined).toBe(shownStatus);
	expect(error?.context?.itemIndex).toBe(0);
	// The project of a template is not the item's own: later nodes would take its key for that of the video.
	expect(error?.context?.projectKey).toBe(isWait(endpoint) ? key : undefined);
	const isAboutTemplate = /^The template/.test(String(error?.message));
	expect(error?.message.includes(endpoint === 'projectByName' ? `the project named "${PROJECT_NAME}"` : key)).toBe(endpoint !== 'exportProject' && !isAboutTemplate);
	expect(everything(error)).not.toMatch(/axios|authorization/i);
	expect(taskData?.error).toMatchObject({ message: error?.message, description: error?.description });
}

function checkSecrets({ result, simulator, logged }: Evidence) {
	const token = result.credential.sessionToken;
	const signatures = simulator.requestsTo('download').map(({ query }) => query['X-Sig']);
	const secrets = [...Object.values(SECRETS), token, ...signatures].filter((secret) => typeof secret === 'string' && secret !== '');
	const items = result.items.map((item) => everything({ ...item, json: { ...item.json, videoUrl: undefined } }));
	const shown = [...items, everything(result.error), everything(result.taskData?.error), ...result.hints, logged].join('\n');
	for (const secret of secrets) expect(shown).not.toContain(secret);

	for (const { headers, query, path } of simulator.requests.filter(({ origin }) => origin === 'files')) {
		expect(headers.authorization).toBeUndefined();
		for (const secret of [...Object.values(SECRETS), token]) {
			if (secret) expect(JSON.stringify([headers, query, path])).not.toContain(secret);
		}
	}
	const videoUrls = result.items.flatMap(({ json }) => (typeof json.videoUrl === 'string' ? [json.videoUrl] : []));
	expect(videoUrls.every((url) => url.startsWith(simulator.filesUrl))).toBe(true);
}

/** The engine logs each node that it runs, and Wait and Download how far it is. */
function checkLog(endpoint: EndpointName, { logged }: Evidence) {
	expect(logged).toContain('Running node');
	expect(/AI Studios: \d of 1 videos finished/.test(logged)).toBe(isWait(endpoint));
}

const cases = FAULTS.flatMap(({ endpoint, generations, rows }) =>
	generations.flatMap((generation) => rows.map((row) => [generation, endpoint, row.title, row] as const)),
);

test('the table has at least 60 cases', () => {
	expect(cases.length).toBeGreaterThanOrEqual(60);
});

test.each(cases)('%s %s: %s', async (generation, endpoint, _title, row) => {
	const evidence = await runRow(endpoint, generation, row);
	await checkEnd(endpoint, generation, row, evidence);
	checkLog(endpoint, evidence);
	checkSecrets(evidence);
	expect(evidence.simulator.openConnections).toBe(0);
});

test.each([
	['in a message', () => LoggerProxy.debug(`The key is ${apiKey}`)],
	['in the metadata of a message', () => LoggerProxy.info('A request', { headers: { Authorization: apiKey } })],
	['in the cause of an error', () => LoggerProxy.error('A request failed', { error: new Error('failed', { cause: new Error(apiKey) }) })],
])('a secret that is logged %s is found', async (_where, logSecret) => {
	const evidence = await runRow('progress', 'v2', { title: '', faults: [], requests: 1 });
	checkSecrets(evidence);
	logSecret();
	expect(() => checkSecrets({ ...evidence, logged: everything(log) })).toThrow(apiKey);
});
