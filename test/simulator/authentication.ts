import { unauthorized } from './rejection';
import { randomHex, type Random } from './random';
import type { Clock } from './clock';
import type { Credentials, Generation } from './options';

/** Whose requests are accepted: those with the API key in v2, with an access token in v3. */
export class Authentication {
	/** Token → simulated milliseconds at which it expires. */
	private readonly tokens = new Map<string, number>();

	constructor(
		readonly credentials: Credentials,
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly tokenLifetimeSeconds: number,
	) {}

	/**
	 * @param authorization the header of this name
	 * @throws ApiRejection
	 */
	check(generation: Generation, authorization: string | undefined): void {
		if (!authorization) throw unauthorized('The Authorization header is missing.');
		if (/^bearer\s/i.test(authorization)) {
			throw unauthorized('The Authorization header takes the key as it is, without "Bearer".');
		}
		if (generation === 'v3') return this.checkToken(authorization);
		if (authorization !== this.credentials.apiKey) throw unauthorized('This API key is not known.');
	}

	private checkToken(token: string): void {
		const expiresAt = this.tokens.get(token);
		if (expiresAt === undefined) throw unauthorized('This access token is not known.');
		if (this.clock.now() >= expiresAt) throw unauthorized('This access token has expired.');
	}

	isValidToken(token: string | undefined): boolean {
		return this.clock.now() < (this.tokens.get(token ?? '') ?? 0);
	}

	/** @throws ApiRejection */
	exchangeToken(appId: unknown, userKey: unknown): string {
		if (appId !== this.credentials.appId || userKey !== this.credentials.userKey) {
			throw unauthorized('This App ID and User Key do not belong together.');
		}
		const issuedAt = this.clock.now();
		const [iat, exp] = [issuedAt / 1000, issuedAt / 1000 + this.tokenLifetimeSeconds].map(Math.floor);
		const token = fakeJwt({ iat, exp, id: randomHex(this.random, 32) });
		this.tokens.set(token, issuedAt + this.tokenLifetimeSeconds * 1000);
		return token;
	}

	expireTokens(): void {
		for (const token of this.tokens.keys()) this.tokens.set(token, this.clock.now());
	}
}

/** Shaped like real ones, and clearly not real: the API key is an unsigned JWT that says so. */
export function fakeCredentials(): Credentials {
	return { apiKey: fakeJwt({}), appId: 'simulator-app-id', userKey: 'simulator-user-key' };
}

function fakeJwt(claims: object): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'none', typ: 'JWT' })}.${part({ for: 'the simulator only', ...claims })}.not-a-real-key`;
}
