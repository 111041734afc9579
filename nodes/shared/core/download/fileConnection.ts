import { ExecutionCancelled, rethrow } from '../errors';
import type { FileResponse, FileTransport } from '../ports';

/** The connection of one download to the file server: one response is open at a time, and none after `close`. */
export class FileConnection {
	private current: FileResponse | undefined;
	private body: AsyncIterator<Uint8Array> | undefined;
	private closed = false;

	constructor(private readonly files: FileTransport) {}

	/** The response that is open. */
	get response(): FileResponse | undefined {
		return this.current;
	}

	/**
	 * Undefined when the server could not be reached.
	 * @throws ExecutionCancelled, also after `close`
	 */
	async open(url: string, headers: Record<string, string>): Promise<FileResponse | undefined> {
		this.throwIfClosed();
		this.current = await unlessDisconnected(this.files.open(url, headers));
		if (this.closed) this.discard();
		return this.current;
	}

	/** The next chunk of the open response; undefined when the connection broke. */
	async read(): Promise<IteratorResult<Uint8Array, unknown> | undefined> {
		const body = (this.body ??= this.current?.body[Symbol.asyncIterator]());
		return body && (await unlessDisconnected(body.next()));
	}

	/** Discards the open response, if there is one. */
	discard() {
		this.current?.discard();
		this.current = undefined;
		this.body = undefined;
	}

	/** Ends the download for whoever still reads or waits. */
	close() {
		this.closed = true;
		this.discard();
	}

	throwIfClosed() {
		if (this.closed) throw new ExecutionCancelled();
	}
}

/** Undefined for a network error. */
async function unlessDisconnected<T>(result: Promise<T>): Promise<T | undefined> {
	try {
		return await result;
	} catch (error) {
		return error instanceof ExecutionCancelled ? rethrow(error) : undefined;
	}
}
