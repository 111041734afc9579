import { fine, type Fault } from './faults';
import type { Generation } from './options';
import type { Endpoint } from './routes';

export interface ScriptScope {
	/** Only requests about this project; an export has no key before it is answered. */
	projectKey?: string;
	generation?: Generation;
}

interface Script {
	endpoint: Endpoint;
	scope: ScriptScope;
	coming: Fault[];
}

/** What shall go wrong, request by request; after a script's end everything is fine. */
export class Scripts {
	private readonly scripts: Script[] = [];

	/** Replaces an earlier script for the same endpoint and scope. */
	set(endpoint: Endpoint, faults: Fault[], scope: ScriptScope): void {
		const same = this.scripts.findIndex(
			(script) =>
				script.endpoint === endpoint &&
				script.scope.projectKey === scope.projectKey &&
				script.scope.generation === scope.generation,
		);
		if (same >= 0) this.scripts.splice(same, 1);
		this.scripts.push({ endpoint, scope, coming: [...faults] });
	}

	/** The fault for this request; scripts for a project come before those for all. */
	next(endpoint: Endpoint | undefined, generation: Generation, projectKey?: string): Fault {
		const fitting = this.scripts.filter(
			({ endpoint: scripted, scope, coming }) =>
				scripted === endpoint &&
				coming.length > 0 &&
				(scope.generation ?? generation) === generation &&
				(scope.projectKey === undefined || scope.projectKey === projectKey),
		);
		const script = fitting.find(({ scope }) => scope.projectKey !== undefined) ?? fitting[0];
		if (!script) return fine;
		return script.coming[0].forever ? script.coming[0] : (script.coming.shift() ?? fine);
	}
}
