import { ApiRejection, rejectionEnvelope } from './rejection';
import { jsonResponse, type SimulatedResponse } from './response';
import type { ApiCall } from './endpoint';
import type { Route } from './router';
import type { SimulatorState } from './state';

/**
 * The response to a request that has a route.
 *
 * @param httpStatuses see the simulator's option of this name
 */
export function apiResponse(
	route: Route,
	call: ApiCall,
	state: SimulatorState,
	httpStatuses: boolean | undefined,
): SimulatedResponse {
	try {
		if (!route.endpoint.isPublic) state.authentication.check(route.generation, call.authorization);
		return jsonResponse(200, withExtraFields(route.endpoint.handle(call, state), state));
	} catch (error) {
		const rejection = error instanceof ApiRejection ? error : undefined;
		if (!rejection) return jsonResponse(500, rejectionEnvelope(route.generation, String(error), 500));
		const status = (httpStatuses ?? rejection.status === 401) ? rejection.status : 200;
		return jsonResponse(status, rejectionEnvelope(route.generation, rejection.message, rejection.status));
	}
}

function withExtraFields(value: object, { variants }: SimulatorState): object {
	return variants.extraFields
		? { ...value, requestId: 'simulated', meta: { notice: null, deprecated: false } }
		: value;
}
