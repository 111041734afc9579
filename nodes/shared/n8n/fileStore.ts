import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { downloadFile } from '../core/download/downloadFile';
import { fileNameInUrl, safeFileName } from '../core/download/fileName';
import type { MediaFile } from '../core/download/mediaFile';
import type { Clock } from '../core/ports';
import { N8nFileTransport } from './fileTransport';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** A downloaded file in n8n's binary data. */
export interface StoredFile {
	binary: IBinaryData;
	fileName: string;
	/** Bytes. */
	fileSize: number;
	mimeType: string;
	/** How often its download was resumed. */
	resumed: number;
}

/** What a node outputs of a stored file, beside the file itself. */
export function fileJson({ fileName, fileSize, mimeType }: StoredFile): IDataObject {
	return { fileName, fileSize, mimeType };
}

/** The helpers that a context needs to store files: those of a node that runs and of a trigger that polls have them. */
export interface StorageContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

/** What is downloaded, and the name that it gets. */
export interface Download {
	media: MediaFile;
	url: string;
	/** That of the URL when it is empty. */
	fileName: string;
	/** The name when the URL has none either, without extension. */
	fallbackName: string;
	/** A new URL, when this one has expired. */
	freshUrl(): Promise<string>;
}

/** Downloads files into n8n's binary data. */
export class FileStore {
	private readonly files: N8nFileTransport;
	private readonly clock: Clock;

	constructor(
		private readonly context: StorageContext,
		runtime: Runtime,
		{ client, cancelSignal }: Session,
	) {
		this.files = new N8nFileTransport(context, runtime, cancelSignal);
		this.clock = client.clock;
	}

	/** @throws AiStudiosError naming the file */
	async store({ media, url, fileName, fallbackName, freshUrl }: Download): Promise<StoredFile> {
		const { saved, bytes, type, resumed } = await downloadFile(media, url, {
			clock: this.clock,
			files: this.files,
			freshUrl,
			save: async (chunks, { mimeType, extension }) => {
				const name = safeFileName(fileName || fileNameInUrl(url), fallbackName, extension);
				return await this.context.helpers.prepareBinaryData(this.files.asStream(chunks), name, mimeType);
			},
		});
		return { binary: saved, fileName: saved.fileName ?? '', fileSize: bytes, mimeType: type.mimeType, resumed };
	}
}
