import type { IExecuteFunctions } from 'n8n-workflow';
import { Client } from '../core/requests/client';
import { ExecutionClock } from './clock';
import { accessOf } from './credential';
import { Sender, type Context } from './sender';

/** What a node works with while it runs. */
export interface Connection {
	client: Client;
	secrets: string[];
	signal?: AbortSignal;
	/** Something about the credential that is worth knowing. */
	warning?: string;
}

/** @throws AiStudiosError (credentials) when the credential cannot work */
export async function connect(context: Context): Promise<Connection> {
	const access = accessOf(await context.getCredentials('aiStudiosApi'));
	const signal = 'getExecutionCancelSignal' in context ? (context as IExecuteFunctions).getExecutionCancelSignal() : undefined;
	const sender = new Sender(context, access, signal, async () => {
		const { sessionToken } = await context.getCredentials('aiStudiosApi');
		if (typeof sessionToken === 'string' && sessionToken !== '') access.secrets.push(sessionToken);
	});
	const client = new Client(access.contract, {
		send: async (request) => await sender.send(request),
		clock: new ExecutionClock(signal),
	});
	return { client, secrets: access.secrets, signal, warning: access.warning };
}
