import { videoOf } from '../core/download/mediaFile';
import { AiStudiosError } from '../core/errors';
import { FileStore, type StorageContext, type StoredFile } from './fileStore';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** Downloads the videos of projects into n8n's binary data. */
export class VideoStore {
	private readonly files: FileStore;

	constructor(
		context: StorageContext,
		runtime: Runtime,
		private readonly session: Session,
	) {
		this.files = new FileStore(context, runtime, session);
	}

	/**
	 * @param fileName the name of the video by default
	 * @throws AiStudiosError naming the project key
	 */
	async store(projectKey: string, url: string, fileName = ''): Promise<StoredFile> {
		const freshUrl = async () => await this.freshUrl(projectKey);
		return await this.files.store({ media: videoOf(projectKey), url, fileName, fallbackName: projectKey, freshUrl });
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
