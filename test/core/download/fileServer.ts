import { downloadFile, type DownloadPorts } from '../../../nodes/shared/core/download/downloadFile';
import { videoOf } from '../../../nodes/shared/core/download/mediaFile';
import { ExecutionCancelled } from '../../../nodes/shared/core/errors';
import type { FileResponse } from '../../../nodes/shared/core/ports';
import { FakeClock } from '../fakeClock';

/** Forty bytes that begin like an MP4. */
export const VIDEO = Buffer.concat([Buffer.from('\x00\x00\x00\x18ftypisom', 'latin1'), Buffer.from('abcdefghijklmnopqrstuvwxyz01')]);

/** What the file server does with one request. */
export interface ScriptedResponse {
	status?: number;
	headers?: Record<string, string>;
	/** The bytes that come, in chunks of `chunkBytes`. */
	bytes?: Buffer;
	/** How the bytes end; `end` by default. */
	then?: 'end' | 'cut' | 'cancel';
	/** Milliseconds until it responds; 0 by default. */
	delayMs?: number;
	/** Instead of a response: no connection, or a cancelled execution. */
	instead?: 'unreachable' | 'cancelled';
}

/** The whole file from its first byte, of which only `sent` bytes come before the connection is cut. */
export function whole(sent = VIDEO.length, headers: Record<string, string> = {}, file = VIDEO): ScriptedResponse {
	return {
		status: 200,
		headers: { 'content-type': 'video/mp4', 'content-length': String(file.length), etag: '"1"', ...headers },
		bytes: file.subarray(0, sent),
		then: sent < file.length ? 'cut' : 'end',
	};
}

/** 206 from byte `from` on, up to byte `to`. */
export function rest(from: number, to = VIDEO.length, headers: Record<string, string> = {}): ScriptedResponse {
	return {
		status: 206,
		headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${from}-${VIDEO.length - 1}/${VIDEO.length}`, etag: '"1"', ...headers },
		bytes: VIDEO.subarray(from, to),
		then: to < VIDEO.length ? 'cut' : 'end',
	};
}

export const status = (code: number, headers: Record<string, string> = {}): ScriptedResponse => ({ status: code, headers, bytes: Buffer.from('no') });
export const unreachable: ScriptedResponse = { instead: 'unreachable' };

/** A download from a server whose responses are scripted in order; the last one is repeated. */
export function downloadFrom(script: ScriptedResponse[], otherPorts: Partial<DownloadPorts<Buffer>> = {}, chunkBytes = 7) {
	const clock = new FakeClock();
	const requests: string[] = [];
	const counts = { opened: 0, discarded: 0, saves: 0, freshUrls: 0, savedBytes: 0 };
	const ports: DownloadPorts<Buffer> = {
		clock,
		files: {
			open: async (url, headers) => {
				requests.push(`${new URL(url).pathname}${headers.Range ? ` ${headers.Range} if ${headers['If-Range']}` : ''}`);
				const scripted = script[Math.min(requests.length, script.length) - 1];
				if (scripted.instead) throw scripted.instead === 'cancelled' ? new ExecutionCancelled() : new Error('ECONNREFUSED');
				if (scripted.delayMs) await clock.sleep(scripted.delayMs);
				counts.opened += 1;
				return await Promise.resolve(responseOf(scripted, chunkBytes, () => (counts.discarded += 1)));
			},
		},
		freshUrl: async () => await Promise.resolve(`https://files.example.com/fresh${(counts.freshUrls += 1)}?Signature=x`),
		save: async (chunks) => {
			counts.saves += 1;
			const received: Uint8Array[] = [];
			for await (const bytes of chunks) {
				counts.savedBytes += bytes.length;
				received.push(bytes);
			}
			return Buffer.concat(received);
		},
		...otherPorts,
	};
	const run = async () => await downloadFile(videoOf('p1'), 'https://files.example.com/first?Signature=x', ports);
	return { run, requests, counts, clock };
}

function responseOf({ status: code = 200, headers = {}, bytes = Buffer.alloc(0), then = 'end' }: ScriptedResponse, chunkBytes: number, discarded: () => void): FileResponse {
	let closed = false;
	return {
		status: code,
		headers,
		body: (async function* () {
			for (let at = 0; at < bytes.length; at += chunkBytes) yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
			if (then === 'cut') throw new Error('ECONNRESET');
			if (then === 'cancel') throw new ExecutionCancelled();
		})(),
		discard: () => {
			if (!closed) discarded();
			closed = true;
		},
	};
}
