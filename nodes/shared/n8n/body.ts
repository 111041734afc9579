import { time } from './clock';

/** A streamed response body, as n8n's HTTP helper gives it; its class is Node's IncomingMessage. */
export type Body = AsyncIterable<Uint8Array> & { destroy(): void };

/** Answers of the API are small; more than this is not one. */
const LARGEST_ANSWER = 10 * 1024 * 1024;

/**
 * Reads an API answer.
 * @throws Error with a plain message when it is too large, too slow, or breaks off
 */
export async function readText(body: Body): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	const late = AbortSignal.timeout(time.patience);
	const giveUp = () => body.destroy();
	late.addEventListener('abort', giveUp);
	try {
		for await (const chunk of body) {
			size += chunk.length;
			if (size > LARGEST_ANSWER) break;
			chunks.push(chunk);
		}
	} catch (error) {
		throw late.aborted ? tooLate() : asItIs(error);
	} finally {
		late.removeEventListener('abort', giveUp);
		body.destroy();
	}
	if (size > LARGEST_ANSWER) throw new Error('the answer is larger than 10 MB');
	return Buffer.concat(chunks).toString('utf8');
}

function tooLate(): Error {
	return new Error('no whole answer came in time');
}

function asItIs(error: unknown): unknown {
	return error;
}
