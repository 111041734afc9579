import { UserError } from './userError';

export type ApiGeneration = 'v2' | 'v3';

/** `apiKey` (v2), or `appId` and `userKey` (v3). */
export type Account = Record<string, string>;

/**
 * The accounts in the environment. An empty variable counts as not set.
 * @throws UserError for half an account
 */
export function accountsIn(environment: NodeJS.ProcessEnv): Partial<Record<ApiGeneration, Account>> {
	const { AISTUDIOS_API_KEY: apiKey, AISTUDIOS_APP_ID: appId, AISTUDIOS_USER_KEY: userKey } = environment;
	if (!appId !== !userKey) {
		throw new UserError(`AISTUDIOS_${appId ? 'USER_KEY' : 'APP_ID'} is not set: API v3 needs an App ID and a User Key.`);
	}
	return {
		...(apiKey ? { v2: { apiKey } } : {}),
		...(appId && userKey ? { v3: { appId, userKey } } : {}),
	};
}
