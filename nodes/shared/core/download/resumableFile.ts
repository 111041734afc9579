import { rethrow } from '../errors';
import type { Clock, FileTransport } from '../ports';
import { afterAttempt, NO_ATTEMPTS, retryDelayMs, type AttemptFailure } from './attempts';
import { downloadFailed, downloadRejected, DownloadRestarted } from './downloadErrors';
import { FileConnection } from './fileConnection';
import type { MediaFile } from './mediaFile';
import { responseAction, type ResponseAction } from './responseAction';
import { isWhole, rangeHeaders, type ResumeState } from './resumeState';

export interface FilePorts {
	files: FileTransport;
	/** Requests the download URL from AI Studios again: URLs expire. */
	freshUrl(): Promise<string>;
	clock: Clock;
}

const UNREACHABLE: ResponseAction = { kind: 'retry', failure: { reason: 'the file server could not be reached' } };

/** A file on the file server, read through disconnects and expired URLs. */
export class ResumableFile {
	/** How often a response continued the file where the one before had broken off. */
	resumed = 0;
	/** What ended the chunks before the file did: whoever stores them may wrap it in an error of its own. */
	failure: unknown;
	private state: ResumeState = { offset: 0 };
	private attempts = NO_ATTEMPTS;
	private readonly connection: FileConnection;

	constructor(
		private readonly media: MediaFile,
		private url: string,
		private readonly ports: FilePorts,
	) {
		this.connection = new FileConnection(ports.files);
	}

	/** Received since the last start. */
	get bytes(): number {
		return this.state.offset;
	}

	get contentType(): string {
		return this.connection.response?.headers['content-type'] ?? '';
	}

	/**
	 * The file from its first byte to its last, over as many connections as it takes.
	 * @throws DownloadRestarted when the bytes so far are void: call it again for the whole file
	 * @throws AiStudiosError (download, or why there is no fresh URL), ExecutionCancelled
	 */
	async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
		this.resumed = 0;
		this.failure = undefined;
		this.state = { offset: 0 };
		try {
			for (;;) {
				this.state = await this.connect();
				const firstByte = this.state.offset;
				if (firstByte > 0) this.resumed += 1;
				// One loop, and no generator within the generator: each layer costs a few ticks a chunk.
				let next = await this.connection.read();
				for (; next?.done === false; next = await this.connection.read()) {
					this.state = { ...this.state, offset: this.state.offset + next.value.length };
					yield next.value;
				}
				const endedCleanly = next !== undefined;
				if (isWhole(this.state, firstByte, endedCleanly)) return;
				const { offset, total } = this.state;
				const reason = endedCleanly ? `the response ended at ${offset} of ${total} bytes` : 'the connection broke';
				await this.endAttempt({ reason });
			}
		} catch (error) {
			this.failure = error;
			rethrow(error);
		}
	}

	/** Ends the download for whoever still reads. */
	close() {
		this.connection.close();
	}

	/** Opens the file at the first missing byte. A response that a restart left open is used first. */
	private async connect(): Promise<ResumeState> {
		for (;;) {
			const response = this.connection.response ?? (await this.connection.open(this.url, rangeHeaders(this.state)));
			const action = response ? responseAction(response, this.state, this.ports.clock.now()) : UNREACHABLE;
			if (action.kind === 'proceed') return action.state;
			if (action.kind === 'restart') throw this.restarted(action.reuse);
			if (action.kind === 'fail') throw downloadRejected(this.media, action.failure);
			await this.endAttempt(action.failure);
			if (action.kind === 'refreshUrl') this.url = await this.ports.freshUrl();
		}
	}

	private restarted(reuseResponse: boolean): DownloadRestarted {
		if (!reuseResponse) this.connection.discard();
		return new DownloadRestarted();
	}

	/** Waits before the next attempt, or gives up. */
	private async endAttempt(failure: AttemptFailure) {
		this.connection.discard();
		this.connection.throwIfClosed();
		this.attempts = afterAttempt(this.attempts, this.state.offset);
		const delay = retryDelayMs(this.attempts, failure, () => this.ports.clock.random());
		if (delay === undefined) throw downloadFailed(this.media, this.attempts, failure);
		await this.ports.clock.sleep(delay);
	}
}
