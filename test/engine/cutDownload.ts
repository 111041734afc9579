/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a process of its own, whose memory is measured; not shipped */
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Engine } from './engine';

/** What the parent process requests. */
export interface DownloadJob {
	credential: ICredentialDataDecryptedObject;
	/** Downloaded first, so that all code is loaded when memory is looked at. */
	warmUpKey: string;
	projectKey: string;
}

/** What it resulted in; memory in bytes of the resident set. */
export interface DownloadReport {
	hash: string;
	idle: number;
	peak: number;
	hints: string[];
}

async function downloadVideo({ credential, warmUpKey, projectKey }: DownloadJob): Promise<DownloadReport> {
	const engine = await Engine.start('filesystem');
	const run = async (key: string) =>
		await engine.run({ rows: [{ projectKey: key }], steps: [{ node: 'aiStudiosWaitAndDownload' }], credential });
	await run(warmUpKey);
	gc?.();
	const idle = process.memoryUsage.rss();
	let peak = idle;
	const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
	const { items, hints, error } = await run(projectKey);
	clearInterval(sampling);
	if (error) throw error;
	const hash = createHash('sha256');
	await pipeline(await engine.binaries.getAsStream(items[0].binary?.data.id ?? ''), hash);
	await engine.stop();
	return { hash: hash.digest('hex'), idle, peak, hints };
}

process.once('message', (job: DownloadJob) => {
	downloadVideo(job).then(
		(report) => process.send?.(report, () => process.exit()),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exit(1);
		},
	);
});
