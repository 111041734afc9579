import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { downloadVideo } from '../core/download/downloadVideo';
import { fileNameInUrl, safeFileName } from '../core/download/fileName';
import { AiStudiosError } from '../core/errors';
import { N8nFileTransport } from './fileTransport';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** A video in n8n's binary data. */
export interface StoredVideo {
	binary: IBinaryData;
	fileName: string;
	/** Bytes. */
	fileSize: number;
	mimeType: string;
	/** How often its download was resumed. */
	resumed: number;
}

/** What a node outputs of a stored video, beside the file itself. */
export function fileJson({ fileName, fileSize, mimeType }: StoredVideo): IDataObject {
	return { fileName, fileSize, mimeType };
}

/** The helpers that a context needs to store files: those of a node that runs and of a trigger that polls have them. */
export interface StorageContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

/** Downloads videos into n8n's binary data. */
export class VideoStore {
	private readonly files: N8nFileTransport;

	constructor(
		private readonly context: StorageContext,
		runtime: Runtime,
		private readonly session: Session,
	) {
		this.files = new N8nFileTransport(context, runtime, session.cancelSignal);
	}

	/**
	 * @param fileName the name of the video by default
	 * @throws AiStudiosError naming the project key
	 */
	async store(projectKey: string, url: string, fileName = ''): Promise<StoredVideo> {
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
