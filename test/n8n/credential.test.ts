import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { AiStudiosError } from '../../nodes/shared/core/errors';
import { resolveCredential } from '../../nodes/shared/n8n/credential';

const JWT = 'eyJhbGciOiJub25lIn0.eyJmb3IiOiJ0ZXN0cyJ9.none';
const v2 = (more: ICredentialDataDecryptedObject = {}) => ({ apiVersion: 'v2', apiKey: JWT, appId: '', userKey: '', server: 'https://v2.aistudios.com', sessionToken: '', ...more });
const v3 = (more: ICredentialDataDecryptedObject = {}) => ({ apiVersion: 'v3', apiKey: '', appId: 'app-1', userKey: 'user-1', server: 'https://app.aistudios.com', sessionToken: '', ...more });
const custom = (customServer: unknown) => v2({ server: 'custom', customServer: customServer as string });

test.each<[string, ICredentialDataDecryptedObject, 'v2' | 'v3', string]>([
	['version 2', v2(), 'v2', 'https://v2.aistudios.com'],
	['version 2 at its former address', v2({ server: 'https://aistudios.com' }), 'v2', 'https://aistudios.com'],
	['version 2 that was saved without a version', v2({ apiVersion: undefined as unknown as string }), 'v2', 'https://v2.aistudios.com'],
	['version 2 without a server', v2({ server: '' }), 'v2', 'https://v2.aistudios.com'],
	['version 3', v3(), 'v3', 'https://app.aistudios.com'],
	['version 3 in China', v3({ server: 'https://app.aistudios.cn' }), 'v3', 'https://app.aistudios.cn'],
	['version 3 without a server', v3({ server: '' }), 'v3', 'https://app.aistudios.com'],
	['a custom server', custom('https://proxy.example.com'), 'v2', 'https://proxy.example.com'],
	['a custom server with spaces around', custom(' https://proxy.example.com\n'), 'v2', 'https://proxy.example.com'],
	['a custom server with a slash', custom('https://proxy.example.com/'), 'v2', 'https://proxy.example.com'],
	['a custom server with a port', custom('https://proxy.example.com:8443'), 'v2', 'https://proxy.example.com:8443'],
	['a custom server with a path', custom('https://proxy.example.com/ai//'), 'v2', 'https://proxy.example.com/ai'],
	['a custom server with the prefix of the API', custom('https://proxy.example.com/api/odin'), 'v2', 'https://proxy.example.com'],
	['a custom server with the prefix of version 3', custom('https://proxy.example.com/ai/api/odin/v3/'), 'v2', 'https://proxy.example.com/ai'],
	['a custom server in capitals', custom('HTTPS://Proxy.Example.COM'), 'v2', 'https://proxy.example.com'],
])('%s is resolved', (_what, credential, generation, server) => {
	const resolved = resolveCredential(credential);
	expect([resolved.api.generation, resolved.server]).toEqual([generation, server]);
	expect(resolved.hasToken).toBe(generation === 'v3');
	expect(resolved.warning).toBeUndefined();
});

describe('all secrets are redacted', () => {
	test.each<[string, ICredentialDataDecryptedObject, string]>([
		['of version 2, and what is left over of version 3', v2({ apiKey: ' plain-key\n', userKey: 'left over', sessionToken: 'token-1' }), 'plain-key, left over, token-1'],
		['of version 3', v3({ sessionToken: 'token-1' }), 'app-1, user-1, token-1'],
	])('%s', (_what, credential, secrets) => {
		expect(resolveCredential(credential).redact(`no secrets: ${secrets}.`)).toBe('no secrets: ***, ***, ***.');
	});

	test('also a token that is exchanged later', () => {
		const { redact, rememberToken } = resolveCredential(v3());
		expect(redact('token-2')).toBe('token-2');
		rememberToken('token-2');
		expect(redact('token-2')).toBe('***');
	});

	test.each([undefined, null, '', 5])('but nothing after a token that is %j', (token) => {
		const { redact, rememberToken } = resolveCredential(v3());
		rememberToken(token);
		expect(redact('5 of 5: undefined or null')).toBe('5 of 5: undefined or null');
	});
});

