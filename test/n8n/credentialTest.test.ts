/* eslint-disable @n8n/community-nodes/no-restricted-imports -- odd servers need sockets; not shipped */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { aiStudiosApiTest, testCredential } from '../../nodes/shared/n8n/credentialTest';
import { n8nRuntime, type Runtime } from '../../nodes/shared/n8n/runtime';
import { startSimulator, type Simulator } from '../simulator';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.stop());

/** The test with n8n's own request helper, as the credential's form runs it. */
async function tested(data: ICredentialDataDecryptedObject, runtime?: Runtime) {
	const context = new CredentialTestContext() as unknown as ICredentialTestFunctions;
	const credential = { id: '1', name: 'AI Studios', type: 'aiStudiosApi', data };
	return runtime ? await testCredential(context, credential, runtime) : await aiStudiosApiTest.call(context, credential);
}

const v2 = (customServer: string, apiKey = simulator.credentials.apiKey) => ({ apiVersion: 'v2', apiKey, server: 'custom', customServer });
const v3 = (customServer: string, userKey = simulator.credentials.userKey) => ({ apiVersion: 'v3', appId: simulator.credentials.appId, userKey, server: 'custom', customServer });

const ACCEPTED = { status: 'OK', message: 'AI Studios accepted the credential' };
const error = (message: string | RegExp) => ({ status: 'Error', message: expect.stringMatching(message) as string });

describe('against AI Studios', () => {
	test.each(['v2', 'v3'])('the right keys of %s are accepted, and nothing is exported', async (generation) => {
		expect(await tested(generation === 'v2' ? v2(simulator.url) : v3(simulator.url))).toEqual(ACCEPTED);
		expect(simulator.exports).toHaveLength(0);
	});

	test.each(['v2', 'v3'])('the right keys of %s are accepted when every rejection has its HTTP status', async (generation) => {
		const strict = await startSimulator({ httpStatuses: true, variants: { authCheck: 'rejection' } });
		expect(await tested(generation === 'v2' ? v2(strict.url) : v3(strict.url))).toEqual(ACCEPTED);
		await strict.stop();
	});

	test.each([true, false])('wrong keys are rejected, and not shown (HTTP statuses: %s)', async (httpStatuses) => {
		const other = await startSimulator({ httpStatuses });
		const key = `${simulator.credentials.apiKey}x`;
		expect(await tested(v2(other.url, key))).toEqual(error(/^AI Studios rejected the API Key: This API key is not known\.$/));
		expect(await tested(v3(other.url, 'wrong-user-key'))).toEqual(error(/^AI Studios rejected the App ID or User Key: .* do not belong together\.$/));
		await other.stop();
	});

	test('spaces around the keys are ignored', async () => {
		expect(await tested(v2(` ${simulator.url}/ `, ` ${simulator.credentials.apiKey}\n`))).toEqual(ACCEPTED);
		expect(await tested(v3(simulator.url, `\t${simulator.credentials.userKey} `))).toEqual(ACCEPTED);
	});

	test('a rejected key that cannot be one of version 2 gives a hint', async () => {
		expect(await tested(v2(simulator.url, 'simulator-user-key'))).toEqual(error(/App ID and User Key are for version 3/));
	});

	test('what is wrong with the credential itself is reported without a request', async () => {
		const before = simulator.requests.length;
		expect(await tested(v2(simulator.url, ''))).toEqual(error(/^The API Key in the AI Studios API credential is empty\. Enter it in the credential\.$/));
		expect(await tested({})).toEqual(error(/^The API Key in the AI Studios API credential is empty/));
		expect(simulator.requests).toHaveLength(before);
	});
});

interface OddResponse {
	status: number;
	body: string;
	headers?: Record<string, string>;
}

