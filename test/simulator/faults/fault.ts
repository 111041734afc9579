import type { Generation } from '../options';
import type { Delivery, SimulatedResponse } from '../response';

/** What a fault may look at, and change before the request is handled. */
export interface FaultContext {
	origin: 'api' | 'files';
	generation: Generation;
	headers: Record<string, string | string[] | undefined>;
	/** Replaces the project's finished file with another of the same size. */
	replaceFile: () => void;
}

export interface Fault {
	/** As shown in the record's `faultApplied`. */
	name: string;
	/** Whether the request is handled (an export is accepted and charged) before the response is altered. */
	accepted: boolean;
	/** Runs before the request is handled. */
	before?: (context: FaultContext) => void;
	/** Alters the true response, or makes one when the request is not accepted. */
	transform: (response: SimulatedResponse, context: FaultContext) => SimulatedResponse;
	/** Applies to all further requests instead of only the next one. */
	permanent?: boolean;
}

export const NO_FAULT_NAME = 'no fault';

export const noFault: Fault = { name: NO_FAULT_NAME, accepted: true, transform: (response) => response };

/** This fault for every request from here on. */
export const always = (fault: Fault): Fault => ({ ...fault, permanent: true });

/** The same fault for several requests in a row; to be spread into the list of faults. */
export const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

/** The request is handled first: with `accepted(status(502))` an export is accepted and its response lost. */
export const accepted = (fault: Fault): Fault => ({ ...fault, name: `accepted, then ${fault.name}`, accepted: true });

/** Any change of the true response that has no name here. */
export const alteredResponse = (name: string, transform: Fault['transform']): Fault => ({ name, accepted: true, transform });

/** A fault that makes the whole response; the request is not accepted. */
export const replacedResponse = (name: string, transform: Fault['transform']): Fault => ({ name, accepted: false, transform });

/** The request is accepted, but its true response does not arrive as it should. */
export const alteredDelivery = (name: string, delivery: Delivery): Fault =>
	alteredResponse(name, (response) => withDelivery(response, delivery));

export function withDelivery(response: SimulatedResponse, delivery: Delivery): SimulatedResponse {
	return { ...response, delivery: { ...response.delivery, ...delivery } };
}
