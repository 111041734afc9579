import { unauthorized } from './refusal';
import { randomHex, type Random } from './random';
import type { Clock } from './clock';
import type { Credentials } from './options';

/** Who may come in: one API key in v2, tokens that expire in v3. */
export class Access {
	/** Token → simulated milliseconds at which it ends. */
	private readonly tokens = new Map<string, number>();

	constructor(
		readonly credentials: Credentials,
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly lifetimeSeconds: number,
	) {}

	checkApiKey(authorization: string | undefined): void {
		refuseBearer(authorization);
		if (authorization !== this.credentials.apiKey) throw unauthorized('This API key is not known.');
	}

	checkToken(authorization: string | undefined): void {
		refuseBearer(authorization);
		const end = this.tokens.get(authorization ?? '');
		if (end === undefined) throw unauthorized('This access token is not known.');
		if (this.clock.now() >= end) throw unauthorized('This access token has expired.');
	}

	isValidToken(authorization: string | undefined): boolean {
		return this.clock.now() < (this.tokens.get(authorization ?? '') ?? 0);
	}

	exchange(appId: unknown, userKey: unknown): string {
		const { credentials } = this;
		if (appId !== credentials.appId || userKey !== credentials.userKey) {
			throw unauthorized('This App ID and User Key do not belong together.');
		}
		const token = `simulated-token-${randomHex(this.random, 32)}`;
		this.tokens.set(token, this.clock.now() + this.lifetimeSeconds * 1000);
		return token;
	}

	expireTokens(): void {
		for (const token of this.tokens.keys()) this.tokens.set(token, this.clock.now());
	}
}

function refuseBearer(authorization: string | undefined): void {
	if (!authorization) throw unauthorized('The header Authorization is missing.');
	if (/^bearer\s/i.test(authorization)) {
		throw unauthorized('The header Authorization takes the key as it is, without "Bearer".');
	}
}

/** Shaped like the real ones, and plainly not real: the API key is an unsigned JWT that says so. */
export function fakeCredentials(): Credentials {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return {
		apiKey: `${part({ alg: 'none', typ: 'JWT' })}.${part({ for: 'the simulator only' })}.not-a-real-key`,
		appId: 'simulator-app-id',
		userKey: 'simulator-user-key',
	};
}
