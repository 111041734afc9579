import { sleep } from 'n8n-workflow';
import { startSimulator } from '../simulator';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf } from './generations';

/** With real HTTP ten times as many take minutes: `npm run bench -- 8` runs them on a fake clock, `stoppedThousands.full.ts` stops them. */
const ITEMS = 1_000;
const SPEED = 100;
/** Six requests to the API at once, and two downloads. */
const MAX_CONNECTIONS = 8;

test.each(GENERATIONS)(`%s: ${ITEMS} items in one execution, few connections at once, and progress reported every five seconds at most`, async (generation) => {
	const engine = await Engine.start('filesystem', fastRuntime(SPEED));
	const simulator = await startSimulator({ speed: SPEED, renderSeconds: [60, 600] });
	const messages: unknown[] = [];
	let most = 0;
	let over = false;
	const watching = (async () => {
		for (; !over; await sleep(2)) most = Math.max(most, simulator.openConnections);
	})();
	const started = Date.now();
	const { items, error } = await engine.run({
		rows: rowsOf(ITEMS),
		mode: 'manual',
		onMessage: (message) => messages.push(message),
		steps: [
			{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) },
			{ node: 'aiStudiosWaitAndDownload' },
		],
		credential: credentialFor(generation, simulator),
	});
	const nodeSeconds = ((Date.now() - started) * SPEED) / 1_000;
	over = true;
	await watching;

	expect(error).toBeUndefined();
	expect(items).toHaveLength(ITEMS);
	expect(new Set(items.map(({ json }) => json.projectKey)).size).toBe(ITEMS);
	expect(simulator.exports).toHaveLength(ITEMS);
	for (const item of items.filter((_, index) => index % 50 === 0)) {
		expect((await engine.bytes(item)).equals(simulator.videoOf(String(item.json.projectKey)))).toBe(true);
	}
	expect(most).toBeLessThanOrEqual(MAX_CONNECTIONS);
	expect(messages.length).toBeGreaterThan(1);
	expect(messages.length).toBeLessThanOrEqual(nodeSeconds / 5 + 1);
	expect(JSON.stringify(messages.at(-1))).toMatch(/\d+ of 1000 videos finished/);
	await simulator.stop();
	await engine.stop();
}, 300_000);