/** The result against a server that responds to all requests in one way, and how many it got. */
async function testedAgainst(odd: OddResponse | 'hangs up' | 'never responds', credential: (url: string) => ICredentialDataDecryptedObject, runtime?: Runtime) {
	const requests: IncomingMessage[] = [];
	const server = createServer((request: IncomingMessage, response: ServerResponse) => {
		requests.push(request);
		if (odd === 'hangs up') request.socket.destroy();
		else if (odd !== 'never responds') response.writeHead(odd.status, odd.headers).end(odd.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const result = await tested(credential(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), runtime);
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	return { result, requests: requests.length };
}

const PAGE = '<!DOCTYPE html><html></html>';
const no = (msg: string) => JSON.stringify({ success: false, msg });

describe('whatever version 2 says about an unknown project, the key is accepted', () => {
	test.each<[string, number, string]>([
		['success', 200, '{"success":true,"data":{"progress":0}}'],
		['success without data', 200, '{"success":true}'],
		['a rejection with HTTP 200', 200, no('There is no such project')],
		['a rejection in other words', 200, no('Cannot read property of null')],
		['a rejection without words', 200, '{"success":false}'],
		['a rejection about money', 200, no('Not enough cubes')],
		['400', 400, no('Bad key of a project')],
		['404', 404, no('Project not found')],
		['404 with an empty object', 404, '{}'],
		['500', 500, no('Project is null')],
	])('%s', async (_what, status, body) => {
		expect(await testedAgainst({ status, body }, v2)).toEqual({ result: ACCEPTED, requests: 1 });
	});
});

describe('a server that is not AI Studios is distinguished from a rejected key', () => {
	test.each<[string, OddResponse, RegExp]>([
		['a web page', { status: 200, body: PAGE }, /^The server responded \(HTTP status 200\), but not like AI Studios: a web page instead of a JSON object\. Check the server\.$/],
		['an empty response', { status: 200, body: '' }, /^The server responded \(HTTP status 200\), but not like AI Studios: an empty response/],
		['no content', { status: 204, body: '' }, /^The server responded \(HTTP status 204\), but not like AI Studios: an empty response/],
		['404 with a page', { status: 404, body: PAGE }, /^The server responded \(HTTP status 404\), but not like AI Studios: HTTP status 404/],
		['400 with a page', { status: 400, body: PAGE }, /^The server responded \(HTTP status 400\), but not like AI Studios: HTTP status 400/],
		['500 with a page', { status: 500, body: PAGE }, /^The server responded \(HTTP status \d+\), but not like AI Studios: .+\. Check the server\.$/],
		['502', { status: 502, body: PAGE }, /^The server responded \(HTTP status 502\), but not like AI Studios: HTTP status 502/],
		['a list', { status: 200, body: '[]' }, /^The server responded \(HTTP status \d+\), but not like AI Studios: .+\. Check the server\.$/],
		['too many requests', { status: 429, body: '' }, /^AI Studios is receiving too many requests\. Try again in a minute\.$/],
		['a redirect', { status: 302, body: '', headers: { location: 'https://login.example.com/?from=SIGNED' } }, /^The server redirects to another address: https:\/\/login\.example\.com\. Check the server\.$/],
	])('%s', async (_what, odd, message) => {
		for (const credential of [v2, v3]) {
			const { result, requests } = await testedAgainst(odd, credential);
			expect(result).toEqual(error(message));
			expect(result.message).not.toContain('SIGNED');
			expect(requests).toBe(1);
		}
	});

	test.each<[string, OddResponse, RegExp]>([
		['401', { status: 401, body: '' }, /^AI Studios rejected the API Key: HTTP status 401/],
		['403', { status: 403, body: no('Forbidden') }, /^AI Studios rejected the API Key: Forbidden/],
		['a rejection of the key with HTTP 200', { status: 200, body: no('Invalid API key') }, /^AI Studios rejected the API Key: Invalid API key/],
		['a rejection of the key with HTTP 500', { status: 500, body: no('jwt malformed') }, /^AI Studios rejected the API Key: jwt malformed/],
	])('%s is a rejected key', async (_what, odd, message) => {
		expect((await testedAgainst(odd, v2)).result).toEqual(error(message));
	});

	test('a rejection that repeats the key is shown without it', async () => {
		const { apiKey } = simulator.credentials;
		const { result } = await testedAgainst({ status: 401, body: no(`Your key ${apiKey} is blocked`) }, v2);
		expect(result).toEqual(error(/^AI Studios rejected the API Key: Your key \*\*\* is blocked$/));
	});

	test('an exchange without a token', async () => {
		const { result, requests } = await testedAgainst({ status: 200, body: '{"success":true,"data":{}}' }, v3);
		expect(result).toEqual(error(/^The server responded without a token, unlike AI Studios\. Check the server\.$/));
		expect(requests).toBe(1);
	});

	test('a token that the server does not accept itself', async () => {
		const { result, requests } = await testedAgainst({ status: 200, body: '{"success":true,"data":{"token":"t","isAuthenticated":false}}' }, v3);
		expect(result).toEqual(error(/^AI Studios issued a token, but does not accept it\./));
		expect(requests).toBe(2);
	});
});

describe('a server that is not reached is distinguished from a rejected key', () => {
	test.each(['v2', 'v3'])('a dead port (%s)', async (generation) => {
		const gone = await startSimulator();
		const { url } = gone;
		await gone.stop();
		const result = await tested(generation === 'v2' ? v2(url) : v3(url));
		expect(result).toEqual(error(/^AI Studios was not reached: the connection was refused\. Check the server and the network connection of this n8n instance\.$/));
	});

	test('a connection that is closed without a response', async () => {
		const { result } = await testedAgainst('hangs up', v2);
		expect(result).toEqual(error(/^AI Studios was not reached: the connection broke\. Check the server and the network/));
	});

	test('a server that never responds, after the timeout that is handed in', async () => {
		const { result, requests } = await testedAgainst('never responds', v2, { ...n8nRuntime, requestTimeoutMs: 500 });
		expect(result).toEqual(error(/^AI Studios was not reached: no response came in time\. Check the server and the network/));
		expect(requests).toBe(1);
	});
});

test('plain http to another machine gives a warning even when the credential is accepted', async () => {
	const context = { helpers: { request: async () => await Promise.resolve({ statusCode: 200, headers: {}, body: '{"success":true}' }) } };
	const data = v2('http://proxy.example.com');
	const result = await aiStudiosApiTest.call(context as unknown as ICredentialTestFunctions, { id: '1', name: '', type: '', data });
	expect(result).toEqual({ status: 'OK', message: 'The credential is sent unencrypted: http://proxy.example.com uses http instead of https.' });
});
