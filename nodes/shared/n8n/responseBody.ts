/** A streamed response body, as n8n's HTTP helper returns it. */
export type ResponseBody = AsyncIterable<Uint8Array>;

/** A Node stream of chunks. */
export interface NodeStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/** Makes Node streams. */
export interface StreamClass {
	from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: boolean; highWaterMark: number }): NodeStream;
}

/** The class of a response body can make other streams, and needs no import. */
export function streamClassOf(body: ResponseBody): StreamClass {
	return body.constructor as unknown as StreamClass;
}

/** Responses of the API are small; more than this is not one. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/**
 * Reads an API response.
 * @throws Error with a plain message when it is too large, and whatever the connection threw
 */
export async function readText(body: ResponseBody): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > MAX_RESPONSE_BYTES) throw new Error('the response is larger than 10 MB');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
