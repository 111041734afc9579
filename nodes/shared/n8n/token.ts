import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IN8nHttpFullResponse } from 'n8n-workflow';
import { TokenTrouble, tokenIn, tokenRequest } from '../core/contract/auth';
import { redact } from '../core/redact';
import { judge, type Verdict } from '../core/requests/judge';
import { readText, type Body } from './body';
import { time } from './clock';
import { accessOf } from './credential';
import { Leash } from './leash';

/**
 * Exchanges App ID and User Key for a token that lives 24 hours (v3).
 * @throws TokenTrouble when they are refused or no answer comes; it never holds a key
 */
export async function exchangeToken(
	{ helpers }: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const { server, secrets } = accessOf(credential);
	const { method, path, body } = tokenRequest(String(credential.appId).trim(), String(credential.userKey).trim());
	const leash = new Leash(undefined, 'patient');
	const verdict = await asked(async () => await helpers.httpRequest({
		method,
		url: server + path,
		headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: time.patience,
		abortSignal: leash.signal,
	}) as IN8nHttpFullResponse);
	leash.cut();
	if (!verdict.ok) throw troubleOf(verdict, secrets);
	const token = tokenIn(verdict.envelope);
	if (token === undefined) throw new TokenTrouble('AI Studios answered without a token', false);
	return token;
}

async function asked(send: () => Promise<IN8nHttpFullResponse>): Promise<Verdict> {
	try {
		const { statusCode, headers, body } = await send();
		const text = await readText(body as unknown as Body);
		return judge({ kind: 'answered', status: statusCode, headers: headers as Record<string, string>, text }, time.now());
	} catch {
		return { ok: false, reason: 'unsent', why: 'AI Studios could not be reached for a token' };
	}
}

function troubleOf({ reason, why }: Extract<Verdict, { ok: false }>, secrets: string[]): TokenTrouble {
	const refused = !['busy', 'unavailable', 'unreadable', 'unsent', 'lost'].includes(reason);
	return new TokenTrouble(redact(`no token for this App ID and User Key (${why})`, secrets), refused);
}
