import type { Simulator } from '../../simulator';
import type { Stage } from '../run';
import type { N8n } from './n8n';
import type { Rest } from './owner';
import type { Service } from './processes';
import type { Sheet } from './sheet';
import { until } from './until';

export interface Setup {
	say: Stage['say'];
	n8n: N8n;
	simulator: Simulator;
	sheet: Sheet;
}

export interface Running extends Setup {
	server: Service;
	rest: Rest;
}

/** @throws when they differ */
export function check(what: string, actual: unknown, expected: unknown): void {
	if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}.`);
}

/** As the editor's list of executions gets it. */
export interface Execution {
	id: string;
	status: string;
	customData: Record<string, string>;
}

/** Starts a workflow with its manual trigger. */
export async function begin({ rest }: Running, id: string): Promise<string> {
	const { executionId } = await rest.call<{ executionId: string }>('POST', `workflows/${id}/run`, { triggerToStartFrom: { name: 'Start' } });
	return executionId;
}

/** The execution when it has ended, however it did. */
export async function ended({ rest }: Running, executionId: string): Promise<Execution> {
	let execution = await rest.call<Execution>('GET', `executions/${executionId}`);
	await until(`Execution ${executionId} should end`, async () => {
		execution = await rest.call<Execution>('GET', `executions/${executionId}`);
		return !['new', 'running', 'waiting'].includes(execution.status);
	});
	return execution;
}
