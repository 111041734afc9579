import type { Clock } from '../clock';
import { AiStudiosError, Stopped } from '../errors';
import type { FileAnswer } from './answer';
import { Source, StartAgain } from './source';
import { Transfer } from './transfer';
import { ENOUGH_TO_TELL, videoKind, type VideoKind } from './videoKind';

export interface DownloadPorts<Saved> {
	/** Asks for the file, without credentials. Rejects on network errors, and with `Stopped`. */
	open(url: string, headers: Record<string, string>): Promise<FileAnswer>;
	/** Asks AI Studios for the address once more: addresses expire. */
	freshUrl(): Promise<string>;
	/** Stores the bytes as they come; rejects when they end in an error, and keeps nothing then. */
	save(chunks: AsyncIterable<Uint8Array>, kind: VideoKind): Promise<Saved>;
	clock: Clock;
}

export interface Downloaded<Saved> {
	saved: Saved;
	bytes: number;
	kind: VideoKind;
	/** How often a broken connection was taken up again. */
	resumed: number;
}

/**
 * Fetches a finished video through broken connections and expired addresses. What is saved is the
 * whole file or nothing; memory holds a chunk at a time.
 * @throws AiStudiosError that names the project key (download, or why there is no fresh address)
 */
export async function downloadVideo<Saved>(
	projectKey: string,
	url: string,
	ports: DownloadPorts<Saved>,
): Promise<Downloaded<Saved>> {
	const source = new Source(projectKey, url, ports);
	try {
		for (;;) {
			const transfer = new Transfer(source);
			try {
				const head = await headOf(transfer);
				const kind = videoKind(head, transfer.contentType, projectKey);
				const saved = await ports.save(withHead(head, transfer), kind);
				return { saved, bytes: transfer.received, kind, resumed: transfer.resumed };
			} catch (error) {
				const reason = transfer.failure ?? error;
				if (!(reason instanceof StartAgain)) throw told(reason, source);
			}
		}
	} finally {
		source.close();
	}
}

/** The first bytes: enough to tell what they are, or the whole file when it is shorter. */
async function headOf(transfer: Transfer): Promise<Uint8Array> {
	let head = Buffer.alloc(0);
	for (let chunk = await transfer.next(); chunk; chunk = await transfer.next()) {
		head = Buffer.concat([head, chunk]);
		if (head.length >= ENOUGH_TO_TELL) break;
	}
	return head;
}

async function* withHead(head: Uint8Array, transfer: Transfer): AsyncGenerator<Uint8Array, void, undefined> {
	yield head;
	for (let chunk = await transfer.next(); chunk; chunk = await transfer.next()) yield chunk;
}

/** What is not ours came from saving. */
function told(reason: unknown, source: Source): unknown {
	return reason instanceof AiStudiosError || reason instanceof Stopped ? reason : source.notStored(reason);
}
