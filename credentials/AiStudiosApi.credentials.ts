import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { exchangeToken } from '../nodes/shared/n8n/tokenExchange';

const V2 = { show: { apiVersion: ['v2'] } };
const V3 = { show: { apiVersion: ['v3'] } };
/** App ID and User Key are worth as much as a password. */
const SECRET = { password: true };
const CUSTOM = { name: 'Custom', value: 'custom', description: 'Your own proxy, or the simulator' };

export class AiStudiosApi implements ICredentialType {
	name = 'aiStudiosApi';

	displayName = 'AI Studios API';

	icon: Icon = { light: 'file:../icons/aistudios.svg', dark: 'file:../icons/aistudios.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-aistudios/n8n-nodes-aistudios#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			options: [
				{ name: 'Version 2 (API Key)', value: 'v2', description: 'The classic AI Studios editor' },
				{ name: 'Version 3 (App ID and User Key)', value: 'v3', description: 'The AI Studios V3 editor' },
			],
			default: 'v2',
			description: 'New customers have version 3. If you have one long API key, you have version 2.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: V2,
			description: 'From your profile in AI Studios, where it is shown only once. Enter it without "Bearer".',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			typeOptions: SECRET,
			default: '',
			displayOptions: V3,
			description: 'From the API page of your AI Studios account',
		},
		{
			displayName: 'User Key',
			name: 'userKey',
			type: 'string',
			typeOptions: SECRET,
			default: '',
			displayOptions: V3,
			description: 'From the API page of your AI Studios account',
		},
		{
			displayName: 'Server',
			name: 'server',
			type: 'options',
			options: [
				{ name: 'v2.aistudios.com', value: 'https://v2.aistudios.com' },
				{ name: 'aistudios.com (Former Address)', value: 'https://aistudios.com' },
				CUSTOM,
			],
			default: 'https://v2.aistudios.com',
			displayOptions: V2,
		},
		{
			displayName: 'Server',
			name: 'server',
			type: 'options',
			options: [
				{ name: 'app.aistudios.com', value: 'https://app.aistudios.com' },
				{ name: 'app.aistudios.cn (China)', value: 'https://app.aistudios.cn' },
				CUSTOM,
			],
			default: 'https://app.aistudios.com',
			displayOptions: V3,
		},
		{
			displayName: 'Custom Server',
			name: 'customServer',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://proxy.example.com',
			displayOptions: { show: { server: ['custom'] } },
			description: 'The address without /api/odin. With http instead of https, the key is sent unencrypted.',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** n8n calls this when there is no token yet or a request got a 401; version 2 has no token. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return credential.apiVersion === 'v3' ? { sessionToken: await exchangeToken(this, credential) } : {};
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '={{$credentials.apiVersion === "v3" ? $credentials.sessionToken : $credentials.apiKey.trim()}}',
			},
		},
	};
}
