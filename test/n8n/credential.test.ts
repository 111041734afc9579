import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { AiStudiosError } from '../../nodes/shared/core/errors';
import { accessOf } from '../../nodes/shared/n8n/credential';

const JWT = 'eyJhbGciOiJub25lIn0.eyJmb3IiOiJ0ZXN0cyJ9.none';
const v2 = (more: ICredentialDataDecryptedObject = {}) => ({ apiVersion: 'v2', apiKey: JWT, appId: '', userKey: '', server: 'https://v2.aistudios.com', sessionToken: '', ...more });
const v3 = (more: ICredentialDataDecryptedObject = {}) => ({ apiVersion: 'v3', apiKey: '', appId: 'app-1', userKey: 'user-1', server: 'https://app.aistudios.com', sessionToken: '', ...more });
const custom = (customServer: unknown) => v2({ server: 'custom', customServer: customServer as string });

test.each<[string, ICredentialDataDecryptedObject, 'v2' | 'v3', string]>([
	['version 2', v2(), 'v2', 'https://v2.aistudios.com'],
	['version 2 at its former address', v2({ server: 'https://aistudios.com' }), 'v2', 'https://aistudios.com'],
	['version 2 that was never saved with a version', v2({ apiVersion: undefined as unknown as string }), 'v2', 'https://v2.aistudios.com'],
	['version 2 without a server', v2({ server: '' }), 'v2', 'https://v2.aistudios.com'],
	['version 3', v3(), 'v3', 'https://app.aistudios.com'],
	['version 3 in China', v3({ server: 'https://app.aistudios.cn' }), 'v3', 'https://app.aistudios.cn'],
	['version 3 without a server', v3({ server: '' }), 'v3', 'https://app.aistudios.com'],
	['a custom server', custom('https://proxy.example.com'), 'v2', 'https://proxy.example.com'],
	['a custom server with blanks around', custom(' https://proxy.example.com\n'), 'v2', 'https://proxy.example.com'],
	['a custom server with a slash', custom('https://proxy.example.com/'), 'v2', 'https://proxy.example.com'],
	['a custom server with a port', custom('https://proxy.example.com:8443'), 'v2', 'https://proxy.example.com:8443'],
	['a custom server with a path', custom('https://proxy.example.com/ai//'), 'v2', 'https://proxy.example.com/ai'],
	['a custom server with the prefix of the API', custom('https://proxy.example.com/api/odin'), 'v2', 'https://proxy.example.com'],
	['a custom server with the prefix of version 3', custom('https://proxy.example.com/ai/api/odin/v3/'), 'v2', 'https://proxy.example.com/ai'],
	['a custom server in capitals', custom('HTTPS://Proxy.Example.COM'), 'v2', 'https://proxy.example.com'],
])('%s gives access', (_what, credential, generation, server) => {
	const access = accessOf(credential);
	expect([access.contract.generation, access.server]).toEqual([generation, server]);
	expect(access.warning).toBeUndefined();
});

test('all secrets are known, those of the other version too, without blanks around them', () => {
	expect(accessOf(v2({ apiKey: ` ${JWT}\n`, userKey: 'left over', sessionToken: 't' })).secrets).toEqual([JWT, 'left over', 't']);
	expect(accessOf(v3({ sessionToken: 't' })).secrets).toEqual(['app-1', 'user-1', 't']);
});

