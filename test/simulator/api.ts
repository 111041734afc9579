import { jsonAnswer, type Answer } from './answer';
import { Refusal, refusalBody } from './refusal';
import { V2_HANDLERS } from './v2';
import { V3_HANDLERS } from './v3';
import type { Call, World } from './world';

/** Endpoints that check credentials themselves, or need none. */
const OPEN_ENDPOINTS = ['token', 'auth'];

/**
 * Answers a request to the API.
 *
 * @param httpStatuses see the simulator's option of this name
 */
export function answerCall(call: Call, world: World, httpStatuses: boolean | undefined): Answer {
	try {
		return jsonAnswer(200, withExtras(handle(call, world), world));
	} catch (error) {
		if (!(error instanceof Refusal)) return jsonAnswer(500, refusalBody(call.generation, String(error), 500));
		const status = (httpStatuses ?? error.status === 401) ? error.status : 200;
		return jsonAnswer(status, refusalBody(call.generation, error.message, error.status));
	}
}

function handle(call: Call, world: World): object {
	if (!OPEN_ENDPOINTS.includes(call.endpoint)) {
		if (call.generation === 'v2') world.access.checkApiKey(call.authorization);
		else world.access.checkToken(call.authorization);
	}
	const handlers = call.generation === 'v2' ? V2_HANDLERS : V3_HANDLERS;
	const handler = handlers[call.endpoint];
	if (!handler) throw new Error(`API ${call.generation} has a route but no handler for "${call.endpoint}".`);
	return handler(call, world);
}

function withExtras(value: object, { variants }: World): object {
	return variants.extraFields
		? { ...value, requestId: 'simulated', meta: { notice: null, deprecated: false } }
		: value;
}
