/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs sockets and timers; this file is not shipped */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { sliced, type Body } from './body';
import type { SimulatedResponse } from './response';

/** How often a response with `bytesPerSecond` sends a part, unless that is less than a byte. */
const PARTS_PER_SECOND = 20;
const MAX_WRITE_BYTES = 256 * 1024;

export interface SendOptions {
	onBytesSent: (bytes: number) => void;
	/** Aborted when the simulator stops. */
	signal: AbortSignal;
	headersOnly: boolean;
}

/** Sends a response as its delivery says, one chunk in memory at a time; ends early when the client disconnects. */
export async function sendResponse(
	{ status, headers, body, delivery }: SimulatedResponse,
	response: ServerResponse,
	options: SendOptions,
): Promise<void> {
	if (delivery.heldUntil) await Promise.race([delivery.heldUntil, once(options.signal, 'abort')]);
	if (delivery.delayMs) await sleep(delivery.delayMs, undefined, { signal: options.signal });
	if (delivery.noResponse === 'reset') response.socket?.resetAndDestroy();
	if (delivery.noResponse) return;

	const hasLength = delivery.contentLength !== 'none' && status !== 204 && status !== 304;
	const contentLength = hasLength ? { 'content-length': String(delivery.contentLength ?? body.length) } : {};
	response.writeHead(status, { ...headers, ...contentLength });
	if (options.headersOnly) {
		response.end();
		return;
	}
	response.flushHeaders();
	const end = Math.min(body.length, delivery.stopAfterBytes ?? Infinity);
	await sendBytes(sliced(body, 0, end), response, options, delivery.bytesPerSecond);
	if (delivery.stopBy === 'close') response.socket?.destroy();
	else if (delivery.stopBy !== 'hang') response.end();
}

async function sendBytes(
	body: Body,
	response: ServerResponse,
	{ onBytesSent, signal }: SendOptions,
	bytesPerSecond?: number,
): Promise<void> {
	const partsPerSecond = Math.min(PARTS_PER_SECOND, bytesPerSecond ?? PARTS_PER_SECOND);
	const partBytes = bytesPerSecond ? Math.floor(bytesPerSecond / partsPerSecond) : MAX_WRITE_BYTES;
	for (const chunk of body.chunks(0, body.length)) {
		for (let from = 0; from < chunk.length; from += partBytes) {
			if (response.destroyed) return;
			const part = chunk.subarray(from, from + partBytes);
			await write(response, part);
			onBytesSent(part.length);
			if (bytesPerSecond) await sleep(1000 / partsPerSecond, undefined, { signal });
		}
	}
}

/** Resolves when the bytes are handed to the operating system, or when the connection is closed. */
async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
	if (response.destroyed) return;
	const flushedFirst = new AbortController();
	const closed = once(response, 'close', { signal: flushedFirst.signal }).catch(() => undefined);
	const flushed = new Promise<void>((resolve) => {
		response.write(bytes, () => resolve());
	});
	await Promise.race([flushed, closed]);
	flushedFirst.abort();
}
