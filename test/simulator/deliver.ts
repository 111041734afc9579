/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs sockets and timers; this file is not shipped */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { sliced, type Body } from './body';
import type { Answer } from './answer';

const TRICKLES_PER_SECOND = 20;
const LARGEST_WRITE_BYTES = 256 * 1024;

export interface Traffic {
	onBytes: (bytes: number) => void;
	/** Aborted when the simulator stops. */
	signal: AbortSignal;
	headOnly: boolean;
}

/** Sends an answer as its delivery says, with as much memory as one chunk; ends early when the client leaves. */
export async function deliver(answer: Answer, response: ServerResponse, traffic: Traffic): Promise<void> {
	const { delivery } = answer;
	if (delivery.waitMs) await sleep(delivery.waitMs, undefined, { signal: traffic.signal });
	if (delivery.silence === 'reset') response.socket?.resetAndDestroy();
	if (delivery.silence) return;

	response.writeHead(answer.status, headersOf(answer));
	if (traffic.headOnly) {
		response.end();
		return;
	}
	response.flushHeaders();
	const end = Math.min(answer.body.length, delivery.stopAfter ?? Infinity);
	await sendBytes(sliced(answer.body, 0, end), response, traffic, delivery.bytesPerSecond);
	if (delivery.stopBy === 'close') response.socket?.destroy();
	else if (delivery.stopBy !== 'hang') response.end();
}

function headersOf({ headers, body, delivery, status }: Answer): Record<string, string> {
	if (delivery.declaredLength === 'none' || status === 204 || status === 304) return headers;
	return { ...headers, 'content-length': String(delivery.declaredLength ?? body.length) };
}

async function sendBytes(
	body: Body,
	response: ServerResponse,
	traffic: Traffic,
	bytesPerSecond?: number,
): Promise<void> {
	const piece = bytesPerSecond
		? Math.max(1, Math.floor(bytesPerSecond / TRICKLES_PER_SECOND))
		: LARGEST_WRITE_BYTES;
	for (const chunk of body.chunks(0, body.length)) {
		for (let from = 0; from < chunk.length; from += piece) {
			if (response.destroyed) return;
			const part = chunk.subarray(from, from + piece);
			await written(response, part);
			traffic.onBytes(part.length);
			if (bytesPerSecond) await sleep(1000 / TRICKLES_PER_SECOND, undefined, { signal: traffic.signal });
		}
	}
}

/** Settles when the bytes are with the operating system, or when the connection is gone. */
async function written(response: ServerResponse, bytes: Buffer): Promise<void> {
	if (response.destroyed) return;
	const gone = new AbortController();
	const close = once(response, 'close', { signal: gone.signal }).catch(() => undefined);
	const flushed = new Promise<void>((resolve) => {
		response.write(bytes, () => resolve());
	});
	await Promise.race([flushed, close]);
	gone.abort();
}
