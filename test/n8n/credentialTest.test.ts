/* eslint-disable @n8n/community-nodes/no-restricted-imports -- odd servers need sockets; not shipped */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { time } from '../../nodes/shared/n8n/clock';
import { aiStudiosApiTest } from '../../nodes/shared/n8n/credentialTest';
import { startSimulator, type Simulator } from '../simulator';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.stop());

/** The test with n8n's own request helper, as the credential's form runs it. */
async function tested(data: ICredentialDataDecryptedObject) {
	const context = new CredentialTestContext() as unknown as ICredentialTestFunctions;
	return await aiStudiosApiTest.call(context, { id: '1', name: 'AI Studios', type: 'aiStudiosApi', data });
}

const v2 = (customServer: string, apiKey = simulator.credentials.apiKey) => ({ apiVersion: 'v2', apiKey, server: 'custom', customServer });
const v3 = (customServer: string, userKey = simulator.credentials.userKey) => ({ apiVersion: 'v3', appId: simulator.credentials.appId, userKey, server: 'custom', customServer });

const FINE = { status: 'OK', message: 'AI Studios accepted the credential' };
const error = (message: string | RegExp) => ({ status: 'Error', message: expect.stringMatching(message) as string });

describe('against AI Studios', () => {
	test.each(['v2', 'v3'])('the right keys of %s are fine, and nothing is ordered', async (generation) => {
		expect(await tested(generation === 'v2' ? v2(simulator.url) : v3(simulator.url))).toEqual(FINE);
		expect(simulator.exports).toHaveLength(0);
	});

	test.each(['v2', 'v3'])('the right keys of %s are fine when every refusal has its HTTP status', async (generation) => {
		const strict = await startSimulator({ httpStatuses: true, variants: { authCheck: 'rejection' } });
		expect(await tested(generation === 'v2' ? v2(strict.url) : v3(strict.url))).toEqual(FINE);
		await strict.stop();
	});

	test.each([true, false])('wrong keys are refused, and not shown (HTTP statuses: %s)', async (httpStatuses) => {
		const other = await startSimulator({ httpStatuses });
		const key = `${simulator.credentials.apiKey}x`;
		expect(await tested(v2(other.url, key))).toEqual(error(/^AI Studios refused the API Key: This API key is not known\.$/));
		expect(await tested(v3(other.url, 'wrong-user-key'))).toEqual(error(/^AI Studios refused the App ID or User Key: .* do not belong together\.$/));
		await other.stop();
	});

	test('blanks around the keys do no harm', async () => {
		expect(await tested(v2(` ${simulator.url}/ `, ` ${simulator.credentials.apiKey}\n`))).toEqual(FINE);
		expect(await tested(v3(simulator.url, `\t${simulator.credentials.userKey} `))).toEqual(FINE);
	});

	test('a refused key that cannot be one of version 2 brings a hint', async () => {
		expect(await tested(v2(simulator.url, 'simulator-user-key'))).toEqual(error(/App ID and User Key are for version 3/));
	});

	test('what is wrong with the credential itself is told without asking', async () => {
		const before = simulator.requests.length;
		expect(await tested(v2(simulator.url, ''))).toEqual(error(/^The API Key is empty in the AI Studios API credential\. Fill it in\.$/));
		expect(await tested({})).toEqual(error(/^The API Key is empty/));
		expect(simulator.requests).toHaveLength(before);
	});
});

interface Odd {
	status: number;
	body: string;
	headers?: Record<string, string>;
}

