import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { ExecutionCancelled } from '../core/errors';
import type { FileResponse, FileTransport, Headers } from '../core/ports';
import { RequestAbort } from './requestAbort';
import { streamClassOf, type ResponseBody, type StreamClass } from './responseBody';
import type { Runtime } from './runtime';

/** What `prepareBinaryData` takes: a Node stream, or all bytes at once. */
export type StorableData = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** Chunks (of 64 kB at most) read ahead, because n8n writes one after the other and reads nothing meanwhile. */
const MAX_CHUNKS_AHEAD = 8;

/**
 * The one way to where the videos are: another origin, requested without any credential, also behind a
 * redirect. What breaks when the execution is cancelled looks like a broken connection; the pause before
 * the next attempt then ends in `ExecutionCancelled`.
 */
export class N8nFileTransport implements FileTransport {
	private streamClass: StreamClass | undefined;

	constructor(
		private readonly context: { helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'> },
		private readonly runtime: Runtime,
		private readonly cancelSignal?: AbortSignal,
	) {}

	async open(url: string, headers: Record<string, string>): Promise<FileResponse> {
		if (this.cancelSignal?.aborted) throw new ExecutionCancelled();
		const abort = new RequestAbort(this.cancelSignal);
		const response = (await this.context.helpers.httpRequest({
			method: 'GET',
			url,
			headers,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: this.runtime.requestTimeoutMs,
			abortSignal: abort.signal,
		})) as IN8nHttpFullResponse;
		const body = response.body as unknown as ResponseBody;
		this.streamClass ??= streamClassOf(body);
		return { status: response.statusCode, headers: response.headers as Headers, body, discard: abort.abort };
	}

	/** Chunks as a Node stream. */
	asStream(chunks: AsyncIterable<Uint8Array>): StorableData {
		if (!this.streamClass) throw new Error('No file was opened yet');
		return this.streamClass.from(chunks, { objectMode: true, highWaterMark: MAX_CHUNKS_AHEAD }) as unknown as StorableData;
	}
}
