import type { Simulator } from '../../simulator';
import type { StoredCredential } from './workflows';

export type Generation = 'v2' | 'v3';

export const CREDENTIALS: Record<Generation, StoredCredential> = {
	v2: { id: 'simulatorV2', name: 'Simulator (version 2)' },
	v3: { id: 'simulatorV3', name: 'Simulator (version 3)' },
};

/** Credentials for a simulator, as `n8n import:credentials` takes them. */
export function storedCredentials({ url, credentials: { apiKey, appId, userKey } }: Simulator): object[] {
	const server = { server: 'custom', customServer: url };
	return [
		{ ...CREDENTIALS.v2, type: 'aiStudiosApi', data: { apiVersion: 'v2', apiKey, ...server } },
		{ ...CREDENTIALS.v3, type: 'aiStudiosApi', data: { apiVersion: 'v3', appId, userKey, ...server } },
	];
}
