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
import type { Measurement, Method, Server } from './messages';

const SAMPLE_INTERVAL_MS = 10;

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

async function measure(method: Method, server: Server): Promise<Measurement> {
	const folder = await mkdtemp(join(tmpdir(), 'aistudios-bench-'));
	try {
		const download = DOWNLOADS[method](server, folder, await Engine.start('filesystem'));
		await download(server.warmUp);
		gc?.();
		const idleBytes = process.memoryUsage.rss();
		let peakBytes = idleBytes;
		const sample = () => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss()));
		const sampling = setInterval(sample, SAMPLE_INTERVAL_MS);
		const cpuBefore = process.cpuUsage();
		const start = performance.now();
		const bytes = await download(server);
		const seconds = (performance.now() - start) / 1_000;
		const { user, system } = process.cpuUsage(cpuBefore);
		clearInterval(sampling);
		sample();
		return { seconds, cpuSeconds: (user + system) / 1e6, bytes, idleBytes, peakBytes };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

process.once('message', (server: Server) => {
	measure(process.argv[2] as Method, server).then(
		(measurement) => process.send?.(measurement, () => process.exit()),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exit(1);
		},
	);
});
