/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a process of its own, whose memory and CPU time are measured; not shipped */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Engine, type Step } from '../../test/engine/engine';
import { measureForParent, measureTransfer, type Measurement } from '../transfer/measurement';
import type { Method } from '../transfer/rounds';
import type { Server } from './messages';

/** Returns the number of stored bytes. */
type Download = (video: Server['warmUp']) => Promise<number>;

/** All run in a process with a started n8n engine, because the size of a process affects its garbage collection. */
const DOWNLOADS: Record<Method, (server: Server, folder: string, engine: Engine) => Download> = {
	engine({ url, apiKey }, _, engine) {
		const credential = { apiVersion: 'v2', apiKey, server: 'custom', customServer: url };
		return async ({ projectKey }) => {
			const steps: Step[] = [{ node: 'aiStudiosWaitAndDownload', parameters: { projectKey: '={{ $json.projectKey }}' } }];
			const { items, error } = await engine.run({ rows: [{ projectKey }], steps, credential });
			if (error) throw error;
			return Number(items[0].json.fileSize);
		};
	},
	pipe(_, folder) {
		return async ({ projectKey, videoUrl }) => {
			const file = join(folder, projectKey);
			await pipeline(await request(videoUrl), createWriteStream(file));
			return (await stat(file)).size;
		};
	},
	buffer(_, folder) {
		return async ({ projectKey, videoUrl }) => {
			const bytes = await buffer(await request(videoUrl));
			await writeFile(join(folder, projectKey), bytes);
			return bytes.length;
		};
	},
};

async function request(url: string): Promise<IncomingMessage> {
	const [response] = (await once(get(url), 'response')) as [IncomingMessage];
	return response;
}

async function measure(server: Server): Promise<Measurement> {
	const folder = await mkdtemp(join(tmpdir(), 'aistudios-bench-'));
	try {
		const download = DOWNLOADS[process.argv[2] as Method](server, folder, await Engine.start('filesystem'));
		await download(server.warmUp);
		return await measureTransfer(async () => await download(server));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

measureForParent(measure);
