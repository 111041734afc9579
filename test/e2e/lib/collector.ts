/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server on loopback; not shipped */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Keeps what workflows send to it, for executions that n8n does not keep. n8n sends the items of a node together: they come in any sequence. */
export class Collector {
	private readonly received: Array<{ path: string; body: Buffer }> = [];

	private constructor(private readonly server: Server) {}

	static async open(): Promise<Collector> {
		const server = createServer();
		const collector = new Collector(server);
		server.on('request', (request: IncomingMessage, response) => {
			void bytesOf(request).then((body) => {
				collector.received.push({ path: request.url ?? '', body });
				response.setHeader('content-type', 'application/json').end('{}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return collector;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Parsed. */
	jsonAt(path: string): unknown[] {
		return this.at(path).map((body) => JSON.parse(body.toString()) as unknown);
	}

	/** SHA-256 in hexadecimal digits, sorted. */
	hashesAt(path: string): string[] {
		return this.at(path).map((body) => createHash('sha256').update(body).digest('hex')).sort();
	}

	private at(path: string): Buffer[] {
		return this.received.filter((request) => request.path === path).map(({ body }) => body);
	}
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
