import { Stopped } from '../errors';
import type { Known } from './meaning';
import type { Source } from './source';

/** One way through a file from its first byte to its last, over as many connections as it takes. */
export class Transfer {
	/** Connections that took the file up where another had broken. */
	resumed = 0;
	contentType = '';
	/** Why the bytes ended before the file did: whoever stores them may hide it behind an error of its own. */
	failure: unknown;
	private known: Known = { offset: 0 };
	private body: AsyncIterator<Uint8Array> | undefined;

	constructor(private readonly source: Source) {}

	/** Bytes so far. */
	get received(): number {
		return this.known.offset;
	}

	/**
	 * The next bytes; undefined behind the last of the file.
	 * @throws StartAgain, AiStudiosError (download), Stopped
	 */
	async next(): Promise<Uint8Array | undefined> {
		try {
			return await this.read();
		} catch (error) {
			throw this.failed(error);
		}
	}

	private async read(): Promise<Uint8Array | undefined> {
		for (;;) {
			this.body ??= await this.connected();
			const next = await this.nextOf(this.body);
			if (next?.done === false) return this.counted(next.value);
			const { offset, total } = this.known;
			if (offset === total || (next && total === undefined)) return undefined;
			if (next && total !== undefined && offset > total) {
				throw this.source.error(`has the wrong size: ${offset} bytes instead of ${total}`);
			}
			this.body = undefined;
			await this.source.pause(next ? `it ended at ${offset} of ${total} bytes` : 'the connection broke');
		}
	}

	private async connected(): Promise<AsyncIterator<Uint8Array>> {
		const { answer, known } = await this.source.open(this.known);
		this.known = known;
		this.contentType = answer.headers['content-type'] ?? '';
		if (known.offset > 0) this.resumed += 1;
		return answer.body[Symbol.asyncIterator]();
	}

	/** Undefined when the connection broke. */
	private async nextOf(body: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array, unknown> | undefined> {
		return await body.next().then(undefined, async (error: unknown) =>
			error instanceof Stopped ? await Promise.reject(error) : undefined,
		);
	}

	private counted(chunk: Uint8Array): Uint8Array {
		this.known = { ...this.known, offset: this.known.offset + chunk.length };
		this.source.arrivedAt(this.known.offset);
		return chunk;
	}

	private failed(error: unknown): unknown {
		this.failure = error;
		return error;
	}
}
