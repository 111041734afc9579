import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { FileAnswer } from '../core/download/answer';
import { Stopped } from '../core/errors';
import type { Body } from './body';
import { time } from './clock';
import { Leash } from './leash';

/** What `prepareBinaryData` takes: a Node stream, or all bytes at once. */
export type Storable = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** Chunks (of 64 kB at the most) read ahead, because n8n writes one after the other and reads nothing meanwhile. */
const READ_AHEAD = 8;

/**
 * The one way out to where the videos are: another origin, asked without any credential, also
 * behind a redirect. What breaks when the execution is stopped looks like a broken connection; the
 * pause before the next try then ends in `Stopped`.
 */
export class Files {
	private streams: StreamClass | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly stop?: AbortSignal,
	) {}

	async open(url: string, headers: Record<string, string>): Promise<FileAnswer> {
		if (this.stop?.aborted) throw new Stopped();
		const leash = new Leash(this.stop, 'unlimited');
		const response = (await this.context.helpers.httpRequest({
			method: 'GET',
			url,
			headers,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: time.patience,
			abortSignal: leash.signal,
		})) as IN8nHttpFullResponse;
		const body = response.body as unknown as Body;
		this.streams ??= body.constructor as unknown as StreamClass;
		return {
			status: response.statusCode,
			headers: response.headers as Record<string, string | undefined>,
			body,
			discard: leash.cut,
		};
	}

	/** Chunks as a Node stream: the class of a response body can make one, and needs no import. */
	asStream(chunks: AsyncIterable<Uint8Array>): Storable {
		if (!this.streams) throw new Error('No file was opened yet');
		return this.streams.from(chunks, { objectMode: true, highWaterMark: READ_AHEAD });
	}
}

interface StreamClass {
	from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: boolean; highWaterMark: number }): Storable;
}
