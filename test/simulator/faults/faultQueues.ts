import { noFault, type Fault } from './fault';
import type { Generation } from '../options';
import type { EndpointName } from '../router';

export interface FaultScope {
	/** Only requests about this project; a new export has no key before its response. */
	projectKey?: string;
	generation?: Generation;
}

interface Queue {
	endpoint: EndpointName;
	scope: FaultScope;
	faults: Fault[];
}

/** The faults to inject, request by request; nothing goes wrong once a queue is empty. */
export class FaultQueues {
	private readonly queues: Queue[] = [];

	/** Replaces an earlier queue for the same endpoint and scope. */
	set(endpoint: EndpointName, faults: Fault[], scope: FaultScope): void {
		const same = this.queues.findIndex(
			(queue) =>
				queue.endpoint === endpoint &&
				queue.scope.projectKey === scope.projectKey &&
				queue.scope.generation === scope.generation,
		);
		if (same >= 0) this.queues.splice(same, 1);
		this.queues.push({ endpoint, scope, faults: [...faults] });
	}

	/** The fault for this request; queues for one project come before those for all. */
	next(endpoint: EndpointName | undefined, generation: Generation, projectKey?: string): Fault {
		const matching = this.queues.filter(
			(queue) =>
				queue.endpoint === endpoint &&
				queue.faults.length > 0 &&
				(queue.scope.generation ?? generation) === generation &&
				(queue.scope.projectKey === undefined || queue.scope.projectKey === projectKey),
		);
		const queue = matching.find(({ scope }) => scope.projectKey !== undefined) ?? matching[0];
		if (!queue) return noFault;
		return queue.faults[0].permanent ? queue.faults[0] : (queue.faults.shift() ?? noFault);
	}
}
