/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server on loopback; not shipped */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readForm } from '../simulator/multipart';

/** What becomes of one upload. */
export type UploadFault =
	/** The connection is reset, or nothing more is read, after so many bytes of the request. */
	| { at: number; then: 'reset' | 'silence' | { status: number } }
	/** The request is read as a whole. */
	| { then: 'reset' | 'silence' | { status: number; headers?: Record<string, string> } };

/** Takes uploads as API version 3 does, and misbehaves in the middle of them. */
export class UploadServer {
	uploads = 0;
	tokens = 0;
	readonly faults: UploadFault[] = [];
	/** Called with the bytes that have arrived of an upload. */
	onProgress: (bytes: number) => void | Promise<void> = () => {};
	private validToken = '';
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			void this.handle(request, response).catch(() => request.destroy());
		});
	}

	static async start(): Promise<UploadServer> {
		const server = new UploadServer();
		await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	expireToken(): void {
		this.validToken = 'another';
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const send = (status: number, body: object, headers = {}) => response.writeHead(status, headers).end(JSON.stringify(body));
		if (request.url?.endsWith('/auth/token')) {
			this.validToken = `token-${(this.tokens += 1)}`;
			return void send(200, { success: true, data: { token: this.validToken } });
		}
		const isUpload = request.method === 'POST';
		if (isUpload) this.uploads += 1;
		const fault = isUpload ? this.faults.shift() : undefined;
		if (fault && 'at' in fault) return await this.interrupt(request, send, fault);
		const form = isUpload ? await readForm(this.observed(request), request.headers['content-type'] ?? '') : undefined;
		if (request.headers.authorization !== this.validToken) return void send(401, { success: false, error: { msg: 'The token expired.' } });
		if (fault?.then === 'reset') request.destroy();
		else if (fault?.then !== undefined && fault.then !== 'silence') send(fault.then.status, { success: fault.then.status < 300 }, fault.then.headers);
		else if (fault === undefined) send(200, { success: true, data: { form, contentLength: request.headers['content-length'], encoding: request.headers['transfer-encoding'] } });
	}

	private async interrupt(request: IncomingMessage, send: (status: number, body: object, headers: object) => void, { at, then }: UploadFault & { at: number }) {
		let received = 0;
		const taken = new Promise<void>((resolve) => {
			request.on('data', (chunk: Buffer) => {
				received += chunk.length;
				void this.onProgress(received);
				if (received >= at) resolve(void request.pause());
			});
		});
		await taken;
		if (then === 'reset') request.destroy();
		else if (then !== 'silence') send(then.status, { success: false, msg: 'Too large.' }, { Connection: 'close' });
	}

	private async *observed(request: IncomingMessage): AsyncGenerator<Buffer, void> {
		let received = 0;
		for await (const chunk of request as AsyncIterable<Buffer>) {
			await this.onProgress((received += chunk.length));
			yield chunk;
		}
	}
}
