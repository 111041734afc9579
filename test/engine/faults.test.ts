import { LoggerProxy } from 'n8n-workflow';
import { expectEnd, expectNoSecrets } from './faultEnds';
import { FaultRuns, SECRETS } from './faultRun';
import { faultCases } from './faultTable';
import { waitAndDownload } from './faultWorkflows';

const cases = faultCases('other nodes');

let runs: FaultRuns;

beforeAll(async () => {
	runs = await FaultRuns.start(cases);
});

afterAll(async () => await runs.stop());

test('the table has at least 60 cases', () => {
	expect(cases.length).toBeGreaterThanOrEqual(60);
});

test.each(cases)('%s %s: %s', async (...faultCase) => {
	expectEnd(faultCase, await runs.run(faultCase));
});

test.each([
	['in a message', () => LoggerProxy.debug(`The key is ${SECRETS.apiKey}`)],
	['in the metadata of a message', () => LoggerProxy.info('A request', { headers: { Authorization: SECRETS.apiKey } })],
	['in the cause of an error', () => LoggerProxy.error('A request failed', { error: new Error('failed', { cause: new Error(SECRETS.apiKey) }) })],
])('a secret that is logged %s is found', async (_where, logSecret) => {
	const evidence = await runs.run(['v2', 'progress', '', { title: '', faults: [], requests: 1 }, waitAndDownload]);
	expectNoSecrets(evidence);
	logSecret();
	expect(() => expectNoSecrets({ ...evidence, logged: runs.logged() })).toThrow(SECRETS.apiKey);
});
