import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { accepted, acceptThenReset, always, noFault, rejection, reset, status, times, wrongJson, type Fault } from '../simulator/faults';
import type { Engine } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, type Generation } from './generations';
import { RETRY_ON_FAIL } from './repeatedRuns';

let engine: Engine;
let simulator: Simulator;
withFreshSimulator({ renderSeconds: [20, 60] }, (started) => ({ engine, simulator } = started));

const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

const run = async (operation: string, rows: IDataObject[], parameters: INodeParameters = {}, settings: Partial<INode> = {}, generation: Generation = 'v3') =>
	await engine.run({
		rows,
		steps: [{ node: 'aiStudios', parameters: { resource: 'project', operation, ...parameters }, settings }],
		credential: credentialFor(generation, simulator),
	});

const finished = (name?: string) => simulator.addProject({ generation: 'v3', seconds: 0, ...(name === undefined ? {} : { name }) }).key;
const jsonOf = ({ items }: Awaited<ReturnType<typeof run>>) => items.map(({ json }) => json);

describe('Get', () => {
	test('says what AI Studios knows of a project, without its scenes', async () => {
		const key = finished('Welcome');
		const { items } = await run('get', [{ projectKey: key }]);
		expect(items).toMatchObject([{ json: { projectKey: key, name: 'Welcome', progress: 100, state: 'complete', isComplete: true, editorUrl: `https://app.aistudios.com/editor/${key}` }, pairedItem: { item: 0 } }]);
		expect(items[0].json).not.toHaveProperty('scenes');
		expect(simulator.requestsTo('project').map(({ projectKey }) => projectKey)).toEqual([key]);
	});

	test('without Simplify returns all that AI Studios says', async () => {
		const key = finished('Welcome');
		const [json] = jsonOf(await run('get', [{ projectKey: key }], { simplify: false }));
		expect(json).toMatchObject({ projectKey: key, name: 'Welcome', scenes: expect.any(Array) as unknown, download_url: expect.any(String) as string });
	});

	test.each<[string, INodeParameters['projectKey']]>([
		['from the list', { __rl: true, mode: 'list', value: 'KEY' }],
		['by ID', { __rl: true, mode: 'id', value: ' KEY ' }],
		['by an expression', { __rl: true, mode: 'id', value: '={{ $json.key }}' }],
		['as text', '={{ $json.key }}'],
	])('takes a project %s', async (_how, projectKey) => {
		const key = finished();
		const chosen = JSON.parse(JSON.stringify(projectKey).replace('KEY', key)) as INodeParameters['projectKey'];
		expect(jsonOf(await run('get', [{ key }], { projectKey: chosen }))).toMatchObject([{ projectKey: key }]);
	});

	test('keeps the fields of the input with Include Input Fields', async () => {
		const key = finished();
		expect(jsonOf(await run('get', [{ projectKey: key, row: 7 }], { options: { includeInputFields: true } }))).toMatchObject([{ projectKey: key, row: 7 }]);
	});

	test('with API version 2 says what that knows: no state', async () => {
		const { key } = simulator.addProject({ generation: 'v2', name: 'Old', seconds: 0 });
		const [json] = jsonOf(await run('get', [{ projectKey: key }], {}, {}, 'v2'));
		expect(json).toMatchObject({ projectKey: key, name: 'Old', editorUrl: expect.stringContaining(key) as string });
		expect(json).not.toHaveProperty('state');
	});
});

