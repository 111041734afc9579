import type { ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import type { Endpoint } from '../core/api';
import { authEndpoint, tokenEndpoint } from '../core/api/v3';
import { AiStudiosError } from '../core/errors';
import { classifyResponse, type ApiFailure, type ClassifiedResponse, type FailureReason } from '../core/http/classifyResponse';
import type { HttpResult } from '../core/ports';
import { apiRequest, failedRequest, legacyApiRequest } from './apiRequest';
import { looksLikeApiKey, resolveCredential, type ResolvedCredential } from './credential';
import { n8nRuntime, type Runtime } from './runtime';

/** No project has this key: whatever v2 says to it, except about the API key itself, the API key is good. */
const UNKNOWN_PROJECT = 'n8n-connection-test';

const NOT_ABOUT_THE_KEY: ReadonlySet<FailureReason> = new Set(['notFound', 'rejected', 'credits']);

type Send = (endpoint: Endpoint<unknown>, authorization?: string) => Promise<HttpResult>;

/** Tells "rejected" from "not reached" from "fine". Costs nothing. */
export async function aiStudiosApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await testCredential(this, credential);
}

export async function testCredential(
	functions: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
	runtime: Runtime = n8nRuntime,
): Promise<INodeCredentialTestResult> {
	try {
		const credential = resolveCredential(data);
		const send = sender(functions, credential, runtime);
		const problem = credential.hasToken ? await problemOfV3(send, data, credential, runtime) : await problemOfV2(send, data, credential, runtime);
		if (problem !== undefined) return { status: 'Error', message: credential.redact(problem) };
		return { status: 'OK', message: credential.warning ?? 'AI Studios accepted the credential' };
	} catch (error) {
		if (error instanceof AiStudiosError) return { status: 'Error', message: `${error.message}. ${error.description}` };
		return { status: 'Error', message: 'The credential could not be tested' };
	}
}

async function problemOfV2(send: Send, { apiKey }: ICredentialDataDecryptedObject, { api }: ResolvedCredential, runtime: Runtime) {
	const key = String(apiKey).trim();
	const response = classifyResponse(readServerError(await send(api.progress(UNKNOWN_PROJECT), key)), runtime.now());
	if (response.ok || (response.hasEnvelope && NOT_ABOUT_THE_KEY.has(response.reason))) return undefined;
	const hint = response.reason === 'credentials' && !looksLikeApiKey(key) ? ' An API key of version 2 is a long text that begins with "ey"; App ID and User Key are for version 3.' : '';
	return problemIn(response, 'the API Key') + hint;
}

/** No status is documented for an unknown project: with 500, too, the message says what is wrong. */
function readServerError(result: HttpResult): HttpResult {
	return result.kind === 'response' && result.status === 500 ? { ...result, status: 400 } : result;
}

async function problemOfV3(send: Send, { appId, userKey }: ICredentialDataDecryptedObject, { redact }: ResolvedCredential, runtime: Runtime) {
	const receive = async (endpoint: Endpoint<unknown>, token?: string): Promise<ClassifiedResponse> => classifyResponse(await send(endpoint, token), runtime.now());
	const exchange = tokenEndpoint(String(appId).trim(), String(userKey).trim());
	const exchanged = await receive(exchange);
	if (!exchanged.ok) return problemIn(exchanged, 'the App ID or User Key');
	const token = exchange.parse(exchanged.envelope, redact);
	if (token === undefined) return 'The server responded without a token, unlike AI Studios. Check the server.';
	const check = authEndpoint();
	const checked = await receive(check, token);
	if (!checked.ok) return problemIn(checked, 'its own token');
	return check.parse(checked.envelope, redact) ? undefined : 'AI Studios issued a token, but does not accept it. Try again in a minute.';
}

function problemIn({ reason, detail, status, hasEnvelope }: ApiFailure, subject: string): string {
	if (reason === 'notSent' || reason === 'noResponse') return `AI Studios was not reached: ${detail}. Check the server and the network connection of this n8n instance.`;
	if (reason === 'redirected') return `The server redirects to another address: ${detail}. Check the server.`;
	if (reason === 'rateLimited') return 'AI Studios is receiving too many requests. Try again in a minute.';
	if (reason !== 'credentials' && (reason === 'unavailable' || !hasEnvelope)) {
		return `The server responded (HTTP status ${status}), but not like AI Studios: ${detail}. Check the server.`;
	}
	return `AI Studios rejected ${subject}: ${detail}`;
}

function sender({ helpers }: ICredentialTestFunctions, { server }: ResolvedCredential, runtime: Runtime): Send {
	return async (endpoint, authorization) => {
		try {
			const options = legacyApiRequest(apiRequest(server, endpoint, runtime.requestTimeoutMs), authorization);
			const response = (await helpers.request(options)) as { statusCode: number; headers: Record<string, string>; body?: string };
			return { kind: 'response', status: response.statusCode, headers: response.headers, text: response.body ?? '' };
		} catch (error) {
			const { code, message } = error as { code?: string; message?: string };
			return failedRequest({ code, message: message || code }, false);
		}
	};
}
