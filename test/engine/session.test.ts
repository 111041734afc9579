import { Workflow, type INodeTypes } from 'n8n-workflow';
import type { Runtime } from '../../nodes/shared/n8n/runtime';
import { startSimulator, type Simulator } from '../simulator';
import { always, rejection, status } from '../simulator/faults';
import { storedCredential } from './credentials';
import type { Engine, Step } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, rowsOf } from './generations';
import { chain } from './testWorkflow';

const WAIT: Step = { node: 'aiStudiosWaitAndDownload' };
const EXPORT: Step = { node: 'aiStudiosExportProject', parameters: exportParameters('v3') };

let engine: Engine;
let simulator: Simulator;
let runtime: Runtime;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator, runtime } = started));

/** The one that a test put in place of the fresh one. */
afterEach(async () => await simulator.stop());

const run = async (rows: number, steps: Step[], sessionToken = '') =>
	await engine.run({ rows: rowsOf(rows), steps, credential: { ...credentialFor('v3', simulator), sessionToken } });

test('a run of 20 items exchanges one token', async () => {
	const { items } = await run(20, [EXPORT, WAIT]);
	expect(items).toHaveLength(20);
	expect(simulator.requestsTo('token')).toHaveLength(1);
});

test('a token that expires in the middle of a 20-item wait is exchanged once, and nothing fails', async () => {
	let expired = false;
	await simulator.stop();
	simulator = await startSimulator({
		now: () => runtime.now(),
		renderSeconds: [40, 80],
		onRequest: ({ endpoint }) => {
			if (expired || endpoint !== 'progress' || simulator.requestsTo('progress').length < 10) return;
			expired = true;
			simulator.expireTokens();
		},
	});
	const { items, error } = await run(20, [EXPORT, WAIT]);
	expect(error).toBeUndefined();
	expect(expired).toBe(true);
	expect(items).toHaveLength(20);
	for (const item of items) {
		expect((await engine.bytes(item)).equals(simulator.videoOf(String(item.json.projectKey)))).toBe(true);
	}
	expect(simulator.requestsTo('token')).toHaveLength(2);
});

test('a token stored yesterday is exchanged once, and the export is accepted once', async () => {
	const { items, credential } = await run(1, [EXPORT], 'yesterday');
	expect(items[0].json.projectKey).toBeDefined();
	expect(credential.sessionToken).not.toBe('yesterday');
	expect(simulator.requestsTo('token')).toHaveLength(1);
	expect(simulator.exports).toHaveLength(1);
});

test('a stored token that is valid is used, and none is exchanged', async () => {
	const { credential } = await run(1, [EXPORT]);
	await run(1, [EXPORT], String(credential.sessionToken));
	expect(simulator.requestsTo('token')).toHaveLength(1);
});

test('App ID and User Key that are rejected end the run after one exchange', async () => {
	simulator.injectFaults('token', [always(rejection('The User Key was replaced.'))]);
	const { error } = await run(5, [EXPORT]);
	expect(error?.message).toContain('The User Key was replaced.');
	expect(error?.description).toContain('App ID and User Key');
	expect(simulator.requestsTo('token')).toHaveLength(1);
	expect(simulator.requestsTo('exportProject')).toHaveLength(0);
});

test('when no token can be exchanged, the error says that nothing was exported', async () => {
	simulator.injectFaults('token', [always(status(503))]);
	const { error } = await run(1, [EXPORT]);
	expect(error?.message).toMatch(/^AI Studios could not be reached for the export after \d attempts: /);
	expect(error?.description).toContain('This item was not exported');
	expect(simulator.requestsTo('exportProject')).toHaveLength(0);
});

test.each([
	['the API Key of version 2', 'v2', ['apiKey']],
	['the App ID and the User Key of version 3', 'v3', ['appId', 'userKey']],
] as const)('spaces and line breaks around %s are not sent', async (_what, generation, names) => {
	const credential = credentialFor(generation, simulator);
	for (const name of names) credential[name] = ` ${String(credential[name])}\n`;
	const { items, error } = await engine.run({ rows: rowsOf(2), steps: [{ ...EXPORT, parameters: exportParameters(generation) }, WAIT], credential });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.state)).toEqual(['complete', 'complete']);
	expect(simulator.requestsTo('exportProject')).toHaveLength(2);
});

test('the key of version 2 is put into the header without the spaces around it, whatever the HTTP client would make of them', async () => {
	const { nodes } = chain([EXPORT]);
	const workflow = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: {} as INodeTypes });
	const credential = { ...credentialFor('v2', simulator), apiKey: ' the-key \n' };
	const { helper } = storedCredential(engine.credentialType(), credential);
	const { headers } = await helper.authenticate(credential, 'aiStudiosApi', { url: simulator.url }, workflow, nodes[1]);
	expect(headers).toEqual({ Authorization: 'the-key' });
});