test.each<[string, ICredentialDataDecryptedObject, message: string, advice: RegExp]>([
	['no API key', v2({ apiKey: '' }), 'The API Key is empty in the AI Studios API credential', /^Fill it in\.$/],
	['an API key of blanks', v2({ apiKey: ' \n' }), 'The API Key is empty in the AI Studios API credential', /^Fill it in\.$/],
	['version 2 with the fields of version 3', v2({ apiKey: '', appId: 'app-1', userKey: 'user-1' }), 'The API Key is empty in the AI Studios API credential', /fields of API version 3 are filled in/],
	['version 3 with the field of version 2', v3({ apiKey: JWT, appId: '' }), 'The App ID is empty in the AI Studios API credential', /fields of API version 2 are filled in/],
	['no user key', v3({ userKey: '' }), 'The User Key is empty in the AI Studios API credential', /^Fill it in\.$/],
	['an API key as App ID', v3({ appId: JWT }), 'The App ID looks like an API key of version 2', /Choose API Version 2/],
	['an API key as User Key', v3({ userKey: JWT }), 'The User Key looks like an API key of version 2', /Choose API Version 2/],
	['Bearer before the key', v2({ apiKey: `Bearer ${JWT}` }), 'The API Key begins with "Bearer"', /without that word/],
	['a line break within the key', v2({ apiKey: 'eyJ\nabc' }), 'The API Key holds a blank, a line break or a letter that none has', /Copy it once more/],
	['an invisible character within the key', v2({ apiKey: 'eyJ\u200babc' }), 'The API Key holds a blank, a line break or a letter that none has', /Copy it once more/],
	['a User Key with a blank', v3({ userKey: 'user 1' }), 'The User Key holds a blank, a line break or a letter that none has', /Copy it once more/],
	['a server of version 3 with version 2', v2({ server: 'https://app.aistudios.com' }), 'The server https://app.aistudios.com belongs to API version 3, but version 2 is chosen', /belong together/],
	['a server of version 2 with version 3', v3({ server: 'https://aistudios.com' }), 'The server https://aistudios.com belongs to API version 2, but version 3 is chosen', /belong together/],
	['a server of nobody', v2({ server: 'https://evil.example.com' }), 'The server is not one of AI Studios', /or Custom/],
	['no custom server', custom(''), 'The custom server is not a web address', /https:\/\//],
	['a custom server that is no text', custom({ url: 'x' }), 'The custom server is not a web address', /https:\/\//],
	['a custom server without https', custom('proxy.example.com'), 'The custom server is not a web address', /https:\/\//],
	['a custom server of another kind', custom('ftp://proxy.example.com'), 'The custom server is not a web address', /https:\/\//],
	['a custom server with a query', custom('https://proxy.example.com/?key=1'), 'The custom server holds more than an address', /without user name/],
	['a custom server with an empty query', custom('https://proxy.example.com/?'), 'The custom server holds more than an address', /without user name/],
	['a custom server with a fragment', custom('https://proxy.example.com/#/api'), 'The custom server holds more than an address', /without user name/],
	['a custom server with a password', custom('https://user:pass@proxy.example.com'), 'The custom server holds more than an address', /without user name/],
])('%s is refused with a sentence that says so, and no secret', (_what, credential, message, advice) => {
	const refused = () => accessOf(credential);
	expect(refused).toThrow(new AiStudiosError('credentials', message));
	try {
		refused();
	} catch (error) {
		const { trouble, advice: told } = error as AiStudiosError;
		expect(trouble).toBe('credentials');
		expect(told).toMatch(advice);
		expect(`${message} ${told}`).not.toMatch(/eyJ|user-1|app-1|:pass/);
	}
	expect.assertions(4);
});

test.each([
	['http://127.0.0.1:3000', undefined],
	['http://127.8.9.1', undefined],
	['http://localhost:3000', undefined],
	['http://[::1]:3000', undefined],
	['https://proxy.example.com', undefined],
	['http://proxy.example.com/ai', 'The credential travels unprotected: http://proxy.example.com is plain http.'],
	['http://localhost.example.com', 'The credential travels unprotected: http://localhost.example.com is plain http.'],
	['http://127.0.0.1.example.com', 'The credential travels unprotected: http://127.0.0.1.example.com is plain http.'],
	['http://192.168.1.5:3000', 'The credential travels unprotected: http://192.168.1.5:3000 is plain http.'],
])('%s is warned about as it deserves', (server, warning) => {
	expect(accessOf(custom(server)).warning).toBe(warning);
});
