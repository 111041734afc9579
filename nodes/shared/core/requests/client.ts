import type { Clock } from '../clock';
import type { ApiRequest, Contract } from '../contract';
import { limiter } from '../limiter';
import { judge, type Answer, type Reason, type Refusal, type Verdict } from './judge';
import { backoff, LONGEST_PAUSE } from './retryAfter';
import { SharedPause } from './sharedPause';

/** Requests at once, for all items of a node together. */
const PLACES = 6;

/** Tries of one reading request, and of an export that certainly was not taken. */
const TRIES = 7;

/** Told `success: false`, a reader asks this often before it believes it. */
const TRIES_WHEN_REFUSED = 3;

const PASSING: ReadonlySet<Reason> = new Set(['busy', 'unavailable', 'unreadable', 'lost', 'unsent']);
const CERTAINLY_NOT_TAKEN: ReadonlySet<Reason> = new Set(['busy', 'unsent']);

export interface ClientPorts {
	/** Sends once. Rejects with `Stopped` when the execution is stopped, and never else. */
	send(request: ApiRequest): Promise<Answer>;
	clock: Clock;
}

/** A refusal that ended all tries. */
export type FinalRefusal = Refusal & { tries: number };

/** Asks AI Studios: a few requests at once, slowed down together, repeated only where that is safe. */
export class Client {
	readonly clock: Clock;
	private readonly place = limiter(PLACES);
	private readonly pause: SharedPause;
	/** Answers "too many requests" in a row, over all items; those to requests sent together count as one. */
	private busyInARow = 0;

	constructor(
		readonly contract: Contract,
		private readonly ports: ClientPorts,
	) {
		this.clock = ports.clock;
		this.pause = new SharedPause(ports.clock);
	}

	/** One request, not repeated; not even sent, and so `busy`, when a pause for all lasts beyond `latest`. */
	async once(request: ApiRequest, latest = Number.POSITIVE_INFINITY): Promise<Verdict> {
		return await this.place(async () => {
			if (!(await this.pause.passed(latest))) return { ok: false, reason: 'busy', why: 'it asked to wait' };
			const busyBefore = this.busyInARow;
			const verdict = judge(await this.ports.send(request), this.clock.now());
			if (verdict.ok || verdict.reason !== 'busy') this.busyInARow = 0;
			else this.slowDown(busyBefore + 1, verdict.retryAfter);
			return verdict;
		});
	}

	/** Pauses all; for longer than anyone would sleep, each request is refused for itself instead. */
	private slowDown(busyInARow: number, retryAfter = backoff(busyInARow, this.clock.random)) {
		this.busyInARow = busyInARow;
		if (retryAfter <= LONGEST_PAUSE) this.pause.extend(retryAfter);
	}

	/** Reading costs nothing: repeated on all that may pass. */
	async read(request: ApiRequest): Promise<Extract<Verdict, { ok: true }> | FinalRefusal> {
		return await this.repeat(request, (reason, tries) => mayPass(reason, tries, TRIES));
	}

	/** An export costs money: repeated only when the server certainly did not take it. */
	async order(request: ApiRequest): Promise<Extract<Verdict, { ok: true }> | FinalRefusal> {
		return await this.repeat(request, (reason, tries) => CERTAINLY_NOT_TAKEN.has(reason) && tries < TRIES);
	}

	private async repeat(request: ApiRequest, again: (reason: Reason, tries: number) => boolean) {
		for (let tries = 1; ; tries += 1) {
			const verdict = await this.once(request);
			if (verdict.ok) return verdict;
			const { reason, retryAfter = 0 } = verdict;
			if (!again(reason, tries) || retryAfter > LONGEST_PAUSE) return { ...verdict, tries };
			await this.clock.sleep(Math.max(retryAfter, backoff(tries, this.clock.random)));
		}
	}
}

/** Whether a reading request that failed `failures` times in a row is worth another try. */
export function mayPass(reason: Reason, failures: number, most: number): boolean {
	return failures < (reason === 'refused' ? TRIES_WHEN_REFUSED : PASSING.has(reason) ? most : 0);
}
