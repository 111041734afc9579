/* eslint-disable @n8n/community-nodes/no-restricted-globals -- listens for unhandled rejections; not shipped */
import fc from 'fast-check';
import { apiOf } from '../../nodes/shared/core/api';
import { AiStudiosError, settle } from '../../nodes/shared/core/errors';
import { Client } from '../../nodes/shared/core/http/client';
import type { HttpResult } from '../../nodes/shared/core/ports';
import { redact } from '../../nodes/shared/core/redact';
import { compileTemplate } from '../../nodes/shared/core/template/compileTemplate';
import { parseTemplate } from '../../nodes/shared/core/template/parseTemplate';
import { waitForRender } from '../../nodes/shared/core/wait/waitForRender';
import { FakeClock } from '../core/fakeClock';
import { startSimulator } from '../simulator';
import { always, rawBody } from '../simulator/faults';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { credentialFor, exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';

const CASES = 10_000;
const CASES_ON_SOCKETS = 150;

/** Field names that the API has, so that random responses are often close to real ones. */
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

const httpResult: fc.Arbitrary<HttpResult> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ kind: fc.constant('response' as const), status: fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 })), headers: fc.dictionary(fc.constantFrom('retry-after', 'location', 'content-type'), fc.string()), text }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('noResponse' as const, 'notSent' as const), cause: fc.string() }) },
);

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

/** Waits, exports and loads a template; the results come back in turn, again and again. */
async function useEverything(generation: Generation, results: HttpResult[]) {
	const clock = new FakeClock();
	let sent = 0;
	const transport = { send: async () => results[sent++ % results.length] };
	const client = new Client(apiOf(generation), { transport, clock, redact });
	const settings = { pollIntervalMs: 3_000, pacing: 'adaptive' as const, timeoutMs: 120_000, stallTimeoutMs: 0 };
	return await Promise.all([
		settle(async () => await waitForRender('key', client, settings)),
		settle(async () => await client.pay(client.api.exportProject({ scenes: [{}] }, {}))),
		settle(async () => compileTemplate(parseTemplate(await client.read(client.api.project('key')))).fill(new Map())),
	]);
}

test(`${CASES} random responses end in a value or an AiStudiosError with a message, in both generations`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...GENERATIONS), fc.array(httpResult, { minLength: 1, maxLength: 4 }), async (generation, results) => {
			for (const settled of await useEverything(generation, results)) {
				if (settled.ok) continue;
				expect(settled.error).toBeInstanceOf(AiStudiosError);
				expect(settled.error.message).not.toBe('');
				expect(settled.error.message).not.toMatch(/undefined|NaN|\[object|canceled/);
			}
		}),
		{ numRuns: CASES },
	);
	expect(unhandled).toEqual([]);
}, 300_000);

test(`${CASES_ON_SOCKETS} of them over real sockets and through n8n's engine`, async () => {
	const engine = await Engine.start('filesystem', fastRuntime(2_000));
	const simulator = await startSimulator({ speed: 2_000 });
	const bytes = fc.oneof(text.map((content) => Buffer.from(content)), fc.uint8Array({ maxLength: 2_000 }).map((content) => Buffer.from(content)));
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...GENERATIONS), bytes, fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })), async (generation, body, code) => {
			const key = simulator.addProject({ generation, seconds: 0 }).key;
			for (const endpoint of ['progress', 'exportProject', 'download'] as const) {
				simulator.injectFaults(endpoint, [always(rawBody(body, code))]);
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
				if (error) expect(['NodeOperationError', 'NodeApiError']).toContain(error.name);
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
