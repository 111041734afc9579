/** One HTTP answer of the file server; whoever gets it reads the body or discards it. */
export interface FileAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
	/** Closes the connection; harmless when it is closed. */
	discard(): void;
}
