import { randomUUID } from 'crypto';
import { AiStudiosError, rethrow } from '../core/errors';
import { multipartBody } from '../core/http/multipartBody';
import type { Multipart } from '../core/ports';
import type { NodeStream, StreamClass } from './responseBody';

/** Chunks (of 64 kB at most) read ahead from a file. */
const MAX_CHUNKS_AHEAD = 2;

/** A form with files on its way to the API: the files are read as fast as the connection takes them. */
export class Upload {
	readonly contentType: string;
	/** Of the whole body. */
	readonly bytes: number;
	readonly stream: NodeStream;
	/** Whether the connection was given all of it. Before that the server cannot have accepted it. */
	isComplete = false;
	/** Why a file could not be read. */
	fileError: AiStudiosError | undefined;

	/** @param onProgress called when the connection took a chunk, and once more after the last */
	constructor(
		multipart: Multipart,
		streamClass: StreamClass,
		private readonly onProgress: (upload: Upload) => void,
	) {
		const { contentType, bytes, chunks } = multipartBody(multipart, `----aistudios-${randomUUID()}`);
		this.contentType = contentType;
		this.bytes = bytes;
		this.stream = streamClass.from(this.observed(chunks()), { objectMode: true, highWaterMark: MAX_CHUNKS_AHEAD });
	}

	/** Closes the files; harmless when they are closed. */
	discard() {
		this.stream.destroy();
	}

	/** The last chunk closes the form, so it counts as sent before it is. */
	private async *observed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
		let sent = 0;
		try {
			for await (const chunk of chunks) {
				sent += chunk.length;
				this.isComplete = sent === this.bytes;
				this.onProgress(this);
				yield chunk;
			}
		} catch (error) {
			if (error instanceof AiStudiosError) this.fileError = error;
			rethrow(error);
		}
	}
}
