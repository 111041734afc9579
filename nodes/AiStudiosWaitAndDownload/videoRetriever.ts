import type { IExecuteFunctions } from 'n8n-workflow';
import { downloadVideo } from '../shared/core/download/downloadVideo';
import { fileNameInUrl, safeFileName } from '../shared/core/download/fileName';
import { AiStudiosError } from '../shared/core/errors';
import { limiter } from '../shared/core/limiter';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { waitTimedOut } from '../shared/core/wait/waitErrors';
import { N8nFileTransport } from '../shared/n8n/fileTransport';
import type { Runtime } from '../shared/n8n/runtime';
import type { Session } from '../shared/n8n/session';
import type { ItemResult, StoredVideo } from './itemResult';
import type { ItemSettings } from './itemSettings';

/** Downloads the items' videos; one that several items name is downloaded once. */
export class VideoRetriever {
	private readonly downloads = new Map<string, Promise<StoredVideo>>();
	private readonly limitDownloads: ReturnType<typeof limiter>;
	private readonly files: N8nFileTransport;

	constructor(
		private readonly context: IExecuteFunctions,
		runtime: Runtime,
		private readonly session: Session,
		maxConcurrentDownloads: number,
	) {
		this.limitDownloads = limiter(maxConcurrentDownloads);
		this.files = new N8nFileTransport(context, runtime, session.cancelSignal);
	}

	/** @throws AiStudiosError naming the project key, also when the wait ran into its timeout */
	async retrieve(settings: ItemSettings, wait: WaitResult): Promise<ItemResult> {
		const { projectKey, fileName } = settings;
		if (wait.timedOut && !settings.continueOnTimeout) throw waitTimedOut(projectKey, wait.render, wait.waitedMs);
		const { videoUrl, state } = wait.render;
		if (!settings.download || state !== 'complete' || videoUrl === null) return { settings, wait };
		const video = await once(this.downloads, JSON.stringify([projectKey, fileName]), async () =>
			await this.limitDownloads(async () => await this.download(projectKey, videoUrl, fileName)),
		);
		return { settings, wait, video };
	}

	private async download(projectKey: string, url: string, fileName: string): Promise<StoredVideo> {
		const { saved, bytes, type, resumed } = await downloadVideo(projectKey, url, {
			clock: this.session.client.clock,
			files: this.files,
			freshUrl: async () => await this.freshUrl(projectKey),
			save: async (chunks, { mimeType, extension }) => {
				const name = safeFileName(fileName || fileNameInUrl(url), projectKey, extension);
				return await this.context.helpers.prepareBinaryData(this.files.asStream(chunks), name, mimeType);
			},
		});
		return { binary: saved, fileName: saved.fileName ?? '', fileSize: bytes, mimeType: type.mimeType, resumed };
	}

	private async freshUrl(projectKey: string): Promise<string> {
		const { client } = this.session;
		const { videoUrl } = await client.read(client.api.progress(projectKey));
		if (videoUrl !== null) return videoUrl;
		throw new AiStudiosError(
			'download',
			`The download URL of project ${projectKey} expired, and AI Studios no longer returns one`,
			'Open the project in AI Studios and check whether its video is still there.',
			{ projectKey },
		);
	}
}

/** The work for `key`, started by the first caller. */
export async function once<T>(started: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
	const known = started.get(key) ?? work();
	started.set(key, known);
	return await known;
}
