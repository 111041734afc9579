import type { JsonObject } from '../nodes/shared/core/json';
import { isJsonObject } from './shape';

/** Page "Authentication" of "AI Studios V3", 2026-05. */
const LIFETIME_HOURS = 24;
const SECONDS_PER_HOUR = 3_600;

export const LIFETIME_EXPECTED = `the token is valid for ${LIFETIME_HOURS} hours`;

export function lifetimeIn(envelope: JsonObject): string {
	const hours = hoursIn(envelope);
	return hours === undefined ? 'how long the token is valid cannot be seen' : `the token is valid for ${hours} hours`;
}

export function lifetimeDifference(envelope: JsonObject): string | undefined {
	const hours = hoursIn(envelope);
	return hours === undefined || hours === LIFETIME_HOURS ? undefined : `${lifetimeIn(envelope)} instead of ${LIFETIME_HOURS}`;
}

/** With one decimal. */
function hoursIn({ data }: JsonObject): number | undefined {
	const seconds = isJsonObject(data) && typeof data.token === 'string' ? lifetimeSeconds(data.token) : undefined;
	return seconds === undefined ? undefined : Number((seconds / SECONDS_PER_HOUR).toFixed(1));
}

/** From `exp` and `iat` of a JWT (RFC 7519, 4.1); undefined for any other token. */
function lifetimeSeconds(token: string): number | undefined {
	try {
		const { exp, iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as JsonObject;
		return typeof exp === 'number' && typeof iat === 'number' ? exp - iat : undefined;
	} catch {
		return undefined;
	}
}
