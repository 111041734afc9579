/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- compares files by their hash, removes one, and reads slowly; not shipped */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { JsonObject } from '../../nodes/shared/core/json';
import { settle } from '../../nodes/shared/core/errors';
import { inputFile } from '../../nodes/shared/n8n/inputFile';
import { toNodeError } from '../../nodes/shared/n8n/nodeErrors';
import { openSession } from '../../nodes/shared/n8n/session';
import { Engine, type RunResult } from './engine';
import { fastRuntime } from './fastRuntime';
import { PREFIX } from './testWorkflow';
import { UploadServer, type UploadFault } from './uploadServer';

/** More than the buffers of both sides of a connection take beyond what is read. */
const BYTES = 20_000_000;
const MIDDLE = 1_000_000;
/** Of a request; four of them for an upload. */
const SHORT_TIMEOUT_MS = 250;
const CONTENT = Buffer.alloc(BYTES, 'A video, as far as a server can tell. ');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

type Method = 'read' | 'pay';

let server: UploadServer;
let engine: Engine;

beforeEach(async () => {
	server = await UploadServer.start();
});

afterEach(async () => {
	await server.stop();
	await engine.stop();
});

/** A node that uploads the item's file with our client, in n8n's engine. */
function uploader(method: Method, timeoutMs: number): INodeType {
	const description = { ...engine.nodeType('aiStudiosGetProgress').description, name: 'uploader', properties: [] };
	return {
		description,
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const { client } = await openSession(this, fastRuntime(100, timeoutMs));
			const result = await settle(async () => {
				const file = { ...(await inputFile(this, 0, 'data', 'video')), field: 'file' };
				return await client[method]<JsonObject>({
					method: 'POST',
					path: '/api/odin/v3/upload',
					multipart: { fields: { target_0: 'en-US' }, files: [file] },
					subject: 'the video',
					product: 'project',
					parse: (envelope) => envelope,
				});
			});
			if (!result.ok) throw toNodeError(this.getNode(), result.error, 0);
			return [[{ json: result.value as INodeExecutionData['json'] }]];
		},
	};
}

interface Upload {
	method?: Method;
	mode?: 'filesystem' | 'default';
	timeoutMs?: number;
	file?: Partial<IBinaryData>;
	sessionToken?: string;
	onStart?: (stop: () => void) => void;
	beforeRun?: (binary: IBinaryData) => Promise<void>;
}

