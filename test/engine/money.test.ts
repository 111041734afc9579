import type { Runtime } from '../../nodes/shared/n8n/runtime';
import type { Simulator } from '../simulator';
import { acceptThenReset, heldUntil, noFault, rejection, status } from '../simulator/faults';
import type { Engine, Step } from './engine';
import { withFreshSimulator } from './freshSimulator';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';

let engine: Engine;
let simulator: Simulator;
let time: Runtime;
withFreshSimulator({}, (started) => ({ engine, simulator, runtime: time } = started));

describe.each(GENERATIONS)('%s: exports', (generation) => {
	const run = async (rows: object[], onError?: Step['onError'], options = {}, runtime?: Runtime) =>
		await engine.run({
			rows: rows as never,
			steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation, options), onError }],
			credential: credentialFor(generation, simulator),
			runtime,
		});

	test('a server that refuses connections for a while gets every export once when it is back', async () => {
		await simulator.pause('api');
		let pauses = 0;
		const sleep = async (ms: number) => {
			if ((pauses += 1) === 3) await simulator.resume();
			await time.sleep(ms);
		};
		const { items, error } = await run(rowsOf(3), undefined, {}, { ...time, sleep });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect(simulator.exports).toHaveLength(3);
	});

	test('an export whose response is lost is not sent again, and the other items go on', async () => {
		simulator.injectFaults('exportProject', [noFault, acceptThenReset]);
		const { items } = await run(rowsOf(4), 'continueRegularOutput');
		const [inDoubt, ...others] = items.filter(({ json }) => 'error' in json);
		expect(others).toEqual([]);
		expect(inDoubt.json.error).toContain('the render may have been accepted');
		expect(inDoubt.json.message).toContain('It was not sent again');
		expect(simulator.exports).toHaveLength(4);
		expect([...simulator.exportsPerBody().values()]).toEqual([1, 1, 1, 1]);
	});

	test('an item with the same values as an export in doubt is not exported in its place', async () => {
		simulator.injectFaults('exportProject', [acceptThenReset]);
		const [row] = rowsOf(1);
		const { items } = await run([row, row], 'continueRegularOutput');
		expect(items.map(({ json }) => String(json.error).includes('may have been accepted'))).toEqual([true, true]);
		expect(simulator.exports).toHaveLength(1);
	});

	test('an error that ends the run lists the project keys that were exported before it', async () => {
		simulator.injectFaults('exportProject', [noFault, noFault, rejection('This model is not in your plan of today.')]);
		const { error } = await run(rowsOf(3));
		const keys = simulator.exports.map(({ projectKey }) => String(projectKey));
		expect(keys.length).toBeGreaterThanOrEqual(1);
		for (const key of keys) expect(error?.description).toContain(key);
	});

	test('a 429 holds back all exports, not only the one that got it', async () => {
		// The two that are sent with it end when the first begins to pause, so that the others could follow them at once.
		let letGo = () => {};
		const paused = new Promise<void>((resolve) => (letGo = resolve));
		const sleep = async (ms: number) => {
			letGo();
			await time.sleep(ms);
		};
		simulator.injectFaults('exportProject', [noFault, status(429, { retryAfter: 20 }), heldUntil(paused), heldUntil(paused)]);
		await run(rowsOf(6), undefined, {}, { ...time, sleep });
		const [, rateLimited, , , ...later] = simulator.requestsTo('exportProject').map(({ at }) => at);
		expect(later).toHaveLength(3);
		expect(Math.min(...later)).toBeGreaterThanOrEqual(rateLimited + 15_000);
		expect(simulator.exports).toHaveLength(6);
	});

	test.each(['={{ $env.HOME }}', '{{ 7 * 6 }}', '=1+1', '"},{"scenes":[]', '\u2028\n"\\', '##IMAGE_URL##'])(
		'the value %j is sent as it is',
		async (value) => {
			const { items } = await run([{ first_name: value, image_url: 'https://x.example/p.png' }]);
			expect(items[0].json.projectKey).toBeDefined();
			const sent = JSON.parse(JSON.stringify(simulator.requestsTo('exportProject')[0].body)) as unknown;
			expect(JSON.stringify(sent)).toContain(JSON.stringify(`Hello ${value}!`).slice(1, -1));
		},
	);

	test('two columns that would fill the same placeholder are rejected before anything is sent', async () => {
		const { error } = await run([{ 'First name': 'Ann', first_name: 'Bob', image_url: 'https://x.example/p.png' }]);
		expect(error?.message).toBe('The fields "First name", "first_name" would all fill ##FIRST_NAME##');
		expect(simulator.requests).toEqual([]);
	});

	test('placeholders and keys named like properties of every object are filled like any other', async () => {
		const template = exportParameters(generation).template as string;
		const withOddNames = template.replaceAll('##FIRST_NAME##', '##constructor## ##__proto__##').replace('"scenes"', '"__proto__":{"polluted":"##IMAGE_URL##"},"scenes"');
		const parameters = { ...exportParameters(generation, { missingValues: 'remove' }), template: withOddNames };
		const rows: object[] = [{ image_url: 'https://x.example/p.png', constructor: 'Ann' }, { image_url: 'https://x.example/p.png' }];
		const { error } = await engine.run({ rows: rows as never, steps: [{ node: 'aiStudiosExportProject', parameters }], credential: credentialFor(generation, simulator) });
		expect(error).toBeUndefined();
		const [ann, nobody] = simulator.requestsTo('exportProject').map(({ body }) => JSON.stringify(body));
		expect(ann).toContain('"Hello Ann !"');
		expect(nobody).toContain('"Hello  !"');
		expect(ann).toContain('"__proto__":{"polluted":"https://x.example/p.png"}');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});
