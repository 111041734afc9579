import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { ApiRequest } from '../core/contract';
import { authCheck, isAuthenticated, tokenIn, tokenRequest } from '../core/contract/auth';
import { AiStudiosError } from '../core/errors';
import { redact } from '../core/redact';
import { judge, type Answer, type Refusal } from '../core/requests/judge';
import { time } from './clock';
import { accessOf, looksLikeApiKey, type Access } from './credential';

/** No project has this key: whatever v2 says to it, except about the API key itself, the API key is good. */
const NO_PROJECT = 'n8n-connection-test';

type Ask = (request: ApiRequest, authorization?: string) => Promise<Answer>;

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

async function checkV2(ask: Ask, { contract }: Access, { apiKey }: ICredentialDataDecryptedObject) {
	const key = String(apiKey).trim();
	const answer = await ask(contract.progress(NO_PROJECT), key);
	const verdict = judge(asSaid(answer), time.now());
	if (verdict.ok || (verdict.envelope && ABOUT_THE_PROJECT.has(verdict.reason))) return undefined;
	const hint = verdict.reason === 'credentials' && !looksLikeApiKey(key) ? ' An API key of version 2 is a long text that begins with "ey"; App ID and User Key are for version 3.' : '';
	return problemOf(verdict, 'the API Key') + hint;
}

const ABOUT_THE_PROJECT: ReadonlySet<Refusal['reason']> = new Set(['notFound', 'refused', 'credits']);

/** No status is documented for an unknown project. With 500 it is the words, too, that tell what is wrong. */
function asSaid(answer: Answer): Answer {
	return answer.kind === 'answered' && answer.status === 500 ? { ...answer, status: 400 } : answer;
}

async function checkV3(ask: Ask, { appId, userKey }: ICredentialDataDecryptedObject) {
	const exchanged = judge(await ask(tokenRequest(String(appId).trim(), String(userKey).trim())), time.now());
	if (!exchanged.ok) return problemOf(exchanged, 'the App ID or User Key');
	const token = tokenIn(exchanged.envelope);
	if (token === undefined) return 'The server answered, but not like AI Studios: it gave no token. Check the server.';
	const checked = judge(await ask(authCheck, token), time.now());
	if (!checked.ok) return problemOf(checked, 'its own token');
	return isAuthenticated(checked.envelope) ? undefined : 'AI Studios gave a token, but does not accept it. Try again in a minute.';
}

function problemOf({ reason, why, status, envelope }: Refusal, what: string): string {
	if (reason === 'unsent' || reason === 'lost') return `AI Studios was not reached: ${why}. Check the server and the network of this n8n.`;
	if (reason === 'moved') return `The server sends on to another address: ${why}. Check the server.`;
	if (reason === 'busy') return 'AI Studios is asked too often just now. Try again in a minute.';
	if (reason !== 'credentials' && (reason === 'unavailable' || !envelope)) {
		return `The server answered, but not like AI Studios (status ${status}): ${why}. Check the server.`;
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
				headers: {
					Accept: 'application/json',
					...(authorization === undefined ? {} : { Authorization: authorization }),
					...(body ? { 'Content-Type': 'application/json' } : {}),
				},
				...(body ? { body: JSON.stringify(body) } : {}),
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: time.patience,
			})) as { statusCode: number; headers: Record<string, string>; body?: string };
			return { kind: 'answered', status: response.statusCode, headers: response.headers, text: response.body ?? '' };
		} catch (error) {
			const { code, message } = error as { code?: string; message?: string };
			return { kind: 'lost', cause: message || code || 'no answer' };
		}
	};
}