test.each<[string, ICredentialDataDecryptedObject, message: string, description: RegExp]>([
	['no API key', v2({ apiKey: '' }), 'The API Key in the AI Studios API credential is empty', /^Enter it in the credential\.$/],
	['an API key of white space', v2({ apiKey: ' \n' }), 'The API Key in the AI Studios API credential is empty', /^Enter it in the credential\.$/],
	['version 2 with the fields of version 3', v2({ apiKey: '', appId: 'app-1', userKey: 'user-1' }), 'The API Key in the AI Studios API credential is empty', /fields of API version 3 are filled in/],
	['version 3 with the field of version 2', v3({ apiKey: JWT, appId: '' }), 'The App ID in the AI Studios API credential is empty', /fields of API version 2 are filled in/],
	['no user key', v3({ userKey: '' }), 'The User Key in the AI Studios API credential is empty', /^Enter it in the credential\.$/],
	['an API key as App ID', v3({ appId: JWT }), 'The App ID looks like an API key of version 2', /Select API Version 2/],
	['an API key as User Key', v3({ userKey: JWT }), 'The User Key looks like an API key of version 2', /Select API Version 2/],
	['Bearer before the key', v2({ apiKey: `Bearer ${JWT}` }), 'The API Key begins with "Bearer"', /without that word/],
	['a line break within the key', v2({ apiKey: 'eyJ\nabc' }), 'The API Key contains a space, a line break or a character that is not allowed in it', /Copy it again/],
	['an invisible character within the key', v2({ apiKey: 'eyJ\u200babc' }), 'The API Key contains a space, a line break or a character that is not allowed in it', /Copy it again/],
	['a User Key with a space', v3({ userKey: 'user 1' }), 'The User Key contains a space, a line break or a character that is not allowed in it', /Copy it again/],
	['a server of version 3 with version 2', v2({ server: 'https://app.aistudios.com' }), 'The server https://app.aistudios.com belongs to API version 3, but the credential is for API version 2', /belong together/],
	['a server of version 2 with version 3', v3({ server: 'https://aistudios.com' }), 'The server https://aistudios.com belongs to API version 2, but the credential is for API version 3', /belong together/],
	['an unknown server', v2({ server: 'https://evil.example.com' }), 'The server is not one of AI Studios', /or Custom/],
	['no custom server', custom(''), 'The custom server is not a web address', /https:\/\//],
	['a custom server that is not a text', custom({ url: 'x' }), 'The custom server is not a web address', /https:\/\//],
	['a custom server without https', custom('proxy.example.com'), 'The custom server is not a web address', /https:\/\//],
	['a custom server of another kind', custom('ftp://proxy.example.com'), 'The custom server is not a web address', /https:\/\//],
	['a custom server with a query', custom('https://proxy.example.com/?key=1'), 'The custom server contains more than an address', /without user name/],
	['a custom server with an empty query', custom('https://proxy.example.com/?'), 'The custom server contains more than an address', /without user name/],
	['a custom server with a fragment', custom('https://proxy.example.com/#/api'), 'The custom server contains more than an address', /without user name/],
	['a custom server with a password', custom('https://user:pass@proxy.example.com'), 'The custom server contains more than an address', /without user name/],
])('%s is rejected with a sentence that says so, and no secret', (_what, credential, message, description) => {
	const error = errorOf(() => resolveCredential(credential));
	expect(error).toMatchObject({ code: 'credentials', message });
	expect(error.description).toMatch(description);
	expect(`${error.message} ${error.description}`).not.toMatch(/eyJ|user-1|app-1|:pass/);
});

function errorOf(work: () => unknown): AiStudiosError {
	try {
		work();
	} catch (error) {
		if (error instanceof AiStudiosError) return error;
	}
	throw new Error('It was not rejected');
}

test.each([
	['http://127.0.0.1:3000', undefined],
	['http://127.8.9.1', undefined],
	['http://localhost:3000', undefined],
	['http://[::1]:3000', undefined],
	['https://proxy.example.com', undefined],
	['http://proxy.example.com/ai', 'The credential is sent unencrypted: http://proxy.example.com uses http instead of https.'],
	['http://localhost.example.com', 'The credential is sent unencrypted: http://localhost.example.com uses http instead of https.'],
	['http://127.0.0.1.example.com', 'The credential is sent unencrypted: http://127.0.0.1.example.com uses http instead of https.'],
	['http://192.168.1.5:3000', 'The credential is sent unencrypted: http://192.168.1.5:3000 uses http instead of https.'],
])('the warning about %s: %s', (server, warning) => {
	expect(resolveCredential(custom(server)).warning).toBe(warning);
});
