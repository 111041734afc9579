import { AiStudiosError, Stopped, type Facts } from '../errors';
import { backoff, LONGEST_PAUSE } from '../requests/retryAfter';
import type { FileAnswer } from './answer';
import type { DownloadPorts } from './download';
import { meaningOf, rangeHeaders, type Known } from './meaning';
import { ENOUGH_TO_TELL, videoKind, type VideoKind } from './videoKind';

/** Tries in a row that bring no new byte. */
const BARREN_TRIES = 10;

const ASK_AGAIN =
	'The video itself is finished and kept by AI Studios: run AI Studios Wait and Download again with this project key.';

/** One file on its way here: what is there, where the rest is, and how often it failed. */
export class Transfer {
	resumed = 0;
	private known: Known = { offset: 0 };
	private head: Uint8Array = new Uint8Array();
	private answer: FileAnswer | undefined;
	private body: AsyncIterator<Uint8Array> | undefined;
	private furthest = 0;
	private barren = 0;
	private fromTheStart = false;
	private failure: unknown;

	constructor(
		private readonly projectKey: string,
		private url: string,
		private readonly ports: Omit<DownloadPorts<unknown>, 'save'>,
	) {}

	/** Bytes of the file that were handed on. */
	get received(): number {
		return this.known.offset;
	}

	/** Opens the file at its first byte and looks what it is. */
	async begin(): Promise<VideoKind> {
		this.known = { offset: 0 };
		const wholeInHand = this.fromTheStart && this.answer?.status === 200 ? this.answer : undefined;
		this.fromTheStart = false;
		this.failure = undefined;
		await this.open(wholeInHand);
		while (!(await this.readHead())) await this.open();
		try {
			return videoKind(this.head, this.answer?.headers['content-type'] ?? '', this.projectKey);
		} catch (error) {
			throw this.fatal(error);
		}
	}

	/** The whole file, however many connections it takes. */
	async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
		try {
			yield this.counted(this.head);
			for (;;) {
				const chunk = await this.next();
				if (chunk) {
					yield this.counted(chunk);
				} else if (await this.isWhole()) {
					return;
				} else {
					await this.open();
					this.resumed += 1;
				}
			}
		} catch (error) {
			throw this.fatal(error);
		} finally {
			if (!this.fromTheStart) this.answer?.discard();
		}
	}

	/** Returns to start again from the first byte; throws why saving failed otherwise. */
	savingEnded(error: unknown) {
		if (this.fromTheStart) return;
		if (this.failure === undefined) this.answer?.discard();
		throw this.failure ?? this.notStored(error);
	}

	/** Connects where we are; ends the tries when too many brought nothing. */
	private async open(inHand?: FileAnswer) {
		for (let answer = inHand ?? (await this.ask()); ; answer = await this.ask()) {
			this.answer = answer;
			if (!answer) continue;
			const meaning = meaningOf(answer, this.known, this.ports.clock.now());
			if (meaning.kind === 'proceed') {
				this.known = { offset: this.known.offset, total: meaning.total, etag: meaning.etag };
				this.body = answer.body[Symbol.asyncIterator]();
				return;
			}
			if (meaning.kind === 'start again') throw this.startAgain();
			answer.discard();
			if (meaning.kind === 'refused') throw this.error(`was refused: ${meaning.why}`);
			await this.failed(meaning.why, meaning.retryAfter);
			if (meaning.kind === 'new address') this.url = await this.ports.freshUrl();
		}
	}

	private async ask(): Promise<FileAnswer | undefined> {
		try {
			return await this.ports.open(this.url, rangeHeaders(this.known));
		} catch (error) {
			await this.broken(error, 'the file server could not be reached');
			return undefined;
		}
	}

	/** False when the connection broke before enough was there to tell a video. */
	private async readHead(): Promise<boolean> {
		const pieces: Uint8Array[] = [];
		for (let size = 0; size < ENOUGH_TO_TELL; size = pieces.reduce((sum, { length }) => sum + length, 0)) {
			const chunk = await this.next();
			if (chunk) pieces.push(chunk);
			else if (this.body) break;
			else return false;
		}
		this.head = Buffer.concat(pieces);
		return true;
	}

	/** The next chunk; undefined at the end of the body (`body` stays) or when it broke (`body` goes). */
	private async next(): Promise<Uint8Array | undefined> {
		try {
			const next = await this.body?.next();
			return next?.done ? undefined : next?.value;
		} catch (error) {
			this.body = undefined;
			this.answer?.discard();
			await this.broken(error, 'the connection broke');
			return undefined;
		}
	}

	/** Whether the body that ended was the rest of the file. */
	private async isWhole(): Promise<boolean> {
		if (this.body === undefined) return false;
		const { offset, total } = this.known;
		if (total === undefined || offset === total) return true;
		if (offset > total) throw this.error(`has the wrong size: ${offset} bytes instead of ${total}`);
		await this.failed(`it ended at ${offset} of ${total} bytes`);
		return false;
	}

	private counted(chunk: Uint8Array): Uint8Array {
		this.known.offset += chunk.length;
		if (this.known.offset > this.furthest) {
			this.furthest = this.known.offset;
			this.barren = 0;
		}
		return chunk;
	}

	private async broken(error: unknown, why: string) {
		if (error instanceof Stopped) throw this.fatal(error);
		await this.failed(why);
	}

	/** Counts a try that brought no new byte, and pauses before the next. */
	private async failed(why: string, retryAfter = 0) {
		this.barren += 1;
		if (this.barren > BARREN_TRIES || retryAfter > LONGEST_PAUSE) {
			throw this.error(`broke off at byte ${this.furthest} after ${this.barren} tries: ${why}`);
		}
		await this.ports.clock.sleep(Math.max(retryAfter, backoff(this.barren, this.ports.clock.random)));
	}

	/** What was saved so far is dropped: the stream ends in this error, so that saving fails. */
	private startAgain(): AiStudiosError {
		this.fromTheStart = true;
		if (this.answer?.status !== 200) this.answer?.discard();
		return this.error('has to start again');
	}

	private fatal(error: unknown): unknown {
		this.failure = error;
		if (!this.fromTheStart) this.answer?.discard();
		return error;
	}

	private notStored(error: unknown): AiStudiosError {
		const why = error instanceof Error ? error.message : 'for an unknown reason';
		return this.error(`could not be stored: ${why}`, `Look whether the disk of this n8n is full. ${ASK_AGAIN}`);
	}

	private error(what: string, advice = ASK_AGAIN): AiStudiosError {
		const facts: Facts = { projectKey: this.projectKey, progress: 100, state: 'complete' };
		return new AiStudiosError('download', `The download of project ${this.projectKey} ${what}`, advice, facts);
	}
}
