/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a process of its own, whose memory and CPU time are measured; not shipped */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { IBinaryData } from 'n8n-workflow';
import { Engine, type Step } from '../../test/engine/engine';
import { measureForParent, measureTransfer, type Measurement } from '../transfer/measurement';
import type { Method } from '../transfer/rounds';
import type { Server, Upload } from './messages';

const LANGUAGE = 'ko-KR';
const BOUNDARY = '----bench';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="target_0"\r\n\r\n${LANGUAGE}\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

/** Sends a file. */
type Send = (file: string) => Promise<void>;

/** All run in a process with a started n8n engine, because the size of a process affects its garbage collection. */
const METHODS: Record<Method, (server: Server, engine: Engine, files: string[]) => Promise<Send>> = {
	async engine({ url, appId, userKey }, engine, files) {
		const credential = { apiVersion: 'v3', appId, userKey, server: 'custom', customServer: url };
		const steps: Step[] = [{ node: 'aiStudios', parameters: { resource: 'translation', operation: 'create', languages: [LANGUAGE] } }];
		const stored = new Map<string, IBinaryData>();
		for (const file of files) stored.set(file, await store(engine, file));
		return async (file) => {
			const { error } = await engine.run({ rows: [{ json: {}, binary: { data: stored.get(file) as IBinaryData } }], steps, credential });
			if (error) throw error;
		};
	},
	async pipe(server) {
		const authorization = await token(server);
		return async (file) => {
			const post = await begin(server, authorization, file);
			await pipeline(createReadStream(file), post, { end: false });
			await end(post);
		};
	},
	async buffer(server) {
		const authorization = await token(server);
		return async (file) => {
			const content = await readFile(file);
			const post = await begin(server, authorization, file);
			post.write(content);
			await end(post);
		};
	},
};

/** Copied on disk: nothing of it passes through the memory of this process. */
async function store({ binaries }: Engine, file: string): Promise<IBinaryData> {
	return await binaries.copyBinaryFile({ type: 'execution', workflowId: 'w', executionId: 'e' }, { data: '', mimeType: 'video/mp4', fileName: 'a.mp4' }, file);
}

async function token({ url, appId, userKey }: Server): Promise<string> {
	const response = await fetch(`${url}/api/odin/v3/auth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ appId, userKey }) });
	return ((await response.json()) as { data: { token: string } }).data.token;
}

/** The request up to the content of the file. */
async function begin({ url }: Server, authorization: string, file: string): Promise<ClientRequest> {
	const length = HEAD.length + (await stat(file)).size + TAIL.length;
	const headers = { Authorization: authorization, 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': length };
	const post = request(`${url}/api/odin/v3/automation/translatevideos`, { method: 'POST', headers });
	post.write(HEAD);
	return post;
}

async function end(post: ClientRequest): Promise<void> {
	post.end(TAIL);
	const [response] = (await once(post, 'response')) as [IncomingMessage];
	const body = await text(response);
	if (response.statusCode !== 200) throw new Error(`The upload was rejected: ${body}`);
}

async function measure({ file, warmUp, ...server }: Upload): Promise<Measurement> {
	const engine = await Engine.start('filesystem');
	try {
		const send = await METHODS[process.argv[2] as Method](server, engine, [warmUp, file]);
		await send(warmUp);
		return await measureTransfer(async () => {
			await send(file);
			return (await stat(file)).size;
		});
	} finally {
		await engine.stop();
	}
}

measureForParent(measure);
