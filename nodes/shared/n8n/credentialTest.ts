import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import type { ApiRequest } from '../core/contract';
import { authCheck, isAuthenticated, tokenIn, tokenRequest } from '../core/contract/auth';
import { AiStudiosError } from '../core/errors';
import { redact } from '../core/redact';
import { judge, type Verdict } from '../core/requests/judge';
import { time } from './clock';
import { accessOf, type Access } from './credential';

/** No project has this key: whatever v2 answers to it, except about the key itself, the key is good. */
const NO_PROJECT = 'n8n-connection-test';

type Ask = (request: ApiRequest, authorization?: string) => Promise<Verdict>;

/** Tells "refused" from "not reached" from "fine". Costs nothing. */
export async function aiStudiosApiTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const access = accessOf(data);
		const ask = asker(this, access);
		const problem = access.contract.generation === 'v2' ? await checkV2(ask, access, data) : await checkV3(ask, data);
		if (problem !== undefined) return { status: 'Error', message: redact(problem, access.secrets) };
		return { status: 'OK', message: access.warning ?? 'AI Studios accepted the credential' };
	} catch (error) {
		const known = error instanceof AiStudiosError;
		return { status: 'Error', message: known ? `${error.message}. ${error.advice}` : 'The credential could not be tested' };
	}
}

async function checkV2(ask: Ask, { contract }: Access, { apiKey }: NonNullable<ICredentialsDecrypted['data']>) {
	const verdict = await ask(contract.progress(NO_PROJECT), String(apiKey).trim());
	return verdict.ok || verdict.reason === 'notFound' || verdict.reason === 'refused' ? undefined : problemOf(verdict);
}

async function checkV3(ask: Ask, { appId, userKey }: NonNullable<ICredentialsDecrypted['data']>) {
	const exchanged = await ask(tokenRequest(String(appId).trim(), String(userKey).trim()));
	if (!exchanged.ok) return problemOf(exchanged, 'the App ID or User Key');
	const checked = await ask(authCheck, tokenIn(exchanged.envelope));
	if (!checked.ok) return problemOf(checked);
	return isAuthenticated(checked.envelope) ? undefined : 'AI Studios gave a token, but does not accept it';
}

function problemOf({ reason, why, status }: Extract<Verdict, { ok: false }>, what = 'the API Key'): string {
	if (reason === 'unsent' || reason === 'lost') return `AI Studios was not reached: ${why}. Check the server and the network of this n8n.`;
	if (reason === 'moved') return `This server sends on to ${why}: choose that one as the server.`;
	if (reason === 'busy') return 'AI Studios is asked too often just now. Try again in a minute.';
	if (reason === 'unavailable' || reason === 'unreadable') {
		const code = status === undefined ? '' : ` (status ${status})`;
		return `The server answered, but not like AI Studios${code}: ${why}. Check the server.`;
	}
	return `AI Studios refused ${what}: ${why}`;
}

/** A credential test has only n8n's older request helper. */
function asker({ helpers }: ICredentialTestFunctions, { server }: Access): Ask {
	return async ({ method, path, body }, authorization) => {
		try {
			const response = (await helpers.request({
				method,
				uri: server + path,
				headers: { Accept: 'application/json', ...(authorization ? { Authorization: authorization } : {}) },
				...(body ? { body, json: true } : {}),
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: time.patience,
			})) as { statusCode: number; headers: Record<string, string>; body: unknown };
			const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
			return judge({ kind: 'answered', status: response.statusCode, headers: response.headers, text }, Date.now());
		} catch (error) {
			const { code, message } = error as { code?: string; message?: string };
			return { ok: false, reason: 'unsent', why: code ?? message ?? 'no answer' };
		}
	};
}
