/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs sockets; this file is not shipped */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Milliseconds; an idle connection stays open, so that no test sees a close that it did not script. */
const TIMEOUTS = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 600_000 };

/** A server that can be closed for a while and reopened at the same port. */
export class HttpServer {
	private readonly server: Server;

	private readonly sockets = new Set<Socket>();

	private port: number;

	constructor(
		private readonly host: string,
		port: number,
		handler: RequestHandler,
	) {
		this.port = port;
		this.server = createServer(TIMEOUTS, (request, response) => {
			handler(request, response).catch(() => response.destroy());
		});
		this.server.on('connection', (socket: Socket) => {
			this.sockets.add(socket);
			socket.on('close', () => this.sockets.delete(socket));
		});
	}

	/** @throws when the port is in use */
	async open(): Promise<void> {
		if (this.server.listening) return;
		this.server.listen(this.port, this.host);
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		if (!this.server.listening) return;
		const closed = [this.server, ...this.sockets].map(async (emitter) => await once(emitter, 'close'));
		this.server.close();
		for (const socket of this.sockets) socket.destroy();
		await Promise.all(closed);
	}

	/** The origin: scheme, host and port. */
	get url(): string {
		const host = this.host.includes(':') ? `[${this.host}]` : this.host;
		return `http://${host}:${this.port}`;
	}

	get openConnections(): number {
		return this.sockets.size;
	}
}

/** The body of a request as text; everything after the limit is read and discarded. */
export async function readText(request: IncomingMessage, limitBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= limitBytes) chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