async function upload({ method = 'pay', mode = 'filesystem', timeoutMs = 10_000, file, sessionToken = '', onStart, beforeRun }: Upload = {}): Promise<RunResult> {
	engine = await Engine.start(mode);
	const location = { type: 'execution', workflowId: 'w', executionId: 'e' } as const;
	const binary = await engine.binaries.store(location, CONTENT, { data: '', mimeType: 'video/mp4', fileName: 'holiday.mp4', ...file });
	await beforeRun?.(binary);
	const node = { id: '1', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const nodes = [
		{ ...node, name: 'Rows', type: 'test.rows' },
		{ ...node, name: 'Upload', type: `${PREFIX}uploader`, credentials: { aiStudiosApi: { id: '1', name: 'AI Studios' } } },
	];
	return await engine.runWorkflow(
		{ nodes, connections: { Rows: { main: [[{ node: 'Upload', type: 'main', index: 0 }]] } } },
		{
			rows: [{ json: {}, binary: { data: binary } }],
			credential: { apiVersion: 'v3', appId: 'app', userKey: 'key', server: 'custom', customServer: server.url, sessionToken },
			otherNodes: { [`${PREFIX}uploader`]: uploader(method, timeoutMs) },
			onStart,
		},
	);
}

function received({ items, error }: RunResult) {
	expect(error).toBeUndefined();
	const { data } = items[0].json as { data: { form: object; contentLength: string; encoding?: string } };
	expect(data.form).toEqual({
		fields: { target_0: 'en-US' },
		files: [{ field: 'file', fileName: 'holiday.mp4', mimeType: 'video/mp4', bytes: BYTES, sha256: SHA256 }],
	});
	return data;
}

test.each(['filesystem', 'default'] as const)('a file in binary data mode "%s" arrives as it is, with a length', async (mode) => {
	const { contentLength, encoding } = received(await upload({ mode }));
	expect(Number(contentLength)).toBeGreaterThan(BYTES);
	expect(encoding).toBeUndefined();
	expect([server.uploads, server.tokens]).toEqual([1, 1]);
});

test('a stored token that is valid is checked before the upload, and kept', async () => {
	await upload();
	await engine.stop();
	received(await upload({ sessionToken: 'token-1' }));
	expect([server.uploads, server.tokens]).toEqual([2, 1]);
});

test('a token that expired costs no upload: it is renewed before', async () => {
	received(await upload({ sessionToken: 'yesterday' }));
	expect([server.uploads, server.tokens]).toEqual([1, 1]);
});

test('a token that expires during an upload is renewed, and the file is opened anew', async () => {
	let expired = false;
	server.onProgress = (bytes) => {
		if (!expired && bytes > MIDDLE) server.expireToken();
		expired ||= bytes > MIDDLE;
	};
	received(await upload());
	expect([server.uploads, server.tokens]).toEqual([2, 2]);
});

describe.each<[title: string, fault: UploadFault]>([
	['that is cut in the middle', { at: MIDDLE, then: 'reset' }],
	['whose server stops reading', { at: MIDDLE, then: 'silence' }],
])('an upload %s', (_title, fault) => {
	test.each(['read', 'pay'] as const)('was certainly not accepted, so it is repeated (%s)', async (method) => {
		server.faults.push(fault, fault);
		received(await upload({ method, timeoutMs: SHORT_TIMEOUT_MS }));
		expect(server.uploads).toBe(3);
	});

	test('again and again ends in an error that says so', async () => {
		server.faults.push(...Array<UploadFault>(7).fill(fault));
		const { error } = await upload({ timeoutMs: SHORT_TIMEOUT_MS });
		expect(error?.message).toMatch(/^AI Studios could not be reached for the video after 7 attempts: .*upload/);
		expect(error?.description).toMatch(/^Check the server in the credential and the network connection of this n8n instance\. Nothing was created for this item\.$/);
		expect(server.uploads).toBe(7);
	});
});

describe.each<[title: string, fault: UploadFault]>([
	['whose connection is reset', { then: 'reset' }],
	['that gets no response', { then: 'silence' }],
	['that gets a 502', { then: { status: 502 } }],
])('a complete upload %s', (_title, fault) => {
	test('is repeated when it costs nothing', async () => {
		server.faults.push(fault);
		received(await upload({ method: 'read', timeoutMs: SHORT_TIMEOUT_MS }));
		expect(server.uploads).toBe(2);
	});

	test('is in doubt when it may cost something, and is not repeated', async () => {
		server.faults.push(fault);
		const { error } = await upload({ timeoutMs: SHORT_TIMEOUT_MS });
		expect(error?.message).toMatch(/may have been accepted/);
		expect(server.uploads).toBe(1);
	});
});

test('a redirect is reported and not followed', async () => {
	server.faults.push({ then: { status: 307, headers: { Location: `${server.url}/elsewhere` } } });
	const { error } = await upload();
	expect(error?.message).toMatch(/^AI Studios redirected the request for the video: http/);
	expect(server.uploads).toBe(1);
});

test('a rejection in the middle of an upload is read, or the upload counts as cut: never as accepted', async () => {
	server.faults.push(...Array<UploadFault>(7).fill({ at: MIDDLE, then: { status: 413 } }));
	const { error } = await upload();
	expect(error?.message).toMatch(/^AI Studios (rejected the video: Too large\.|could not be reached for the video after 7 attempts: .* during the upload)/);
});

test('a slow upload is not given up while bytes are taken', async () => {
	const timeoutMs = 500;
	const lastsMs = 6 * timeoutMs;
	const began = Date.now();
	// At a steady rate, however late the timers of a busy machine are.
	server.onProgress = async (bytes) => await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + lastsMs * (bytes / BYTES) - Date.now())));
	received(await upload({ timeoutMs }));
	expect(Date.now() - began).toBeGreaterThanOrEqual(lastsMs);
	expect(lastsMs).toBeGreaterThan(4 * timeoutMs);
	expect(server.uploads).toBe(1);
});

test('a stop in the middle of an upload ends it', async () => {
	server.faults.push({ at: MIDDLE, then: 'silence' });
	const { run } = await upload({
		onStart: (stop) => {
			server.onProgress = (bytes) => {
				if (bytes >= MIDDLE) stop();
			};
		},
	});
	expect(run.status).toBe('canceled');
	expect(server.uploads).toBe(1);
});

test.each<[title: string, options: Upload, message: RegExp]>([
	['a file of another type', { file: { fileName: 'photo.png', mimeType: 'image/png' } }, /^The file photo\.png \(image\/png\) cannot be used as a video$/],
	['a file that is no longer there', { beforeRun: async () => await rm(engine.storage, { recursive: true }) }, /^The file holiday\.mp4 cannot be read from n8n's binary data$/],
])('%s is an error before anything is sent', async (_title, options, message) => {
	const { error } = await upload(options);
	expect(error?.message).toMatch(message);
	expect([server.uploads, server.tokens]).toEqual([0, 0]);
});
