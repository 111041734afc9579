/** A streamed response body, as n8n's HTTP helper gives it. */
export type Body = AsyncIterable<Uint8Array>;

/** Answers of the API are small; more than this is not one. */
const LARGEST_ANSWER = 10 * 1024 * 1024;

/**
 * Reads an API answer.
 * @throws Error with a plain message when it is too large, and what the connection threw
 */
export async function readText(body: Body): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > LARGEST_ANSWER) throw new Error('the answer is larger than 10 MB');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
