import type { Clock } from '../clock';
import type { FileAnswer } from './answer';
import { Transfer } from './transfer';
import type { VideoKind } from './videoKind';

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
 * @throws AiStudiosError (download) that names the project key
 */
export async function downloadVideo<Saved>(
	projectKey: string,
	url: string,
	ports: DownloadPorts<Saved>,
): Promise<Downloaded<Saved>> {
	const transfer = new Transfer(projectKey, url, ports);
	for (;;) {
		const kind = await transfer.begin();
		try {
			const saved = await ports.save(transfer.chunks(), kind);
			return { saved, bytes: transfer.received, kind, resumed: transfer.resumed };
		} catch (error) {
			transfer.savingEnded(error);
		}
	}
}
