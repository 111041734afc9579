import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { FileAnswer } from '../core/download/answer';
import { Stopped } from '../core/errors';
import type { Body } from './body';
import { time } from './clock';

/** What `prepareBinaryData` takes: a Node stream, or all bytes at once. */
export type Storable = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/**
 * The one way out to where the videos are: another origin, asked without any credential, also
 * behind a redirect.
 */
export class Files {
	private streams: StreamClass | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly signal?: AbortSignal,
	) {}

	async open(url: string, headers: Record<string, string>): Promise<FileAnswer> {
		if (this.signal?.aborted) throw new Stopped();
		const response = await this.request(url, headers);
		const body = response.body as unknown as Body;
		this.streams ??= body.constructor as unknown as StreamClass;
		return {
			status: response.statusCode,
			headers: response.headers as Record<string, string | undefined>,
			body: stoppable(body, this.signal),
			discard: () => body.destroy(),
		};
	}

	/** Chunks as a Node stream: the class of a response body can make one, and needs no import. */
	asStream(chunks: AsyncIterable<Uint8Array>): Storable {
		if (!this.streams) throw new Error('No file was opened yet');
		return this.streams.from(chunks, { objectMode: false });
	}

	private async request(url: string, headers: Record<string, string>): Promise<IN8nHttpFullResponse> {
		try {
			return (await this.context.helpers.httpRequest({
				method: 'GET',
				url,
				headers,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: time.patience,
				abortSignal: this.signal,
			})) as IN8nHttpFullResponse;
		} catch (error) {
			throw stoppedOr(error, this.signal);
		}
	}
}

interface StreamClass {
	from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): Storable;
}

/** A body that ends in `Stopped`, not in a network error, when the execution is stopped. */
async function* stoppable(body: Body, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} catch (error) {
		throw stoppedOr(error, signal);
	}
}

function stoppedOr(error: unknown, signal: AbortSignal | undefined): unknown {
	return signal?.aborted ? new Stopped() : error;
}
