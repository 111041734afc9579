import { AiStudiosError, ExecutionCancelled, rethrow } from '../errors';
import { DownloadRestarted, notStored } from './downloadErrors';
import { ResumableFile, type FilePorts } from './resumableFile';
import { BYTES_TO_RECOGNIZE_VIDEO, videoType, type VideoType } from './videoType';

export interface DownloadPorts<Saved> extends FilePorts {
	/** Stores the bytes as they come; rejects when they end in an error, and keeps nothing then. */
	save(chunks: AsyncIterable<Uint8Array>, type: VideoType): Promise<Saved>;
}

export interface DownloadedVideo<Saved> {
	/** What `save` returned. */
	saved: Saved;
	bytes: number;
	type: VideoType;
	/** How often the download was resumed after a disconnect. */
	resumed: number;
}

/**
 * Downloads a finished video. What is saved is the whole file or nothing: it is resumed after a
 * disconnect, gets a fresh URL when its own has expired, and is saved anew when the file has changed.
 * Memory holds one chunk at a time.
 *
 * @throws AiStudiosError naming the project key (download, or why there is no fresh URL)
 * @throws ExecutionCancelled
 */
export async function downloadVideo<Saved>(
	projectKey: string,
	url: string,
	ports: DownloadPorts<Saved>,
): Promise<DownloadedVideo<Saved>> {
	const file = new ResumableFile(projectKey, url, ports);
	try {
		for (;;) {
			const video = await saveVideo(projectKey, file, ports);
			if (video) return video;
		}
	} finally {
		file.close();
	}
}

/** Undefined when the file has to be read from its first byte again. */
async function saveVideo<Saved>(
	projectKey: string,
	file: ResumableFile,
	{ save }: Pick<DownloadPorts<Saved>, 'save'>,
): Promise<DownloadedVideo<Saved> | undefined> {
	try {
		const chunks = file.chunks();
		const head = await readHead(chunks);
		const type = videoType(head, file.contentType, projectKey);
		const saved = await save(startingWith(head, chunks), type);
		return { saved, bytes: file.bytes, type, resumed: file.resumed };
	} catch (error) {
		const cause = file.failure ?? error;
		if (cause instanceof DownloadRestarted) return undefined;
		const known = cause instanceof AiStudiosError || cause instanceof ExecutionCancelled;
		return rethrow(known ? cause : notStored(projectKey, cause));
	}
}

/** The first bytes: enough to recognize a video, or the whole file when it is shorter. */
async function readHead(chunks: AsyncIterator<Uint8Array, void>): Promise<Uint8Array> {
	let head = Buffer.alloc(0);
	while (head.length < BYTES_TO_RECOGNIZE_VIDEO) {
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
