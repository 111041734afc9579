import type { JsonObject } from './json';

/** Time, as the core is handed it. All figures are milliseconds. */
export interface Clock {
	now(): number;
	/** Resolves after `ms`; rejects with `ExecutionCancelled` as soon as the execution is cancelled. */
	sleep(ms: number): Promise<void>;
	/** Like Math.random: 0 ≤ x < 1. */
	random(): number;
}

/** Response headers, their names in lower case. */
export type Headers = Record<string, string | undefined>;

/** A file to upload. */
export interface FilePart {
	/** The name of its field in the form. */
	field: string;
	fileName: string;
	mimeType: string;
	bytes: number;
	/** SHA-256 in base64url: a request is recognized when it comes again. */
	contentHash: string;
	/**
	 * Its content from the first byte on, each time that it is sent.
	 * @throws AiStudiosError (input) when it cannot be read
	 */
	open(): AsyncIterable<Uint8Array>;
}

/** A form with files, sent as `multipart/form-data`. */
export interface Multipart {
	fields: Record<string, string>;
	files: FilePart[];
}

/** A request to the API. The path begins behind the server; IDs in it are encoded. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	body?: JsonObject;
	/** In the place of a body. */
	multipart?: Multipart;
	/** Whether AI Studios does the whole work before it responds. */
	isLongRunning?: true;
}

/** What became of one request. */
export type HttpResult =
	/** The server responded in full. */
	| { kind: 'response'; status: number; headers: Headers; text: string }
	/** It certainly never reached the server, or not as a whole: connection refused, name not resolved, upload cut. */
	| { kind: 'notSent'; cause: string }
	/** It may have reached the server; no complete response came back. */
	| { kind: 'noResponse'; cause: string };

export interface SendOptions {
	outlivesCancel?: boolean;
}

/** The one way to the API. */
export interface ApiTransport {
	/**
	 * Sends once. Rejects with `ExecutionCancelled`, with an AiStudiosError (input) when a file to upload
	 * cannot be read, and never with anything else. A request that `outlivesCancel` is not sent after the
	 * execution was cancelled, but once it is sent as a whole it is awaited.
	 */
	send(request: HttpRequest, options?: SendOptions): Promise<HttpResult>;
}

/** A response of the file server; the caller reads the body or discards it. */
export interface FileResponse {
	status: number;
	headers: Headers;
	body: AsyncIterable<Uint8Array>;
	/** Closes the connection; harmless when it is closed. */
	discard(): void;
}

/** The one way to where the videos are, without credentials. */
export interface FileTransport {
	/** Rejects on network errors, and with `ExecutionCancelled`. */
	open(url: string, headers: Record<string, string>): Promise<FileResponse>;
}

/** Makes a text from outside fit to be shown: secrets and signed parts of URLs are hidden, and it is kept short. */
export type Redact = (text: string) => string;
