/* eslint-disable @n8n/community-nodes/no-restricted-imports -- broken connections need sockets; not shipped */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Engine } from './engine';
import { fastRuntime } from './fastRuntime';
import { exportParameters, GENERATIONS, rowsOf, type Generation } from './generations';
import { SELF_SIGNED } from './selfSigned';

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start('filesystem', fastRuntime(200, 2_000));
});

afterAll(async () => await engine.stop());

/** Servers with which no secure connection can be made, and what the message says. */
const SERVERS: Array<[title: string, open: (onRequest: () => void) => Server, cause: RegExp]> = [
	[
		'a certificate that nobody signed',
		(onRequest) => createTlsServer(SELF_SIGNED, (socket) => socket.on('data', onRequest)),
		/its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
	],
	['https spoken to a port of http', (onRequest) => createHttpServer(onRequest), /no secure connection could be made; does the server use http instead of https\?$/],
	['a server that closes the connection before it is secure', () => createServer((socket) => socket.once('data', () => socket.end())), /no secure connection could be made/],
	['a server without a cipher in common', (onRequest) => createTlsServer({ ...SELF_SIGNED, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }, onRequest), /no secure connection could be made/],
];

const cases = GENERATIONS.flatMap((generation) => SERVERS.map(([title, open, cause]) => [generation, title, open, cause] as const));

async function exportTo(port: number, generation: Generation) {
	const own: ICredentialDataDecryptedObject = generation === 'v2' ? { apiKey: 'key' } : { appId: 'app', userKey: 'user', sessionToken: 'a token that is stored' };
	return await engine.run({
		rows: rowsOf(1),
		steps: [{ node: 'aiStudiosExportProject', parameters: exportParameters(generation) }],
		credential: { apiVersion: generation, server: 'custom', customServer: `https://127.0.0.1:${port}`, ...own },
	});
}

test.each(cases)('%s: %s: nothing was sent, so nothing is in doubt', async (generation, _title, open, cause) => {
	let connections = 0;
	const onRequest = jest.fn();
	const server = open(onRequest).on('connection', () => (connections += 1)).on('tlsClientError', () => {});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { error } = await exportTo((server.address() as AddressInfo).port, generation);
	await new Promise((resolve) => server.close(resolve));
	expect(error?.message).toMatch(/^AI Studios could not be reached for the export after 7 attempts: /);
	expect(error?.message).toMatch(cause);
	expect(error?.description).toBe('Check the server in the credential and the network connection of this n8n instance. This item was not exported.');
	expect(connections).toBe(7);
	expect(onRequest).not.toHaveBeenCalled();
});
