/* eslint-disable @n8n/community-nodes/no-restricted-globals -- listens for unhandled rejections; not shipped */
import fc from 'fast-check';
import { contractOf } from '../../nodes/shared/core/contract';
import { AiStudiosError, outcomeOf } from '../../nodes/shared/core/errors';
import { Client } from '../../nodes/shared/core/requests/client';
import type { Answer } from '../../nodes/shared/core/requests/judge';
import { exportError, readingError } from '../../nodes/shared/core/requests/troubles';
import { compileTemplate } from '../../nodes/shared/core/template/compile';
import { parseTemplate } from '../../nodes/shared/core/template/parseTemplate';
import { waitForRender } from '../../nodes/shared/core/wait/waitForRender';
import { FakeClock } from '../core/fakeClock';
import { startSimulator } from '../simulator';
import { always, rawBody } from '../simulator/faults';
import { Engine } from './engine';
import { runTimeFaster } from './fastTime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';

const CASES = 10_000;
const CASES_ON_SOCKETS = 150;

/** Field names that the API has, so that random answers often come near to real ones. */
const KNOWN = ['success', 'data', 'response', 'key', 'projectId', 'progress', 'state', 'url', 'videoUrl', 'downloadUrl', 'scenes', 'project', 'msg', 'error', 'cube_used', '__proto__'];

const json = fc.letrec((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.boolean(), fc.double(), fc.constant(100), fc.webUrl(), fc.constantFrom('failed', 'exported', '100'), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
	object: fc.dictionary(fc.constantFrom(...KNOWN), tie('value'), { maxKeys: 5 }),
}));

const text = fc.oneof(
	json.value.map((value) => JSON.stringify(value) ?? ''),
	json.object.map((value) => JSON.stringify({ success: true, ...(value as object) })),
	fc.string(),
	fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const answer: fc.Arbitrary<Answer> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ kind: fc.constant('answered' as const), status: fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 })), headers: fc.dictionary(fc.constantFrom('retry-after', 'location', 'content-type'), fc.string()), text }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('lost' as const, 'unsent' as const), cause: fc.string() }) },
);

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

async function askEverything(generation: Generation, answers: Answer[]) {
	const clock = new FakeClock();
	let asked = 0;
	const client = new Client(contractOf(generation), { clock, send: async () => answers[asked++ % answers.length] });
	const { contract } = client;
	const wanted = { what: 'it', secrets: [] };
	const waiting = { pollInterval: 3_000, pacing: 'adaptive' as const, timeout: 120_000, stallTimeout: 0 };
	return await Promise.all([
		outcomeOf(async () => await waitForRender('key', client, waiting, [])),
		outcomeOf(async () => {
			const verdict = await client.order(contract.exportProject({ scenes: [{}] }, {}));
			if (!verdict.ok) throw exportError(verdict, contract, wanted);
			return contract.exported(verdict.envelope);
		}),
		outcomeOf(async () => {
			const verdict = await client.read(contract.project('key'));
			if (!verdict.ok) throw readingError(verdict, contract, wanted);
			return compileTemplate(parseTemplate(contract.designed(verdict.envelope).template)).fill(new Map());
		}),
	]);
}

test(`${CASES} random answers end in a value or a named error, in both generations`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...GENERATIONS), fc.array(answer, { minLength: 1, maxLength: 4 }), async (generation, answers) => {
			for (const outcome of await askEverything(generation, answers)) {
				if (outcome.ok) continue;
				expect(outcome.error).toBeInstanceOf(AiStudiosError);
				expect(outcome.error.message).not.toBe('');
				expect(outcome.error.message).not.toMatch(/undefined|NaN|\[object|canceled/);
			}
		}),
		{ numRuns: CASES },
	);
	expect(unhandled).toEqual([]);
}, 300_000);

test(`${CASES_ON_SOCKETS} of them over real sockets and through n8n's engine`, async () => {
	runTimeFaster(2_000);
	jest.spyOn(console, 'log').mockImplementation(() => {});
	const engine = await Engine.start();
	const simulator = await startSimulator({ speed: 2_000 });
	const bytes = fc.oneof(text.map((content) => Buffer.from(content)), fc.uint8Array({ maxLength: 2_000 }).map((content) => Buffer.from(content)));
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...GENERATIONS), bytes, fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })), async (generation, body, code) => {
			const key = simulator.addProject({ generation, seconds: 0 }).key;
			for (const endpoint of ['progress', 'export', 'download'] as const) {
				simulator.script(endpoint, [always(rawBody(body, code))]);
			}
			const rows = [{ ...rowsOf(1)[0], projectKey: key }];
			const credential = credentialFor(generation, simulator);
			const options = { timeout: 1 };
			for (const step of [
				{ node: 'aiStudiosExportProject' as const, parameters: exportParameters(generation) },
				{ node: 'aiStudiosGetProgress' as const },
				{ node: 'aiStudiosWaitAndDownload' as const, parameters: { options } },
			]) {
				const { error, items } = await engine.run({ rows, credential, steps: [step] });
				if (error) expect(error.name).toBe('NodeOperationError');
				else expect(items).toHaveLength(1);
				expect(error?.message ?? '').not.toMatch(/undefined|\[object|Cannot read/);
			}
		}),
		{ numRuns: CASES_ON_SOCKETS },
	);
	await simulator.stop();
	await engine.stop();
	expect(unhandled).toEqual([]);
}, 300_000);
