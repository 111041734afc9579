import type { Generation } from './options';
import type { EndpointName } from './router';

/** One request, recorded when it arrives; the last fields are set while it is responded to. */
export interface RequestRecord {
	/** Counted over both origins and the webhooks, from 0. */
	index: number;
	/** Simulated milliseconds since 1970. */
	at: number;
	/** `webhook` is a request that the simulator itself sent. */
	origin: 'api' | 'files' | 'webhook';
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	/** A form without the contents of its files, parsed JSON, else the text; undefined when there was none. */
	body: unknown;
	/** Undefined for a path that the API does not have. */
	endpoint?: EndpointName;
	generation?: Generation;
	projectKey?: string;
	/** The HTTP status of the response; 0 while, or when, there was none. */
	status: number;
	/** Cubes or credits that this request cost; 0 when it was no export, or not accepted. */
	charged: number;
	/** Whether it made a project, a speech or a translation, rendered or not. */
	created: boolean;
	/** Body bytes handed to the connection. */
	bytesSent: number;
	faultApplied?: string;
	/** `aborted`: the connection ended before the response did. */
	outcome: 'pending' | 'completed' | 'aborted';
}

export type NewRecord = Omit<RequestRecord, 'index' | 'at' | 'status' | 'charged' | 'created' | 'bytesSent' | 'outcome'>;

/** Keeps all requests, in the order of their arrival. */
export class Recorder {
	readonly requests: RequestRecord[] = [];

	constructor(
		private readonly now: () => number,
		private readonly onRequest: (request: RequestRecord) => void,
	) {}

	start(request: NewRecord): RequestRecord {
		const record: RequestRecord = {
			index: this.requests.length,
			at: this.now(),
			...request,
			status: 0,
			charged: 0,
			created: false,
			bytesSent: 0,
			outcome: 'pending',
		};
		this.requests.push(record);
		return record;
	}

	finish(record: RequestRecord, outcome: 'completed' | 'aborted'): void {
		if (record.outcome !== 'pending') return;
		record.outcome = outcome;
		this.onRequest(record);
	}

	requestsTo(endpoint: EndpointName, projectKey?: string): RequestRecord[] {
		return this.requests.filter(
			(request) =>
				request.endpoint === endpoint && (projectKey === undefined || request.projectKey === projectKey),
		);
	}

	/** Bytes of a project's video sent so far, all downloads together. */
	bytesSent(projectKey: string): number {
		return this.requestsTo('download', projectKey).reduce((sum, { bytesSent }) => sum + bytesSent, 0);
	}
}
