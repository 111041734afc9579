import type { Generation } from './options';
import type { Endpoint } from './routes';

/** One request, from its arrival on; the last fields are filled while it is answered. */
export interface RequestRecord {
	/** Counted over both origins and the webhooks, from 0. */
	index: number;
	/** Simulated milliseconds since 1970. */
	at: number;
	/** `webhook` is a request that the simulator itself made. */
	origin: 'api' | 'files' | 'webhook';
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	/** Parsed JSON, else the text that came; undefined when there was none. */
	body: unknown;
	/** Undefined for a path that the API does not have. */
	endpoint?: Endpoint;
	generation?: Generation;
	projectKey?: string;
	/** The HTTP status answered; 0 while, or when, none was. */
	status: number;
	/** Cubes or credits that this request cost; 0 when it was no export, or not taken. */
	charged: number;
	/** Body bytes handed to the connection. */
	bytesSent: number;
	faultApplied?: string;
	/** `cut`: the connection ended before the answer did. */
	outcome: 'open' | 'answered' | 'cut';
}

export type NewRecord = Omit<RequestRecord, 'index' | 'at' | 'status' | 'charged' | 'bytesSent' | 'outcome'>;

/** Keeps everything the simulator was asked, in the order of arrival. */
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
			bytesSent: 0,
			outcome: 'open',
		};
		this.requests.push(record);
		return record;
	}

	finish(record: RequestRecord, outcome: 'answered' | 'cut'): void {
		if (record.outcome !== 'open') return;
		record.outcome = outcome;
		this.onRequest(record);
	}

	to(endpoint: Endpoint, projectKey?: string): RequestRecord[] {
		return this.requests.filter(
			(request) =>
				request.endpoint === endpoint && (projectKey === undefined || request.projectKey === projectKey),
		);
	}

	/** Bytes of a project's video sent so far, all downloads together. */
	bytesSent(projectKey: string): number {
		return this.to('download', projectKey).reduce((sum, { bytesSent }) => sum + bytesSent, 0);
	}
}
