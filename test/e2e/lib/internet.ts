/* eslint-disable @n8n/community-nodes/no-restricted-imports -- servers on loopback; not shipped */
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { temporaryFolder } from './paths';

/** A request that n8n believes to send to another company's server. */
export interface Call {
	method: string;
	/** Path and query. */
	url: URL;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: unknown;
}

/** Responds in the place of a host. */
export type Responder = (call: Call) => Reply;

/** For tests only: this key is no secret, and nobody but the n8ns of the tests trusts its certificate. */
const TLS = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz1Kg+lq4Dr10ynKF
ab0esyejzy7DiPDmcsD7n/MW3WuhRANCAARYHbmwpoKVyo5/U6fNbaKCCRSYC6FF
g+b6u0VYlQfp7cgg1cJVshZRPiGwcW2icihuUyguYeQ5ddvaRWrBaJSa
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIB9TCCAZugAwIBAgIUPGuRx3Vz9QTBNyjeHZvVZcqCk1EwCgYIKoZIzj0EAwIw
OjE4MDYGA1UEAwwvc3RhbmQtaW4gb2YgbjhuLW5vZGVzLWFpc3R1ZGlvcywgZm9y
IHRlc3RzIG9ubHkwIBcNMjYxMTI2MTgzNjQzWhgPMjEyNjExMDIxODM2NDNaMDox
ODA2BgNVBAMML3N0YW5kLWluIG9mIG44bi1ub2Rlcy1haXN0dWRpb3MsIGZvciB0
ZXN0cyBvbmx5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWB25sKaClcqOf1On
zW2iggkUmAuhRYPm+rtFWJUH6e3IINXCVbIWUT4hsHFtonIoblMoLmHkOXXb2kVq
wWiUmqN9MHswHQYDVR0OBBYEFMXvr81vUdyVnLsVSOA1SwcRxz9wMB8GA1UdIwQY
MBaAFMXvr81vUdyVnLsVSOA1SwcRxz9wMA8GA1UdEwEB/wQFMAMBAf8wKAYDVR0R
BCEwH4ISd3d3Lmdvb2dsZWFwaXMuY29tgglzbGFjay5jb20wCgYIKoZIzj0EAwID
SAAwRQIgDzHzAIxbV2oYg56u3U1PI9d09xRhbWQaWhZC0Iu24coCIQC+UcXoi+cV
DQmJWpAbEik3CEN6YO4AZ3R8j7W34N0tXA==
-----END CERTIFICATE-----`,
};

/** The hosts in the certificate. */
export type Host = 'www.googleapis.com' | 'slack.com';

/**
 * The internet as an n8n sees it: a proxy on loopback, behind which stand-ins respond for a few hosts over HTTPS
 * and nobody for all others. So n8n's own nodes run as they are in an example.
 */
export class Internet {
	private constructor(
		private readonly servers: Server[],
		/** What n8n must know to use it. */
		readonly settings: Record<string, string>,
	) {}

	static async open(hosts: Record<Host, Responder>): Promise<Internet> {
		const secure = createSecureServer(TLS, (request, response) => {
			void respond(request, response, hosts[request.headers.host as Host]);
		});
		const proxy = createServer((_request, response) => response.writeHead(502).end());
		proxy.on('connect', ({ url }: IncomingMessage, socket) => {
			const [host] = (url ?? '').split(':');
			if (!(host in hosts)) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			return secure.emit('connection', socket);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		const certificates = join(temporaryFolder('internet'), 'certificates.pem');
		writeFileSync(certificates, TLS.cert);
		return new Internet([proxy, secure], { HTTPS_PROXY: url, HTTP_PROXY: url, NO_PROXY: '127.0.0.1,localhost', NODE_EXTRA_CA_CERTS: certificates });
	}

	async close(): Promise<void> {
		for (const server of this.servers) server.closeAllConnections();
		await Promise.all(this.servers.filter(({ listening }) => listening).map(async (server) => await new Promise((resolve) => server.close(resolve))));
	}
}

async function respond(request: IncomingMessage, response: ServerResponse, responder: Responder): Promise<void> {
	const { method = 'GET', url = '/', headers } = request;
	const { status = 200, headers: replied = {}, body } = responder({ method, url: new URL(url, `https://${headers.host}`), headers, body: await buffer(request) });
	response.writeHead(status, { 'content-type': 'application/json', ...replied }).end(body === undefined ? undefined : JSON.stringify(body));
}
