import type { IDataObject, INode } from 'n8n-workflow';
import { startSimulator, type EndpointName, type Simulator } from '../simulator';
import { always, noFault, rejection, status } from '../simulator/faults';
import { Engine, type Step } from './engine';
import { everything } from './everything';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';
import { sleptTime } from './sleptTime';

const runtime = sleptTime();
const now = () => runtime.now();

/** What On Error can be set to, and how workflows of older n8ns say Continue. */
const SETTINGS: Array<[title: string, settings: Partial<INode>]> = [
	['Stop Workflow', { onError: 'stopWorkflow' }],
	['Continue', { onError: 'continueRegularOutput' }],
	['Continue (Using Error Output)', { onError: 'continueErrorOutput' }],
	['Continue on Fail', { continueOnFail: true }],
];

/** The second of two items gets a 404. */
interface FailingRun {
	step: Step;
	endpoint: EndpointName;
	message: (key: string) => string;
	description: RegExp;
	aboutProject: boolean;
}

const cannotFind = (what: string) => (key: string) => `AI Studios cannot find ${what}project ${key}: Simulated status 404.`;

const failingRuns = (generation: Generation): FailingRun[] => [
	{
		step: { node: 'aiStudiosExportProject', parameters: exportParameters(generation) },
		endpoint: 'exportProject',
		message: () => 'AI Studios rejected the export: Simulated status 404.',
		description: /^Correct what the message names, then run this item again\. This item was not exported\./,
		aboutProject: false,
	},
	{
		step: { node: 'aiStudiosGetProgress' },
		endpoint: 'progress',
		message: cannotFind(''),
		description: /^Check the project key, and that the credential belongs to/,
		aboutProject: true,
	},
	{
		step: { node: 'aiStudiosWaitAndDownload' },
		endpoint: 'progress',
		message: cannotFind('the progress of '),
		description: /^Check the project key, and that the credential belongs to/,
		aboutProject: true,
	},
];

const cases = GENERATIONS.flatMap((generation) =>
	failingRuns(generation).flatMap((failing) => SETTINGS.map(([title, settings]) => [generation, failing.step.node, title, failing, settings] as const)),
);

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start('filesystem', runtime);
});

afterAll(async () => await engine.stop());

async function runFailing(simulator: Simulator, generation: Generation, { step, endpoint }: FailingRun, settings: Partial<INode>) {
	const keys = [0, 1].map(() => simulator.addProject({ generation, seconds: 0 }).key);
	const rows = rowsOf(2).map((row, index) => ({ ...row, projectKey: keys[index] }));
	if (endpoint === 'exportProject') simulator.injectFaults(endpoint, [noFault, status(404)]);
	else simulator.injectFaults(endpoint, [status(404)], { projectKey: keys[1] });
	const result = await engine.run({ rows, steps: [{ ...step, settings }], credential: credentialFor(generation, simulator) });
	return { rows, key: keys[1], ...result };
}

test.each(cases)('%s: %s with On Error: %s shows the failed item with its message, description and status', async (generation, _node, _title, failing, settings) => {
	const simulator = await startSimulator({ now });
	const { rows, key, run, error, outputs, taskData } = await runFailing(simulator, generation, failing, settings);
	await simulator.stop();
	const message = failing.message(key);
	const description = expect.stringMatching(failing.description) as string;

	if (settings.onError === 'stopWorkflow') {
		const context = { itemIndex: 1, ...(failing.aboutProject ? { projectKey: key } : {}) };
		expect(run.status).toBe('error');
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404', message, description, context });
		expect(taskData?.error).toMatchObject({ name: 'NodeApiError', httpCode: '404', message, description, context });
		expect(everything(error)).not.toMatch(/authorization|axios/i);
		expect(outputs).toEqual([]);
		return;
	}
	expect(run.status).toBe('success');
	expect(error).toBeUndefined();
	const [[succeeded, ...failedHere], failedThere] = outputs;
	expect(succeeded.json.projectKey).toBeDefined();
	if (settings.onError === 'continueErrorOutput') {
		expect(failedHere).toEqual([]);
		// The key that an item arrives with is not that of its own export.
		const projectKey = failing.aboutProject ? key : undefined;
		expect(failedThere).toMatchObject([{ json: { ...rows[1], error: message, message: description, projectKey }, pairedItem: { item: 1 } }]);
		return;
	}
	expect(failedThere).toBeUndefined();
	const fields = failing.aboutProject ? { projectKey: key } : {};
	expect(failedHere).toMatchObject([{ json: { error: message, message: description, ...fields }, pairedItem: { item: 1 } }]);
});

describe.each(GENERATIONS)('%s: with On Error: Continue, a rejection that will hit every export ends them, because each may cost money', (generation) => {
	const ROWS = 20;
	/** The first export goes alone, then three at once. */
	const MAX_SENT = 2 + 3;

	async function exportAll(arrange: (simulator: Simulator) => void) {
		const simulator = await startSimulator({ now });
		arrange(simulator);
		const step: Step = { node: 'aiStudiosExportProject', parameters: exportParameters(generation), onError: 'continueRegularOutput' };
		const { items } = await engine.run({ rows: rowsOf(ROWS), steps: [step], credential: credentialFor(generation, simulator) });
		await simulator.stop();
		return { items: items.map(({ json }) => json), sent: simulator.requestsTo('exportProject').length, accepted: simulator.exports.length };
	}

	const isNotSent = ({ error }: IDataObject) => String(error).startsWith('Not sent, because an earlier item failed: ');

	test.each([
		['a rejected credential', rejection('The API key is blocked.')],
		['an empty balance', rejection('Not enough credits.')],
	])('%s: exports that were not begun are not sent, and say why', async (_what, fault) => {
		const { items, sent, accepted } = await exportAll((simulator) => simulator.injectFaults('exportProject', [noFault, noFault, always(fault)]));
		expect(accepted).toBe(2);
		expect(sent).toBeLessThanOrEqual(MAX_SENT);
		expect(items.map(({ projectKey }) => projectKey !== undefined)).toEqual(items.map((_, index) => index < 2));
		expect(items.filter(isNotSent)).toHaveLength(ROWS - sent);
	});

	test('a balance that is used up, and would last for an export again a moment later', async () => {
		const { items, sent, accepted } = await exportAll((simulator) => simulator.injectFaults('exportProject', [noFault, rejection('Not enough credits.')]));
		expect(sent).toBeLessThanOrEqual(MAX_SENT);
		expect(accepted).toBe(sent - 1);
		expect(items.filter(isNotSent)).toHaveLength(ROWS - sent);
	});

	test('but not a rejection of one export: the others are sent', async () => {
		const { items, sent, accepted } = await exportAll((simulator) => simulator.injectFaults('exportProject', [noFault, rejection('This model is not in your language.')]));
		expect([sent, accepted]).toEqual([ROWS, ROWS - 1]);
		expect(items.filter(isNotSent)).toEqual([]);
	});
});
