/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs sockets; this file is not shipped */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { NO_FAULT_NAME, type Fault, type FaultContext } from './faults/fault';
import { readText } from './httpServer';
import { readForm, type ReceivedForm } from './multipart';
import { jsonResponse, type SimulatedResponse } from './response';
import { sendResponse } from './sendResponse';
import type { FaultQueues } from './faults/faultQueues';
import type { Recorder, RequestRecord } from './recorder';
import type { SimulatorState } from './state';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

/** What the two servers share. */
export interface ServerContext {
	state: SimulatorState;
	recorder: Recorder;
	faults: FaultQueues;
	httpStatuses: boolean | undefined;
	signal: AbortSignal;
}

/** One request that has been received and recorded, with the fault that applies to it. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	record: RequestRecord;
	fault: Fault;
}

type Target = Pick<RequestRecord, 'origin' | 'endpoint' | 'generation' | 'projectKey'>;

/** The URL of a request, and its body: a form, parsed JSON, else text; undefined when there is none. */
export async function receive(request: IncomingMessage): Promise<{ url: URL; body: unknown; form?: ReceivedForm }> {
	const url = new URL(request.url ?? '/', 'http://localhost');
	const contentType = request.headers['content-type'] ?? '';
	if (/^multipart\/form-data/i.test(contentType)) {
		const form = await readForm(request as AsyncIterable<Buffer>, contentType);
		return { url, body: form, form };
	}
	return { url, body: parseBody(await readText(request, BODY_LIMIT_BYTES)) };
}

function parseBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

export function recordRequest(
	{ recorder, faults }: ServerContext,
	request: IncomingMessage,
	{ url, body }: { url: URL; body: unknown },
	target: Target,
): Pick<Exchange, 'record' | 'fault'> {
	const fault = faults.next(target.endpoint, target.generation ?? 'v2', target.projectKey);
	const record = recorder.start({
		...target,
		body,
		method: request.method ?? '',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers: { ...request.headers },
		faultApplied: fault.name === NO_FAULT_NAME ? undefined : fault.name,
	});
	return { record, fault };
}

/**
 * Handles the request, applies its fault, and sends the response.
 *
 * @param handle returns the true response; not called when the fault says that the request is not accepted
 */
export async function respond(
	context: ServerContext,
	{ request, response, record, fault }: Exchange,
	handle: () => SimulatedResponse,
): Promise<void> {
	response.on('close', () => context.recorder.finish(record, response.writableFinished ? 'completed' : 'aborted'));
	const faultContext: FaultContext = {
		origin: record.origin === 'files' ? 'files' : 'api',
		generation: record.generation ?? 'v2',
		headers: request.headers,
		replaceFile: () => replaceFile(context, record.projectKey),
	};
	fault.before?.(faultContext);
	const simulated = fault.transform(fault.accepted ? handle() : jsonResponse(200, {}), faultContext);
	record.status = simulated.delivery.noResponse ? 0 : simulated.status;
	await sendResponse(simulated, response, {
		onBytesSent: (bytes) => {
			record.bytesSent += bytes;
		},
		signal: context.signal,
		headersOnly: request.method === 'HEAD',
	});
}

function replaceFile({ state }: ServerContext, key: string | undefined): void {
	const project = state.projects.find(key ?? '');
	if (project) project.fileVersion++;
}