describe('Get Many', () => {
	const addProjects = (count: number) => Array.from({ length: count }, (_, index) => finished(`Video ${index}`)).reverse();

	test.each<[string, INodeParameters, number]>([
		['by default', {}, 50],
		['with Return All', { returnAll: true }, 55],
		['with a Limit', { limit: 2 }, 2],
		['with a Limit as text', { limit: '={{ "3" }}' }, 3],
		['with a Limit of zero, which counts as 1', { limit: 0 }, 1],
		['with a fraction as Limit', { limit: 2.9 }, 2],
	])('%s returns so many projects', async (_how, parameters, count) => {
		const keys = addProjects(55);
		const { items } = await run('getMany', [{}], parameters);
		expect(items.map(({ json, pairedItem }) => [json.projectKey, pairedItem])).toEqual(keys.slice(0, count).map((key) => [key, { item: 0 }]));
		expect(items[0].json).toEqual({
			projectKey: keys[0], name: 'Video 54', progress: 100, state: 'complete', isComplete: true, videoUrl: expect.stringContaining(keys[0]) as string, editorUrl: `https://app.aistudios.com/editor/${keys[0]}`,
		});
		expect(simulator.requestsTo('projects')).toHaveLength(1);
	});

	test('each item has its own list', async () => {
		const [newest, older] = addProjects(2);
		const { items } = await run('getMany', [{ n: 1 }, { n: 2 }], { limit: '={{ $json.n }}' });
		expect(items.map(({ json, pairedItem }) => [json.projectKey, pairedItem])).toEqual([[newest, { item: 0 }], [newest, { item: 1 }], [older, { item: 1 }]]);
	});

	test('a Limit that is no number is an error of its item, and nothing is sent for it', async () => {
		addProjects(1);
		const { items } = await run('getMany', [{ n: 'many' }, { n: 1 }], { limit: '={{ $json.n }}', options: { includeInputFields: true } }, CONTINUE);
		expect(items.map(({ json }) => json.error)).toEqual(['Limit must be a number of zero or more, but it is "many"', undefined]);
		expect(simulator.requestsTo('projects')).toHaveLength(1);
	});

	test('an account without projects gives no items', async () => {
		expect((await run('getMany', [{}])).items).toEqual([]);
	});
});

