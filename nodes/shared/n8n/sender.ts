import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { ApiRequest } from '../core/contract';
import type { TokenTrouble } from '../core/contract/auth';
import { Stopped } from '../core/errors';
import type { Answer } from '../core/requests/judge';
import { readText, type Body } from './body';
import { time } from './clock';
import { Leash } from './leash';
import type { Access } from './credential';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** Errors that come before a byte has left: the server certainly took nothing. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

const LATE = 'no answer came in time';

const CAUSES: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its name could not be resolved',
	EAI_AGAIN: 'its name could not be resolved',
	ECONNRESET: 'the connection broke',
	ECONNABORTED: LATE,
	ETIMEDOUT: LATE,
};

/**
 * The one way out to the API. The v3 token is exchanged by n8n (`preAuthentication`), which does so
 * for every request that is answered 401: so only one request at a time may see one. The first of a
 * run goes alone, and after a 401 one request renews the token while the others wait for it.
 */
export class Sender {
	private opening: Promise<unknown> | undefined;
	private renewals = 0;

	constructor(
		private readonly context: Context,
		private readonly access: Access,
		private readonly signal?: AbortSignal,
		/** Called when n8n may have stored a new token. */
		private readonly renewed: () => Promise<void> = async () => {},
	) {}

	async send(request: ApiRequest): Promise<Answer> {
		if (this.access.contract.generation === 'v2') return await this.plain(request);
		if (!this.opening) return await this.renew(request);
		await this.opening;
		const renewals = this.renewals;
		const answer = await this.plain(request);
		if (answer.kind !== 'answered' || answer.status !== 401) return answer;
		if (renewals === this.renewals) return await this.renew(request);
		await this.opening;
		return await this.plain(request);
	}

	/** Sends so that n8n sees a 401, exchanges the token, and sends once more. */
	private async renew(request: ApiRequest): Promise<Answer> {
		this.renewals += 1;
		const answer = this.exchange(request, false);
		this.opening = answer;
		await answer;
		await this.renewed();
		return await answer;
	}

	private async plain(request: ApiRequest): Promise<Answer> {
		return await this.exchange(request, true);
	}

	private async exchange({ method, path, body }: ApiRequest, ignoreHttpStatusErrors: boolean): Promise<Answer> {
		const leash = new Leash(this.signal, 'patient');
		const options: IHttpRequestOptions = {
			method,
			url: this.access.server + path,
			headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
			...(body ? { body: JSON.stringify(body) } : {}),
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors,
			disableFollowRedirect: true,
			timeout: time.patience,
		};
		try {
			const response = (await this.context.helpers.httpRequestWithAuthentication.call(
				leash.around(this.context),
				'aiStudiosApi',
				options,
			)) as IN8nHttpFullResponse;
			return await answered(response.statusCode, response.headers, response.body as unknown as Body);
		} catch (error) {
			return await this.broken(error, leash);
		} finally {
			leash.cut();
		}
	}

	/** n8n throws its own error around the one of axios or of the token exchange. */
	private async broken(error: unknown, { late }: Leash): Promise<Answer> {
		const { signal } = this;
		if (signal?.aborted) return await Promise.reject(new Stopped());
		const cause = innermost(error);
		if (isTokenTrouble(cause)) return tokenAnswer(cause);
		const lost = (reason: Cause): Answer => ({ kind: 'lost', cause: late ? LATE : nameOf(reason) });
		if (cause.response) {
			const { status, headers, data } = cause.response;
			return await answered(status, headers, data).catch((reason: unknown) => lost(innermost(reason)));
		}
		return UNSENT.has(cause.code ?? '') ? { kind: 'unsent', cause: nameOf(cause) } : lost(cause);
	}
}

async function answered(status: number, headers: object, body: Body): Promise<Answer> {
	return { kind: 'answered', status, headers: headers as Record<string, string | undefined>, text: await readText(body) };
}

/** What an error of axios may hold. */
interface Cause {
	name?: string;
	message?: string;
	code?: string;
	response?: { status: number; headers: object; data: Body };
}

function innermost(error: unknown): Cause {
	const { cause } = error as { cause?: unknown };
	const wrapped = error instanceof Error && cause instanceof Error && !('response' in error);
	return wrapped ? innermost(cause) : (error as Cause);
}

/** By name: n8n may hold two copies of this package. */
function isTokenTrouble(cause: Cause): cause is TokenTrouble {
	return cause.name === 'TokenTrouble';
}

/** Without a token nothing was sent, or it was answered 401. */
function tokenAnswer({ refused, message }: TokenTrouble): Answer {
	if (!refused) return { kind: 'unsent', cause: message };
	return { kind: 'answered', status: 401, headers: {}, text: JSON.stringify({ success: false, msg: message }) };
}

function nameOf({ code, message }: Cause): string {
	return CAUSES[code ?? ''] ?? message ?? 'the connection broke';
}
