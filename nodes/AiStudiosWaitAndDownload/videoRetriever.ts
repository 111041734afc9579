import type { IExecuteFunctions } from 'n8n-workflow';
import { limiter } from '../shared/core/limiter';
import { once } from '../shared/core/once';
import type { WaitResult } from '../shared/core/wait/renderWait';
import { waitTimedOut } from '../shared/core/wait/waitErrors';
import type { StoredFile } from '../shared/n8n/fileStore';
import type { Runtime } from '../shared/n8n/runtime';
import type { Session } from '../shared/n8n/session';
import { VideoStore } from '../shared/n8n/videoStore';
import type { ItemResult } from './itemResult';
import type { ItemSettings } from './itemSettings';

/** Downloads the items' videos; one that several items name is downloaded once. */
export class VideoRetriever {
	private readonly downloads = new Map<string, Promise<StoredFile>>();
	private readonly limitDownloads: ReturnType<typeof limiter>;
	private readonly videos: VideoStore;

	constructor(context: IExecuteFunctions, runtime: Runtime, session: Session, maxConcurrentDownloads: number) {
		this.limitDownloads = limiter(maxConcurrentDownloads);
		this.videos = new VideoStore(context, runtime, session);
	}

	/** @throws AiStudiosError naming the project key, also when the wait ran into its timeout */
	async retrieve(settings: ItemSettings, wait: WaitResult): Promise<ItemResult> {
		const { projectKey, fileName } = settings;
		if (wait.timedOut && !settings.continueOnTimeout) throw waitTimedOut(projectKey, wait.render, wait.waitedMs);
		const { videoUrl, state } = wait.render;
		if (!settings.download || state !== 'complete' || videoUrl === null) return { settings, wait };
		const video = await once(this.downloads, JSON.stringify([projectKey, fileName]), async () =>
			await this.limitDownloads(async () => await this.videos.store(projectKey, videoUrl, fileName)),
		);
		return { settings, wait, video };
	}
}