describe('Delete', () => {
	const sent = () => simulator.requestsTo('deleteProjects').map(({ body }) => body);
	const isThere = (key: string) => {
		try {
			return simulator.project(key) !== undefined;
		} catch {
			return false;
		}
	};

	test('deletes one project for each item', async () => {
		const [first, second, kept] = [finished(), finished(), finished()];
		const { items } = await run('delete', [{ projectKey: first }, { projectKey: second }]);
		expect(items).toEqual([first, second].map((projectKey, item) => ({ json: { deleted: true, projectKey }, pairedItem: { item } })));
		expect(sent()).toEqual([{ ids: [first] }, { ids: [second] }]);
		expect([first, second, kept].map(isThere)).toEqual([false, false, true]);
	});

	test('items with the same key share one deletion', async () => {
		const key = finished();
		expect(jsonOf(await run('delete', [{ projectKey: key }, { projectKey: key }]))).toEqual([{ deleted: true, projectKey: key }, { deleted: true, projectKey: key }]);
		expect(sent()).toEqual([{ ids: [key] }]);
	});

	test.each<[string, Fault]>([
		['counts none', noFault],
		['says that it is not found', status(404)],
	])('a key that AI Studios does not know is an error, when it %s', async (_what, fault) => {
		simulator.injectFaults('deleteProjects', [fault], { generation: 'v3' });
		const { error } = await run('delete', [{ projectKey: 'unknown1' }]);
		expect(error?.message).toBe('Project unknown1 was not deleted, because AI Studios has no such project');
		expect(error?.description).toMatch(/^It may have been deleted before\./);
		expect(error?.context).toMatchObject({ projectKey: 'unknown1' });
		expect(sent()).toHaveLength(1);
	});

	test.each<[string, Fault[]]>([
		['deleted it', [acceptThenReset]],
		['deleted it, and the retry says that it is not found', [accepted(status(502)), status(404)]],
		['did not reach it', [reset]],
	])('is repeated after a response that was lost, and succeeds whether the first attempt %s', async (_what, faults) => {
		const key = finished();
		simulator.injectFaults('deleteProjects', faults);
		expect(jsonOf(await run('delete', [{ projectKey: key }]))).toEqual([{ deleted: true, projectKey: key }]);
		expect([sent().length, isThere(key)]).toEqual([2, false]);
	});

	test('never reports success when every response is lost, and says that the project may be gone', async () => {
		const key = finished();
		simulator.injectFaults('deleteProjects', [always(acceptThenReset)]);
		const [json] = jsonOf(await run('delete', [{ projectKey: key }], {}, CONTINUE));
		expect(json).toEqual({
			projectKey: key,
			error: expect.stringMatching(`^AI Studios returned no usable response for the deletion of project ${key} after 7 attempts: `) as string,
			message: 'The project may have been deleted all the same: check your projects in AI Studios before you run this item again.',
		});
	});

	test.each<[string, Fault[], RegExp, RegExp]>([
		['a rejection', [always(rejection('Not yours.'))], /^AI Studios rejected the deletion of project \w+ after 3 attempts: Not yours\.$/, /^Correct what the message names/],
		['a 429 forever', [always(status(429, { retryAfter: 0 }))], /^AI Studios limited the rate of requests for the deletion of project/, /^Process fewer items/],
		
	])('ends with what happened after %s', async (_what, faults, message, description) => {
		const key = finished();
		simulator.injectFaults('deleteProjects', faults);
		const { error } = await run('delete', [{ projectKey: key }]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
		expect(isThere(key)).toBe(true);
	});

	test('a success that counts nothing is a success', async () => {
		simulator.injectFaults('deleteProjects', [wrongJson({ success: true })]);
		expect(jsonOf(await run('delete', [{ projectKey: 'p1' }]))).toEqual([{ deleted: true, projectKey: 'p1' }]);
	});

	test('what Retry On Fail repeats is not deleted again, and does not become unknown', async () => {
		const keys = [finished(), finished()];
		simulator.injectFaults('deleteProjects', times(3, rejection('Later.')), { projectKey: keys[1] });
		simulator.injectFaults('deleteProjects', [noFault, ...times(3, rejection('Later.'))]);
		expect(jsonOf(await run('delete', keys.map((projectKey) => ({ projectKey })), {}, RETRY_ON_FAIL))).toEqual(keys.map((projectKey) => ({ deleted: true, projectKey })));
		expect(sent().filter((body) => JSON.stringify(body).includes(keys[0]))).toHaveLength(1);
	});

	test('a key that makes no sense ends the run before anything is deleted', async () => {
		const key = finished();
		const { error } = await run('delete', [{ projectKey: key }, { projectKey: 'a/b' }]);
		expect(error?.message).toBe('"a/b" is not a project key');
		expect([sent(), isThere(key)]).toEqual([[], true]);
	});

	test('with On Error: Continue a failed item does not affect the others', async () => {
		const key = finished();
		const json = jsonOf(await run('delete', [{ projectKey: 'a/b', row: 1 }, { projectKey: key, row: 2 }], { options: { includeInputFields: true } }, CONTINUE));
		expect(json).toMatchObject([{ row: 1, error: '"a/b" is not a project key' }, { row: 2, deleted: true, projectKey: key }]);
	});
});

describe('Render', () => {
	test('exports a project as it stands, once, and its key comes out', async () => {
		const { key } = simulator.addProject({ generation: 'v3', seconds: 60 });
		const { items } = await run('render', [{ projectKey: key }, { projectKey: key }], { options: { resolution: '720' } });
		expect(items.map(({ json }) => json)).toEqual([{ projectKey: key }, { projectKey: key, duplicateOf: 0 }]);
		expect(simulator.requestsTo('exportExisting').map(({ body }) => body)).toEqual([{ projectId: key, resolution: '720' }]);
	});

	test('a dry run sends nothing and shows the request', async () => {
		const { items, hints } = await run('render', [{ projectKey: 'p1' }], { options: { dryRun: true } });
		expect(items.map(({ json }) => json)).toEqual([{ request: { projectId: 'p1' } }]);
		expect(hints).toEqual(['Dry run: nothing was created. Turn off Dry Run to create it.']);
		expect(simulator.requests).toEqual([]);
	});

	test('an item without a project key ends the run before anything is paid for', async () => {
		const { error } = await run('render', [{ projectKey: simulator.addProject({ generation: 'v3', seconds: 60 }).key }, {}]);
		expect(error?.description).toMatch(/ No item was created\.$/);
		expect(simulator.requestsTo('exportExisting')).toEqual([]);
	});
});

test.each(['get', 'delete', 'render'])('an item that arrives at %s with an error passes it on, and stops no other', async (operation) => {
	const key = finished();
	const { error, items } = await run(operation, [{ error: 'No value for ##NAME##', message: 'Enter one.' }, { projectKey: key }], { options: { includeInputFields: true } });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toMatchObject([{ error: 'No value for ##NAME##', message: 'Enter one.' }, { projectKey: key }]);
});

test.each([
	['getMany', 'API version 2 cannot list projects'],
	['delete', 'API version 2 cannot delete projects'],
	['render', 'API version 2 cannot render a project as it stands'],
])('with API version 2, %s says that it cannot, and sends nothing', async (operation, message) => {
	const { error } = await run(operation, [{ projectKey: 'k1' }], {}, {}, 'v2');
	expect(error?.message).toBe(message);
	expect(simulator.requests).toEqual([]);
});
