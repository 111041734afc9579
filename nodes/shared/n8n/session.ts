import type { IExecuteFunctions } from 'n8n-workflow';
import { ExecutionCancelled } from '../core/errors';
import { Client } from '../core/http/client';
import { N8nApiTransport, type Context } from './apiTransport';
import { resolveCredential } from './credential';
import { ExecutionClock } from './executionClock';
import type { Runtime } from './runtime';

/** What a node works with while it runs. */
export interface Session {
	client: Client;
	/** Where a person opens a project. */
	editorUrl(projectKey: string): string;
	/** The execution's; none in the editor. */
	cancelSignal?: AbortSignal;
	/** Something about the credential that is worth knowing. */
	warning?: string;
}

/** @throws AiStudiosError (credentials) when the credential cannot work */
export async function openSession(context: Context, runtime: Runtime): Promise<Session> {
	const cancelSignal = 'getExecutionCancelSignal' in context ? (context as IExecuteFunctions).getExecutionCancelSignal() : undefined;
	// After Stop, n8n runs a node with Retry On Fail again.
	if (cancelSignal?.aborted) throw new ExecutionCancelled();
	const credential = resolveCredential(await context.getCredentials('aiStudiosApi'));
	const client = new Client(credential.api, {
		transport: new N8nApiTransport(context, credential, runtime, cancelSignal),
		clock: new ExecutionClock(runtime, cancelSignal),
		redact: credential.redact,
	});
	return { client, editorUrl: credential.editorUrl, cancelSignal, warning: credential.warning };
}
