import { objectAt, textAt, type JsonObject } from '../json';
import type { ApiRequest } from './types';

/** v3: App ID and User Key are exchanged for a token that lives 24 hours. */
export function tokenRequest(appId: string, userKey: string): ApiRequest {
	return { method: 'POST', path: '/api/odin/v3/auth/token', body: { appId, userKey } };
}

export function tokenIn(envelope: JsonObject): string | undefined {
	return textAt(objectAt(envelope, 'data'), 'token');
}

/** v3: tells whether a token is good. */
export const authCheck: ApiRequest = { method: 'GET', path: '/api/odin/v3/auth' };

export function isAuthenticated(envelope: JsonObject): boolean {
	return objectAt(envelope, 'data').isAuthenticated !== false;
}

/** The exchange of App ID and User Key for a token brought none. */
export class TokenTrouble extends Error {
	constructor(
		message: string,
		/** Whether AI Studios refused them, or only gave no answer. */
		readonly refused: boolean,
	) {
		super(message);
		this.name = 'TokenTrouble';
	}
}
