import { apiOf, type Generation } from '../../../nodes/shared/core/api';
import { Client } from '../../../nodes/shared/core/http/client';
import type { HttpRequest, HttpResult, SendOptions } from '../../../nodes/shared/core/ports';
import { FakeClock } from '../fakeClock';

/** A request and when it was sent, in milliseconds. */
export interface Sent {
	at: number;
	request: HttpRequest;
	options?: SendOptions;
}

/** A client on a fake clock that gets these responses one after the other; the last one again and again. */
export function clientWith(...responses: HttpResult[]) {
	return clientOf('v2', async (_request, index) => await Promise.resolve(responses[Math.min(index, responses.length - 1)]));
}

/**
 * A client whose requests are recorded and get the responses of `respond`.
 * @param respond gets each request and its position in the order of sending, from 0
 */
export function clientOf(generation: Generation, respond: (request: HttpRequest, index: number, clock: FakeClock) => Promise<HttpResult>) {
	const clock = new FakeClock();
	const sent: Sent[] = [];
	const send = async (request: HttpRequest, options?: SendOptions) => {
		sent.push({ at: clock.now(), request, options });
		return await respond(request, sent.length - 1, clock);
	};
	const client = new Client(apiOf(generation), { transport: { send }, clock, redact: (text) => text });
	return { client, clock, sent };
}
