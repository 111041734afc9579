/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test server needs sockets; this file is not shipped */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { jsonAnswer, type Answer } from './answer';
import { answerCall } from './api';
import { deliver } from './deliver';
import { answerFile } from './files';
import { readText, type Serve } from './origin';
import { findRoute } from './routes';
import { fieldsOf } from './validate/fields';
import type { Fault, FaultContext } from './faults';
import type { Generation } from './options';
import type { Recorder, RequestRecord } from './recorder';
import type { Scripts } from './script';
import type { Call, World } from './world';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

export interface Desk {
	world: World;
	recorder: Recorder;
	scripts: Scripts;
	httpStatuses: boolean | undefined;
	signal: AbortSignal;
}

interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	record: RequestRecord;
	fault: Fault;
	generation: Generation;
}

/** The API origin: read, record, route, handle, spoil, deliver. */
export function serveApi(desk: Desk): Serve {
	return async (request, response) => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const text = await readText(request, BODY_LIMIT_BYTES);
		const body = parsed(text);
		const route = findRoute(request.method ?? '', url.pathname);
		const generation = route?.generation ?? 'v2';
		const projectKey = route?.endpoint === 'exportExisting' ? projectIdIn(body) : keyOf(route);
		const fault = desk.scripts.next(route?.endpoint, generation, projectKey);
		const record = start(desk, request, url, { origin: 'api', body, fault, projectKey, ...route });
		const isJson = /\bjson\b/i.test(request.headers['content-type'] ?? '');

		await finish(desk, { request, response, record, fault, generation }, () => {
			if (!route)
				return jsonAnswer(404, { success: false, msg: `There is no ${request.method} ${url.pathname}.` });
			const { authorization } = request.headers;
			const sent = isJson && typeof body !== 'string' ? body : undefined;
			const call: Call = { ...route, authorization, query: url.searchParams, body: sent };
			const balance = desk.world.projects.balance;
			const answer = answerCall(call, desk.world, desk.httpStatuses);
			record.charged = balance - desk.world.projects.balance;
			record.projectKey ??= call.project?.key;
			return answer;
		});
	};
}

/** The files origin. */
export function serveFiles(desk: Desk): Serve {
	return async (request, response) => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const text = await readText(request, BODY_LIMIT_BYTES);
		const { links, projects } = desk.world;
		const projectKey = links.keyIn(url.pathname);
		const generation = projects.find(projectKey ?? '')?.generation ?? 'v2';
		const fault = desk.scripts.next('download', generation, projectKey);
		const endpoint = 'download' as const;
		const record = start(desk, request, url, {
			origin: 'files',
			body: parsed(text),
			fault,
			projectKey,
			endpoint,
			generation,
		});

		await finish(desk, { request, response, record, fault, generation }, () =>
			answerFile(
				{ path: url.pathname, query: url.searchParams, headers: request.headers, index: record.index },
				desk.world,
			),
		);
	};
}

type Known = Pick<RequestRecord, 'origin' | 'body' | 'endpoint' | 'generation' | 'projectKey'> & {
	fault: Fault;
};

function start(desk: Desk, request: IncomingMessage, url: URL, known: Known): RequestRecord {
	const { fault, ...rest } = known;
	return desk.recorder.start({
		...rest,
		method: request.method ?? '',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers: { ...request.headers },
		faultApplied: fault.name === 'fine' ? undefined : fault.name,
	});
}

async function finish(desk: Desk, exchange: Exchange, handle: () => Answer): Promise<void> {
	const { request, response, record, fault, generation } = exchange;
	response.on('close', () => desk.recorder.finish(record, response.writableFinished ? 'answered' : 'cut'));
	const context: FaultContext = {
		origin: record.origin === 'files' ? 'files' : 'api',
		generation,
		headers: request.headers,
		changeFile: () => changeFile(desk, record.projectKey),
	};
	fault.before?.(context);
	const answer = fault.spoil(fault.taken ? handle() : jsonAnswer(200, {}), context);
	record.status = answer.delivery.silence ? 0 : answer.status;
	await deliver(answer, response, {
		onBytes: (bytes) => {
			record.bytesSent += bytes;
		},
		signal: desk.signal,
		headOnly: request.method === 'HEAD',
	});
}

function changeFile({ world }: Desk, key: string | undefined): void {
	const project = world.projects.find(key ?? '');
	if (project) project.fileVersion++;
}

/** A project key stands in the path of most routes; a name, which is not one, in that of `projectByName`. */
function keyOf(route: ReturnType<typeof findRoute>): string | undefined {
	return route?.endpoint === 'projectByName' ? undefined : route?.subject;
}

function projectIdIn(body: unknown): string | undefined {
	try {
		const { projectId } = fieldsOf(body, 'The body');
		return typeof projectId === 'string' ? projectId : undefined;
	} catch {
		return undefined;
	}
}

function parsed(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
