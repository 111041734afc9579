/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a process of its own, whose memory is measured; not shipped */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Engine } from '../../test/engine/engine';
import type { Measured, Source, Way } from './messages';

const SAMPLE_EVERY = 10;

type Fetch = (video: Source['warmUp']) => Promise<number>;

/** Each way, beside a started engine of n8n: a larger process collects its garbage more slowly, whoever made it. */
const READY: Record<Way, (source: Source, folder: string, engine: Engine) => Fetch> = {
	engine({ url, apiKey }, _, engine) {
		const credential = { apiVersion: 'v2', apiKey, server: 'custom', customServer: url };
		return async ({ projectKey }) => {
			const { items, error } = await engine.run({ rows: [{ projectKey }], steps: [{ node: 'aiStudiosWaitAndDownload', parameters: { projectKey: '={{ $json.projectKey }}' } }], credential });
			if (error) throw error;
			return Number(items[0].json.fileSize);
		};
	},
	pipe(_, folder) {
		return async ({ projectKey, videoUrl }) => {
			const file = join(folder, projectKey);
			await pipeline(await answer(videoUrl), createWriteStream(file));
			return (await stat(file)).size;
		};
	},
	buffer(_, folder) {
		return async ({ projectKey, videoUrl }) => {
			const bytes = await buffer(await answer(videoUrl));
			await writeFile(join(folder, projectKey), bytes);
			return bytes.length;
		};
	},
};

async function answer(url: string): Promise<IncomingMessage> {
	const [response] = (await once(get(url), 'response')) as [IncomingMessage];
	return response;
}

async function measure(way: Way, source: Source): Promise<Measured> {
	const folder = await mkdtemp(join(tmpdir(), 'aistudios-bench-'));
	try {
		const fetch = READY[way](source, folder, await Engine.start('filesystem'));
		await fetch(source.warmUp);
		gc?.();
		const idle = process.memoryUsage.rss();
		let peak = idle;
		const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_EVERY);
		const cpu = process.cpuUsage();
		const start = performance.now();
		const bytes = await fetch(source);
		const seconds = (performance.now() - start) / 1_000;
		const { user, system } = process.cpuUsage(cpu);
		clearInterval(sampling);
		return { seconds, cpuSeconds: (user + system) / 1e6, bytes, idle, peak: Math.max(peak, process.memoryUsage.rss()) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

process.once('message', (source: Source) => {
	measure(process.argv[2] as Way, source).then(
		(measured) => process.send?.(measured, () => process.exit()),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exit(1);
		},
	);
});
