import { sleep } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { acceptThenReset, fine, refusal, status } from '../simulator/faults';
import { Engine, type Step } from './engine';
import { runTimeFaster } from './fastTime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	runTimeFaster(50);
	engine = await Engine.start();
});

afterAll(async () => await engine.stop());

beforeEach(async () => {
	simulator = await startSimulator({ speed: 50 });
});

afterEach(async () => await simulator.stop());

describe.each(GENERATIONS)('%s: orders', (generation) => {
	const run = async (rows: object[], onError?: Step['onError'], options = {}) =>
		await engine.run({
			rows: rows as never,
			steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), onError }],
			credential: credentialFor(generation, simulator),
		});

	test('a server that refuses connections for a while gets every order once when it is back', async () => {
		await simulator.pause('api');
		const running = run(rowsOf(3));
		await sleep(60);
		await simulator.resume();
		const { items, error } = await running;
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(simulator.exports).toHaveLength(3);
	});

	test('an answer that is lost costs nothing twice, and the other items go on', async () => {
		simulator.script('export', [fine, acceptThenReset]);
		const { items } = await run(rowsOf(4), 'continueRegularOutput');
		const [lost, ...others] = items.filter(({ json }) => 'error' in json);
		expect(others).toEqual([]);
		expect(lost.json.error).toContain('the render may have been accepted');
		expect(lost.json.message).toContain('It was not sent again');
		expect(simulator.exports).toHaveLength(4);
		expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1, 1]);
	});

	test('items filled like one whose answer was lost are not ordered in its place', async () => {
		simulator.script('export', [acceptThenReset]);
		const [row] = rowsOf(1);
		const { items } = await run([row, row], 'continueRegularOutput');
		expect(items.every(({ json }) => String(json.error).includes('may have been accepted'))).toBe(true);
		expect(simulator.exports).toHaveLength(1);
	});

	test('an error that ends the run lists the project keys that were ordered before it', async () => {
		simulator.script('export', [fine, fine, refusal('This model is not in your plan of today.')]);
		const { error } = await run(rowsOf(3));
		const keys = simulator.exports.map(({ projectKey }) => String(projectKey));
		expect(keys.length).toBeGreaterThanOrEqual(1);
		for (const key of keys) expect(error?.description).toContain(key);
	});

	test('a 429 holds back all orders together, not only the one that got it', async () => {
		simulator.script('export', [fine, status(429, { retryAfter: 20 })]);
		await run(rowsOf(6));
		const [, refused, ...later] = simulator.requestsTo('export').map(({ at }) => at);
		expect(later.filter((at) => at > refused + 1_000).every((at) => at >= refused + 15_000)).toBe(true);
		expect(simulator.exports).toHaveLength(6);
	});

	test.each(['={{ $env.HOME }}', '{{ 7 * 6 }}', '=1+1', '"},{"scenes":[]', '\u2028\n"\\', '##IMAGE_URL##'])(
		'the value %j is sent as it is',
		async (value) => {
			const { items } = await run([{ first_name: value, image_url: 'https://x.example/p.png' }]);
			expect(items[0].json.projectKey).toBeDefined();
			const told = JSON.parse(JSON.stringify(simulator.requestsTo('export')[0].body)) as unknown;
			expect(JSON.stringify(told)).toContain(JSON.stringify(`Hello ${value}!`).slice(1, -1));
		},
	);

	test('two columns that would fill the same placeholder are refused before anything is sent', async () => {
		const { error } = await run([{ 'First name': 'Ann', first_name: 'Bob', image_url: 'https://x.example/p.png' }]);
		expect(error?.message).toBe('The fields "First name", "first_name" would all fill ##FIRST_NAME##');
		expect(simulator.requests).toEqual([]);
	});

	test('names that every object has fill nothing and break nothing', async () => {
		const template = exportParameters(generation).template as string;
		const odd = template.replace('##FIRST_NAME##', '##constructor## ##__proto__##').replace('"scenes"', '"__proto__":{"polluted":"##IMAGE_URL##"},"scenes"');
		const step: Step = { node: 'aiStudiosExportProject', parameters: { ...exportParameters(generation, { missingValues: 'remove' }), template: odd } };
		const rows = [{ image_url: 'https://x.example/p.png', first_name: 'Ann' }];
		const { error } = await engine.run({ rows, steps: [step], credential: credentialFor(generation, simulator) });
		expect(error?.message ?? '').not.toMatch(/function|native code/);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});
