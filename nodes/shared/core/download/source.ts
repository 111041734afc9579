import { AiStudiosError, Stopped } from '../errors';
import { redact } from '../redact';
import { backoff, LONGEST_PAUSE } from '../requests/retryAfter';
import type { FileAnswer } from './answer';
import type { DownloadPorts } from './download';
import { meaningOf, rangeHeaders, type Known } from './meaning';

/** Tries in a row that may bring no new byte. */
const BARREN_TRIES = 10;

const ASK_AGAIN =
	'The video itself is finished and kept by AI Studios: run AI Studios Wait and Download again with this project key.';

/** The rest does not belong to what is there: the file has changed, or the server knows no ranges. */
export class StartAgain extends Error {
	constructor() {
		super('The file has to be fetched from its first byte again');
	}
}

/** Where a finished video is: opens it, again and again while that brings new bytes. */
export class Source {
	private furthest = 0;
	private barren = 0;
	/** Whether the present try has brought a new byte. */
	private gained = false;
	private answer: FileAnswer | undefined;
	/** An answer that holds the file from its first byte on, kept for the next start. */
	private whole: FileAnswer | undefined;
	private closed = false;

	constructor(
		private readonly projectKey: string,
		private url: string,
		private readonly ports: Omit<DownloadPorts<unknown>, 'save'>,
	) {}

	/**
	 * Opens the file at `known.offset`; what is known of it comes back with its bytes.
	 * @throws StartAgain when what is there cannot be continued
	 * @throws AiStudiosError (download) when that is refused, or failed too often without a new byte
	 */
	async open(known: Known): Promise<{ answer: FileAnswer; known: Known }> {
		for (;;) {
			const answer = this.whole ?? (await this.ask(known));
			this.whole = undefined;
			if (!answer) continue;
			const meaning = meaningOf(answer, known, this.ports.clock.now());
			if (meaning.kind === 'proceed') return { answer, known: meaning.known };
			if (meaning.kind === 'start again') throw this.startAgain(answer);
			this.letGo();
			if (meaning.kind === 'refused') throw this.error(`was refused: ${meaning.why}`);
			await this.pause(meaning.why, meaning.retryAfter);
			if (meaning.kind === 'new address') this.url = await this.ports.freshUrl();
		}
	}

	/** Ends a try, counts it when it brought no new byte, and waits before the next. */
	async pause(why: string, retryAfter = 0) {
		this.letGo();
		if (this.closed) throw new Stopped();
		this.barren = this.gained ? 0 : this.barren + 1;
		this.gained = false;
		if (this.barren >= BARREN_TRIES || retryAfter > LONGEST_PAUSE) {
			const tries = this.barren > 1 ? `${this.barren} tries` : 'one try';
			throw this.error(`broke off at byte ${this.furthest} after ${tries}: ${why}`);
		}
		await this.ports.clock.sleep(Math.max(retryAfter, backoff(Math.max(1, this.barren), this.ports.clock.random)));
	}

	/** A new byte forgives all tries before it. */
	arrivedAt(offset: number) {
		if (offset <= this.furthest) return;
		this.furthest = offset;
		this.gained = true;
	}

	/** Closes the connection, if one is open. */
	letGo() {
		this.answer?.discard();
		this.answer = undefined;
	}

	/** Ends it all: who still reads or waits is stopped. */
	close() {
		this.closed = true;
		this.letGo();
	}

	error(what: string, advice = ASK_AGAIN): AiStudiosError {
		const facts = { projectKey: this.projectKey, progress: 100, state: 'complete' };
		return new AiStudiosError('download', `The download of project ${this.projectKey} ${what}`, advice, facts);
	}

	notStored(error: unknown): AiStudiosError {
		const why = error instanceof Error ? redact(error.message) : 'for an unknown reason';
		return this.error(`could not be stored: ${why}`, `Look whether the disk of this n8n is full. ${ASK_AGAIN}`);
	}

	private startAgain(answer: FileAnswer): StartAgain {
		if (answer.status === 200) this.whole = answer;
		else this.letGo();
		return new StartAgain();
	}

	private async ask(known: Known): Promise<FileAnswer | undefined> {
		if (this.closed) throw new Stopped();
		try {
			this.answer = await this.ports.open(this.url, rangeHeaders(known));
			if (this.closed) this.letGo();
			return this.answer;
		} catch (error) {
			if (error instanceof Stopped) throw stopped();
			await this.pause('the file server could not be reached');
			return undefined;
		}
	}
}

function stopped() {
	return new Stopped();
}
