import type { Answer, Delivery } from '../answer';
import type { Generation } from '../options';

/** What a fault may look at and turn before the request is handled. */
export interface FaultContext {
	origin: 'api' | 'files';
	generation: Generation;
	headers: Record<string, string | string[] | undefined>;
	/** Exchanges the project's finished file for another of the same size. */
	changeFile: () => void;
}

export interface Fault {
	/** As it stands in the record's `faultApplied`. */
	name: string;
	/** Whether the request is handled (an export is taken and charged) before the answer is spoilt. */
	taken: boolean;
	before?: (context: FaultContext) => void;
	/** Spoils the true answer, or makes one when the request was not taken. */
	spoil: (answer: Answer, context: FaultContext) => Answer;
	/** Stays for all requests to come instead of the next one only. */
	forever?: boolean;
}

/** No fault at all. */
export const fine: Fault = { name: 'fine', taken: true, spoil: (answer) => answer };

/** This fault for every request from here on. */
export const always = (fault: Fault): Fault => ({ ...fault, forever: true });

/** The same fault several times, to be spread into a script. */
export const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

/** The request is handled first, as `taken(status(502))`: the export is taken, its answer is lost. */
export const taken = (fault: Fault): Fault => ({ ...fault, name: `taken, ${fault.name}`, taken: true });

/** Any change of the true answer that has no name here. */
export const spoilt = (name: string, spoil: Fault['spoil']): Fault => ({ name, taken: true, spoil });

/** A fault that makes the whole answer; the request is not taken. */
export function replaced(name: string, spoil: Fault['spoil']): Fault {
	return { name, taken: false, spoil };
}

/** A fault of the way: the request is taken, its true answer does not arrive as it should. */
export function spoiltDelivery(name: string, delivery: Delivery): Fault {
	return { name, taken: true, spoil: (given) => withDelivery(given, delivery) };
}

export function withDelivery(given: Answer, delivery: Delivery): Answer {
	return { ...given, delivery: { ...given.delivery, ...delivery } };
}