/** A server that answers all requests in one way; how often it was asked comes back with the result. */
async function at(odd: Odd | 'hangs up' | 'says nothing', credential: (url: string) => ICredentialDataDecryptedObject) {
	const asked: IncomingMessage[] = [];
	const server = createServer((request: IncomingMessage, response: ServerResponse) => {
		asked.push(request);
		if (odd === 'hangs up') request.socket.destroy();
		else if (odd !== 'says nothing') response.writeHead(odd.status, odd.headers).end(odd.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const result = await tested(credential(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	return { result, asked: asked.length };
}

const PAGE = '<!DOCTYPE html><html></html>';
const no = (msg: string) => JSON.stringify({ success: false, msg });

describe('whatever version 2 says to an unknown project, the key is fine', () => {
	test.each<[string, number, string]>([
		['success', 200, '{"success":true,"data":{"progress":0}}'],
		['success without data', 200, '{"success":true}'],
		['a refusal with HTTP 200', 200, no('There is no such project')],
		['a refusal in other words', 200, no('Cannot read property of null')],
		['a refusal without words', 200, '{"success":false}'],
		['a refusal about money', 200, no('Not enough cubes')],
		['400', 400, no('Bad key of a project')],
		['404', 404, no('Project not found')],
		['404 with an empty object', 404, '{}'],
		['500', 500, no('Project is null')],
	])('%s', async (_what, status, body) => {
		expect(await at({ status, body }, v2)).toEqual({ result: FINE, asked: 1 });
	});
});

describe('a server that is not AI Studios is told from a refused key', () => {
	test.each<[string, Odd, RegExp]>([
		['a web page', { status: 200, body: PAGE }, /not like AI Studios \(status 200\): a web page instead of a JSON object\. Check the server\.$/],
		['an empty answer', { status: 200, body: '' }, /not like AI Studios \(status 200\): an empty answer/],
		['no content', { status: 204, body: '' }, /not like AI Studios \(status 204\): an empty answer/],
		['404 with a page', { status: 404, body: PAGE }, /not like AI Studios \(status 404\): HTTP status 404/],
		['400 with a page', { status: 400, body: PAGE }, /not like AI Studios \(status 400\): HTTP status 400/],
		['500 with a page', { status: 500, body: PAGE }, /not like AI Studios/],
		['502', { status: 502, body: PAGE }, /not like AI Studios \(status 502\): HTTP status 502/],
		['a list', { status: 200, body: '[]' }, /not like AI Studios/],
		['too many requests', { status: 429, body: '' }, /^AI Studios is asked too often just now\. Try again in a minute\.$/],
		['a redirect', { status: 302, body: '', headers: { location: 'https://login.example.com/?from=SIGNED' } }, /^The server sends on to another address: https:\/\/login\.example\.com\. Check the server\.$/],
	])('%s', async (_what, odd, message) => {
		for (const credential of [v2, v3]) {
			const { result, asked } = await at(odd, credential);
			expect(result).toEqual(error(message));
			expect(result.message).not.toContain('SIGNED');
			expect(asked).toBe(1);
		}
	});

	test.each<[string, Odd, RegExp]>([
		['401', { status: 401, body: '' }, /^AI Studios refused the API Key: HTTP status 401/],
		['403', { status: 403, body: no('Forbidden') }, /^AI Studios refused the API Key: Forbidden/],
		['a refusal of the key with HTTP 200', { status: 200, body: no('Invalid API key') }, /^AI Studios refused the API Key: Invalid API key/],
		['a refusal of the key with HTTP 500', { status: 500, body: no('jwt malformed') }, /^AI Studios refused the API Key: jwt malformed/],
	])('%s is a refused key', async (_what, odd, message) => {
		expect((await at(odd, v2)).result).toEqual(error(message));
	});

	test('a refusal that repeats the key is shown without it', async () => {
		const { apiKey } = simulator.credentials;
		const { result } = await at({ status: 401, body: no(`Your key ${apiKey} is blocked`) }, v2);
		expect(result).toEqual(error(/^AI Studios refused the API Key: Your key \*\*\* is blocked$/));
	});

	test('an exchange without a token', async () => {
		const { result, asked } = await at({ status: 200, body: '{"success":true,"data":{}}' }, v3);
		expect(result).toEqual(error(/it gave no token\. Check the server\.$/));
		expect(asked).toBe(1);
	});

	test('a token that the server does not accept itself', async () => {
		const { result, asked } = await at({ status: 200, body: '{"success":true,"data":{"token":"t","isAuthenticated":false}}' }, v3);
		expect(result).toEqual(error(/gave a token, but does not accept it/));
		expect(asked).toBe(2);
	});
});

describe('a server that is not reached is told from a refused key', () => {
	test.each(['v2', 'v3'])('a dead port (%s)', async (generation) => {
		const gone = await startSimulator();
		const { url } = gone;
		await gone.stop();
		const result = await tested(generation === 'v2' ? v2(url) : v3(url));
		expect(result).toEqual(error(/^AI Studios was not reached: .*ECONNREFUSED.*\. Check the server and the network of this n8n\.$/));
	});

	test('a connection that is closed without an answer', async () => {
		const { result } = await at('hangs up', v2);
		expect(result).toEqual(error(/^AI Studios was not reached: .+\. Check the server and the network/));
	});

	test('a server that never answers', async () => {
		const { patience } = time;
		time.patience = 100;
		const { result } = await at('says nothing', v2);
		time.patience = patience;
		expect(result).toEqual(error(/^AI Studios was not reached: .*100ms.*\. Check the server and the network/));
	});
});

test('plain http outside of this machine is warned about even when all is fine', async () => {
	const context = { helpers: { request: async () => await Promise.resolve({ statusCode: 200, headers: {}, body: '{"success":true}' }) } };
	const data = v2('http://proxy.example.com');
	const result = await aiStudiosApiTest.call(context as unknown as ICredentialTestFunctions, { id: '1', name: '', type: '', data });
	expect(result).toEqual({ status: 'OK', message: 'The credential travels unprotected: http://proxy.example.com is plain http.' });
});
