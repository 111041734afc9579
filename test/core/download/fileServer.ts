import type { FileAnswer } from '../../../nodes/shared/core/download/answer';
import { downloadVideo, type DownloadPorts } from '../../../nodes/shared/core/download/download';
import { Stopped } from '../../../nodes/shared/core/errors';
import { FakeClock } from '../fakeClock';

/** Forty bytes that begin like an MP4. */
export const VIDEO = Buffer.concat([Buffer.from('\x00\x00\x00\x18ftypisom', 'latin1'), Buffer.from('abcdefghijklmnopqrstuvwxyz01')]);

/** What the file server does with one request. */
export interface Turn {
	status?: number;
	headers?: Record<string, string>;
	/** The bytes that come, in chunks of `chunk`. */
	bytes?: Buffer;
	/** How the bytes end; `end` by default. */
	then?: 'end' | 'cut' | 'stop';
	/** Instead of an answer: no connection, or a stopped execution. */
	instead?: 'unreachable' | 'stopped';
}

/** The whole file from its first byte, of which only `sent` bytes come before the connection is cut. */
export function whole(sent = VIDEO.length, headers: Record<string, string> = {}, file = VIDEO): Turn {
	return {
		status: 200,
		headers: { 'content-type': 'video/mp4', 'content-length': String(file.length), etag: '"1"', ...headers },
		bytes: file.subarray(0, sent),
		then: sent < file.length ? 'cut' : 'end',
	};
}

/** 206 from byte `from` on, up to byte `to`. */
export function rest(from: number, to = VIDEO.length, headers: Record<string, string> = {}): Turn {
	return {
		status: 206,
		headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${from}-${VIDEO.length - 1}/${VIDEO.length}`, etag: '"1"', ...headers },
		bytes: VIDEO.subarray(from, to),
		then: to < VIDEO.length ? 'cut' : 'end',
	};
}

export const status = (code: number, headers: Record<string, string> = {}): Turn => ({ status: code, headers, bytes: Buffer.from('no') });
export const unreachable: Turn = { instead: 'unreachable' };

/** A download against a server whose turns are scripted in order; the last one stays. */
export function dialogue(turns: Turn[], changed: Partial<DownloadPorts<Buffer>> = {}, chunk = 7) {
	const clock = new FakeClock();
	const asked: string[] = [];
	const seen = { opened: 0, discarded: 0, saves: 0, freshUrls: 0, handedOn: 0 };
	const ports: DownloadPorts<Buffer> = {
		clock,
		open: async (url, headers) => {
			asked.push(`${new URL(url).pathname}${headers.Range ? ` ${headers.Range} if ${headers['If-Range']}` : ''}`);
			const turn = turns[Math.min(asked.length, turns.length) - 1];
			if (turn.instead) throw turn.instead === 'stopped' ? new Stopped() : new Error('ECONNREFUSED');
			seen.opened += 1;
			return await Promise.resolve(answerOf(turn, chunk, () => (seen.discarded += 1)));
		},
		freshUrl: async () => await Promise.resolve(`https://files.example.com/fresh${(seen.freshUrls += 1)}?Signature=x`),
		save: async (chunks) => {
			seen.saves += 1;
			const kept: Uint8Array[] = [];
			for await (const bytes of chunks) {
				seen.handedOn += bytes.length;
				kept.push(bytes);
			}
			return Buffer.concat(kept);
		},
		...changed,
	};
	const run = async () => await downloadVideo('p1', 'https://files.example.com/first?Signature=x', ports);
	return { run, asked, seen, clock };
}

function answerOf({ status: code = 200, headers = {}, bytes = Buffer.alloc(0), then = 'end' }: Turn, chunk: number, discarded: () => void): FileAnswer {
	let gone = false;
	return {
		status: code,
		headers,
		body: (async function* () {
			for (let at = 0; at < bytes.length; at += chunk) yield await Promise.resolve(bytes.subarray(at, at + chunk));
			if (then === 'cut') throw new Error('ECONNRESET');
			if (then === 'stop') throw new Stopped();
		})(),
		discard: () => {
			if (!gone) discarded();
			gone = true;
		},
	};
}
