import { AiStudiosError, ExecutionCancelled, rethrow } from '../errors';
import { DownloadRestarted, notStored } from './downloadErrors';
import { ResumableFile, type FilePorts } from './resumableFile';
import type { MediaFile } from './mediaFile';
import { BYTES_TO_RECOGNIZE, mediaType, type MediaType } from './mediaType';

export interface DownloadPorts<Saved> extends FilePorts {
	/** Stores the bytes as they come; rejects when they end in an error, and keeps nothing then. */
	save(chunks: AsyncIterable<Uint8Array>, type: MediaType): Promise<Saved>;
}

export interface DownloadedFile<Saved> {
	/** What `save` returned. */
	saved: Saved;
	bytes: number;
	type: MediaType;
	/** How often the download was resumed after a disconnect. */
	resumed: number;
}

/**
 * Downloads a finished video or audio. What is saved is the whole file or nothing: it is resumed after a
 * disconnect, gets a fresh URL when its own has expired, and is saved anew when the file has changed.
 * Memory holds one chunk at a time.
 *
 * @throws AiStudiosError naming the file (download, or why there is no fresh URL)
 * @throws ExecutionCancelled
 */
export async function downloadFile<Saved>(
	media: MediaFile,
	url: string,
	ports: DownloadPorts<Saved>,
): Promise<DownloadedFile<Saved>> {
	const file = new ResumableFile(media, url, ports);
	try {
		for (;;) {
			const downloaded = await saveFile(media, file, ports);
			if (downloaded) return downloaded;
		}
	} finally {
		file.close();
	}
}

/** Undefined when the file has to be read from its first byte again. */
async function saveFile<Saved>(
	media: MediaFile,
	file: ResumableFile,
	{ save }: Pick<DownloadPorts<Saved>, 'save'>,
): Promise<DownloadedFile<Saved> | undefined> {
	try {
		const chunks = file.chunks();
		const head = await readHead(chunks);
		const type = mediaType(head, file.contentType, media);
		const saved = await save(startingWith(head, chunks), type);
		return { saved, bytes: file.bytes, type, resumed: file.resumed };
	} catch (error) {
		const cause = file.failure ?? error;
		if (cause instanceof DownloadRestarted) return undefined;
		const known = cause instanceof AiStudiosError || cause instanceof ExecutionCancelled;
		return rethrow(known ? cause : notStored(media, cause));
	}
}

/** The first bytes: enough to recognize its type, or the whole file when it is shorter. */
async function readHead(chunks: AsyncIterator<Uint8Array, void>): Promise<Uint8Array> {
	let head = Buffer.alloc(0);
	while (head.length < BYTES_TO_RECOGNIZE) {
		const chunk = await chunks.next();
		if (chunk.done) break;
		head = Buffer.concat([head, chunk.value]);
	}
	return head;
}

/** `head`, then what is left of `rest`. An iterator of its own, because a generator costs a few ticks a chunk. */
function startingWith(head: Uint8Array, rest: AsyncGenerator<Uint8Array, void, undefined>): AsyncIterable<Uint8Array> {
	let isFirst = true;
	const next = async (): Promise<IteratorResult<Uint8Array, void>> => {
		if (!isFirst) return await rest.next();
		isFirst = false;
		return { done: false, value: head };
	};
	const stop = async (): Promise<IteratorResult<Uint8Array, void>> => await rest.return();
	return { [Symbol.asyncIterator]: () => ({ next, return: stop }) };
}
